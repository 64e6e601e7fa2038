"""Letters that went out: the list, sending again, slips."""
