"""Benchmarks: figures as ratios and counts, printed with what they are measured against."""
