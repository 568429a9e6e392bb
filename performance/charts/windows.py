"""What a grade looked at: the figures that it compared, and the period that it is for."""

from collections.abc import Iterator
from fractions import Fraction

from performance.charts.pens import INK
from performance.charts.scales import Scale
from performance.charts.series import SeriesChart

HALF = Fraction(1, 2)


def band(x, y, width, height) -> str:
    """A tint with a dark foot, which shows where the tint is too light to print."""
    place = f'x="{x}" width="{width}" stroke="none"'
    return (
        f'<rect {place} y="{y}" height="{height}" fill="#e8eaeb" class="app-chart__window"/>'
        f'<rect {place} y="{y + height - 4}" height="4" fill="{INK}" class="app-chart__dot"/>'
    )


def pointer(x, y) -> str:
    """A triangle that points up to (x, y)."""
    return f'<path d="M{x} {y}l6 8h-12z" fill="{INK}" class="app-chart__dot"/>'


def compared(chart: SeriesChart, across: Scale, top: int, bottom: int) -> Iterator[str]:
    """A band behind each run of periods whose figures the grade compared."""
    periods = sorted(chart.highlighted)
    begins = [at for at in periods if at - 1 not in periods]
    ends = [at for at in periods if at + 1 not in periods]
    for begin, end in zip(begins, ends, strict=True):
        x, until = across(begin - HALF), across(end + HALF)
        yield band(x, top, round(until - x, 1), bottom - top)


def graded(chart: SeriesChart, across: Scale, bottom: int) -> Iterator[str]:
    if chart.graded_at is not None:
        yield pointer(across(chart.graded_at), bottom + 1)
