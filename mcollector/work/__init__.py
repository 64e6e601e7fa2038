"""Floor 2: the unit of work, the audit trail, the guard."""
