"""Charts: small dataclasses → SVG, drawn on the server, legible without scripts or colour."""

from performance.charts.drawing import draw
from performance.charts.icons import assurance_sentence, variation_sentence
from performance.charts.limits import LevelsAt, LimitGroup, Special
from performance.charts.series import Break, Mark, Path, PathPoint, Rebasing, SeriesChart

__all__ = [
    "Break",
    "LevelsAt",
    "LimitGroup",
    "Mark",
    "Path",
    "PathPoint",
    "Rebasing",
    "SeriesChart",
    "Special",
    "assurance_sentence",
    "draw",
    "variation_sentence",
]
