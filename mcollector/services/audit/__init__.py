"""The audit log: its lines, openings, checkpoints, and its standing."""
