"""The audit trail in words, what was said and who hears it, and whether the seals hold."""
