"""What an employee has typed but not submitted."""
