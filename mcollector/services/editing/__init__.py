"""What the office changes about people."""
