"""What the program must show on real lists: through its own doors, against rows read from the raw files."""
