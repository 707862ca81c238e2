"""What people edit in the page: records of a source of their own, on the way of every other record."""
