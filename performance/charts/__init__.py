"""Charts: small dataclasses → SVG, drawn on the server, legible without scripts or colour."""

from performance.charts.drawing import draw
from performance.charts.series import Break, Mark, Path, PathPoint, SeriesChart

__all__ = ["Break", "Mark", "Path", "PathPoint", "SeriesChart", "draw"]
