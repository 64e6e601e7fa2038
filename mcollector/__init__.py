"""m-collector: collects, guards and destroys the My Number of everyone an employer pays."""
