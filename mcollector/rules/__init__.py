"""Floor 0: the law of the house. Pure functions and values, no I/O, standard library only."""
