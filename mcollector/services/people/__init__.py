"""The list of people: query, rows, columns, counts."""
