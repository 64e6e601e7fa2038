"""The catalogue of papers, and which of them somebody must show."""
