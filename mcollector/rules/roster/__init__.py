"""The roster's columns, cells, rows and wrong lines."""
