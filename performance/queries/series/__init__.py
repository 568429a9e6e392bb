"""A series over time: last year and its lines, its limits and charts, shifts and breaks."""
