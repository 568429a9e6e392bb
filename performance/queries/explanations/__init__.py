"""Why a grade is what it is, and what it was: in words, figures, parts, cases and pages."""
