"""The demo: a made-up company that has lived through two months of collecting."""
