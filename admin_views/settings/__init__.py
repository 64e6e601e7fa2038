"""The pages of settings: the company, its staff, its letters, one's own account."""
