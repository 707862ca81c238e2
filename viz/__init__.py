"""What people look at: the web page and the page that stands alone."""
