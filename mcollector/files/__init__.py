"""Floor 1: sealed blobs on disk."""
