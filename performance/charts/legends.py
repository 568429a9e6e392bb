"""The legend: a sample of each line and shape that is there, beside its name in words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from performance.charts.lines import LIMITS, LINES, MEAN, TRIAL_LIMITS
from performance.charts.pens import INK, line, text, width_of
from performance.charts.series import SeriesChart
from performance.charts.shapes import NAMES, dot, outlined, shape_of
from performance.charts.windows import band, pointer

ROW, GAP = 24, 20


@dataclass(frozen=True, slots=True)
class Entry:
    """``sample`` draws at (x, y), ``wide`` pixels."""

    name: str
    wide: int
    sample: Callable[[int, int], str]

    @property
    def whole(self) -> int:
        return self.wide + 8 + width_of(self.name)


def entries(chart: SeriesChart) -> Iterator[Entry]:
    if chart.marks:
        yield Entry(chart.organisation, 34, joined_dot)
    shown = {path.kind for path in chart.paths}
    for kind in (each for each in LINES if each in shown):
        yield sampled(LINES[kind].name, LINES[kind].stroke)
    if chart.groups:
        yield sampled(MEAN.name, MEAN.stroke)
    for pen, is_trial in ((LIMITS, False), (TRIAL_LIMITS, True)):
        if any(group.has_limits and group.is_trial is is_trial for group in chart.groups):
            yield sampled(pen.name, pen.stroke)
    outlines = {shape_of(each) for each in chart.specials}
    for outline, name in NAMES.items():
        if outline in outlines:
            yield Entry(name, 20, lambda x, y, d=outline: outlined(x + 10, y, d))
    if chart.highlighted:
        yield Entry("Compared by the grade", 26, lambda x, y: band(x, y - 9, 26, 18))
    if chart.graded_at is not None:
        yield Entry("Period graded", 12, lambda x, y: pointer(x + 6, y - 4))


def joined_dot(x: int, y: int) -> str:
    solid = f'stroke="{INK}" stroke-width="2.5" class="app-chart__figures"'
    return line(x, y, x + 34, y, solid) + dot(x + 17, y)


def sampled(name: str, rest: str) -> Entry:
    return Entry(name, 44, lambda x, y: line(x, y, x + 44, y, rest))


def rows_of(chart: SeriesChart, width: int) -> list[list[Entry]]:
    """The entries in as many rows as ``width`` needs."""
    rows, used = [[]], 0
    for entry in entries(chart):
        if rows[-1] and used + entry.whole > width:
            rows.append([])
            used = 0
        rows[-1].append(entry)
        used += entry.whole + GAP
    return rows


def legend(rows: list[list[Entry]], left: int) -> Iterator[str]:
    for place, row in enumerate(rows):
        x, y = left, 20 + ROW * place
        for entry in row:
            yield entry.sample(x, y)
            yield text(x + entry.wide + 8, y + 5, entry.name)
            x += entry.whole + GAP
