"""The list of people: query, rows, columns, counts; and their names."""
