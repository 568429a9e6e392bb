"""Scorecards as files: made from what a scorecard prints, never from the records behind it."""
