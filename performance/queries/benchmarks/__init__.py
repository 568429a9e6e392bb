"""Benchmarks: their versions and terms, what is wrong with them, and how they are set."""
