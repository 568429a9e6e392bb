"""Scorecards: the grades and figures that a framework's lines show, and how they are printed."""
