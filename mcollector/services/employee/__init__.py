"""What employees see of themselves."""
