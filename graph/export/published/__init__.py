"""What other systems find about the data: the catalogue, VoID, the event stream and the page of a thing."""
