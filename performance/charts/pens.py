"""The strokes that charts are drawn with: no style attribute, every word escaped."""

from collections.abc import Iterable
from fractions import Fraction
from html import escape

INK = "#0b0c0c"
QUIET = "#505a5f"
# Words stay legible where a line passes behind them.
HALO = 'stroke="#ffffff" stroke-width="4" paint-order="stroke"'
# 14px Arial: no average word is wider, so that what is laid out by it never overlaps.
LETTER = 8


def line(x1, y1, x2, y2, rest: str) -> str:
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" {rest}/>'


def text(x, y, words: str, rest: str = "") -> str:
    place = f'x="{x}" y="{y}" fill="{INK}" class="app-chart__text"'
    return f"<text {place} {rest}>{escape(words)}</text>"


def width_of(words: str) -> int:
    return LETTER * len(words)


def stroke(kind: str, colour: str, dashes: str = "", width: float = 2) -> str:
    dashed = f'stroke-dasharray="{dashes}" ' if dashes else ""
    return f'stroke="{colour}" stroke-width="{width}" {dashed}fill="none" class="app-chart__{kind}"'


def along(run: Iterable[tuple[int, Fraction]], across, up, rest: str) -> str:
    """A line through (period, value), reaching a little past both ends so that one period shows."""
    places = list(run)
    half = Fraction(2, 5)
    (first, start), (last, end) = places[0], places[-1]
    whole = [(first - half, start), *places, (last + half, end)]
    points = " ".join(f"{across(at)},{up(Fraction(value))}" for at, value in whole)
    return f'<polyline points="{points}" {rest}/>'
