"""What waits today: the office's first page and the digest."""
