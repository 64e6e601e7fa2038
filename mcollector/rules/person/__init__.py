"""What the office may change about a person, and why."""
