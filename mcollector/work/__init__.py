"""Floor 2: how anything is done at all: unit of work, audit trail, guard."""
