"""Draws a series as SVG: no script, no style attribute, every line told apart by its dashes."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from itertools import pairwise

from django.utils.safestring import SafeString, mark_safe

from performance.charts import legends, turns, windows
from performance.charts.descriptions import description_of
from performance.charts.lines import benchmark_line, limit_lines
from performance.charts.pens import HALO, INK, QUIET, line, text, width_of
from performance.charts.scales import Scale, ticks
from performance.charts.series import Mark, SeriesChart
from performance.charts.shapes import dot, outlined, shape_of
from performance.figures import print_value

WIDTH, LEFT, RIGHT = 720, 76, 704
ABOVE, PLOT, BELOW = 12, 240, 44
MOST_LABELS = 9


@dataclass(frozen=True, slots=True)
class Plot:
    """Where figures stand: the part of a drawing between its legend and its axis."""

    top: int
    across: Scale
    up: Scale

    @property
    def bottom(self) -> int:
        return self.top + PLOT


def draw(chart: SeriesChart) -> SafeString:
    """The chart as an ``<svg>`` element with a title and a description; "" without a number.

    Figures are joined where their periods follow one another, never across a gap or a
    break. Every word in it is escaped.
    """
    if not chart.values:
        return SafeString()
    rows = legends.rows_of(chart, RIGHT - LEFT)
    across = Scale(
        Fraction(chart.first) - Fraction(1, 2),
        Fraction(chart.first + len(chart.labels)) - Fraction(1, 2),
        LEFT,
        RIGHT,
    )
    marked = turns.placed(chart, across)
    top = ABOVE + legends.ROW * len(rows) + turns.ROW * turns.rows_of(marked)
    levels = ticks(min(chart.values), max(chart.values), chart.unit)
    plot = Plot(top, across, Scale(levels[0], levels[-1], top + PLOT, top))
    height = plot.bottom + BELOW
    pieces = [
        f'<svg class="app-chart" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
        f'height="{height}" role="img" aria-labelledby="{chart.key}-title {chart.key}-desc" '
        'font-family="arial, helvetica, sans-serif" font-size="14">',
        f'<title id="{chart.key}-title">{escape(chart.title)}</title>',
        f'<desc id="{chart.key}-desc">{escape(description_of(chart))}</desc>',
        *windows.compared(chart, across, plot.top, plot.bottom),
        *legends.legend(rows, LEFT),
        *level_axis(chart, levels, plot),
        *period_axis(chart, plot),
        *windows.graded(chart, across, plot.bottom),
        *turns.drawn(marked, plot.top, plot.bottom),
        *(piece for group in chart.groups for piece in limit_lines(group, across, plot.up)),
        *(piece for path in chart.paths for piece in benchmark_line(path, across, plot.up)),
        *joined(chart, plot),
        *(figure(mark, chart, plot) for mark in chart.marks),
        *last_figure(chart, plot),
        "</svg>",
    ]
    return mark_safe("".join(pieces))


def level_axis(chart: SeriesChart, levels, plot: Plot) -> Iterator[str]:
    for level in levels:
        y = plot.up(level)
        yield line(LEFT, y, RIGHT, y, 'stroke="#cecece" class="app-chart__grid"')
        yield text(LEFT - 8, y + 5, print_value(level, chart.unit), 'text-anchor="end"')


def period_axis(chart: SeriesChart, plot: Plot) -> Iterator[str]:
    every = -(-len(chart.labels) // MOST_LABELS)
    y = plot.bottom
    for step, label in enumerate(chart.labels):
        # Counted from the last: the newest period is the one that readers look for.
        if (len(chart.labels) - 1 - step) % every == 0:
            x = plot.across(chart.first + step)
            yield line(x, y, x, y + 6, f'stroke="{QUIET}" class="app-chart__grid"')
            room = WIDTH - width_of(label) / 2
            yield text(min(x, room), y + 24, label, 'text-anchor="middle"')


def joined(chart: SeriesChart, plot: Plot) -> Iterator[str]:
    for before, after in pairwise(chart.marks):
        if any(before.at < each.at <= after.at for each in chart.breaks):
            continue
        if after.at - before.at > 1:
            continue
        yield line(
            plot.across(before.at),
            plot.up(Fraction(before.value)),
            plot.across(after.at),
            plot.up(Fraction(after.value)),
            f'stroke="{INK}" stroke-width="2.5" class="app-chart__figures"',
        )


def figure(mark: Mark, chart: SeriesChart, plot: Plot) -> str:
    x, y = plot.across(mark.at), plot.up(Fraction(mark.value))
    special = chart.special_at.get(mark.at)
    if special is None:
        return dot(x, y)
    return outlined(x, y, shape_of(special), f"{mark.label}: {mark.text}, {special.words}")


def last_figure(chart: SeriesChart, plot: Plot) -> Iterator[str]:
    """The last figure in words, where the line that leads to it does not run through them."""
    bold = f'font-weight="700" {HALO}'
    if not chart.marks:
        return
    mark = chart.marks[-1]
    x, y = plot.across(mark.at), plot.up(Fraction(mark.value))
    aside = 10 if mark.at not in chart.special_at else 14
    if x + aside + 2 + 9 * len(mark.text) < RIGHT:
        yield text(x + aside, y + 5, mark.text, bold)
        return
    falling = len(chart.marks) > 1 and chart.marks[-2].value > mark.value
    below = (falling and y + 22 < plot.bottom) or y - 12 < plot.top
    y += aside + 12 if below else -aside - 2
    yield text(RIGHT, y, mark.text, f'text-anchor="end" {bold}')
