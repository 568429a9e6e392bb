"""The shapes of figures: a dot, and one for each special cause, told apart without colour."""

from html import escape

from performance.charts.limits import Special
from performance.charts.pens import INK
from performance.grading import SpecialCause

DIAMOND = "M0-9 9 0 0 9-9 0z"
UP = "M0-9.5 9 6.5H-9z"
DOWN = "M0 9.5 9-6.5H-9z"
SQUARE = "M-7-7H7V7H-7z"
RING = "M-7.5 0a7.5 7.5 0 1 0 15 0a7.5 7.5 0 1 0-15 0z"
SHAPES = {
    SpecialCause.OUTSIDE: (DIAMOND, DIAMOND),
    SpecialCause.TREND: (DOWN, UP),
    SpecialCause.TWO_IN_THREE: (SQUARE, SQUARE),
    SpecialCause.RUN: (RING, RING),
}
NAMES = {
    DIAMOND: "Outside the limits",
    UP: "7 rising",
    DOWN: "7 falling",
    SQUARE: "2 of 3 near a limit",
    RING: "7 on one side of the mean",
}


def dot(x, y, size: float = 4) -> str:
    return f'<circle cx="{x}" cy="{y}" r="{size}" fill="{INK}" class="app-chart__dot"/>'


def shape_of(special: Special) -> str:
    """The outline of its cause, around (0, 0)."""
    return SHAPES[special.cause][special.is_high]


def outlined(x, y, outline: str, words: str = "") -> str:
    """A dot within its outline; the words show where a pointer rests on it."""
    title = f"<title>{escape(words)}</title>" if words else ""
    return (
        f'<g class="app-chart__special">{title}<path transform="translate({x} {y})" '
        f'd="{outline}" fill="#ffffff" stroke="{INK}" stroke-width="2"/>{dot(x, y, 2.5)}</g>'
    )
