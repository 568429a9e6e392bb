"""Submissions: their slots, figures and files, beside what was approved or sent back before."""
