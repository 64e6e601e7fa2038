"""Floor 1: the only room with image libraries, and the child process they run in."""
