"""Floor 4: the door of the employees."""
