"""What an employee types: the profile, dependents, dates, the company."""
