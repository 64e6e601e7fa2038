"""The list of people: search, columns, pages, what is done to many at once."""
