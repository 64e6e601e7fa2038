"""The worker's side of the pipes, and what goes over them."""
