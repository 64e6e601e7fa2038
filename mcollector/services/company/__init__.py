"""A company: founding it, its keys, its settings, the set-up."""
