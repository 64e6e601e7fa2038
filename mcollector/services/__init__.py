"""Floor 3: use cases; one function is one unit of work."""
