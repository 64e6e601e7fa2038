"""Floor 1: tables, one file a subject."""
