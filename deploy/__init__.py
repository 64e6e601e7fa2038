"""How the processes are started: one table for `make run` and for supervisor."""
