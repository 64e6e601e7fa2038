"""What is told of a photograph, and where a number stands in it."""
