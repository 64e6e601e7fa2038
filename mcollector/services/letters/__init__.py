"""Letters on their way: queued, filled in, sent, how far they are."""
