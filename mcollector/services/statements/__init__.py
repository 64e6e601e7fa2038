"""What employees tell: that they cannot submit, that something changed."""
