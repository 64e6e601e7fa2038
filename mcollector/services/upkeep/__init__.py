"""What is cleared away, and what is measured."""
