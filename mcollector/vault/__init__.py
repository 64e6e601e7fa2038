"""Floor 1: the only room with cryptography; bytes in, bytes out."""
