"""Cycles: what is owed in each, by whom or in whose place, and what waits for somebody."""
