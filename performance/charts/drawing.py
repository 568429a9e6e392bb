"""Draws a series as SVG: no script, no style attribute, every line told apart by its dashes."""

from collections.abc import Iterator
from fractions import Fraction
from html import escape
from itertools import pairwise

from django.utils.safestring import SafeString, mark_safe

from performance.charts.scales import Scale, ticks
from performance.charts.series import Mark, Path, SeriesChart
from performance.figures import print_value

WIDTH, HEIGHT = 720, 340
LEFT, RIGHT, TOP, BOTTOM = 76, 704, 56, 296
MOST_LABELS = 9

# Name, colour, dashes: readable in grey, and 4.5:1 on white.
LINES = {
    "stretch": ("Stretch", "#003c71", "12 4 3 4"),
    "expected": ("Expected", "#00593a", "9 5"),
    "floor": ("Floor", "#942514", "2 4"),
}
FIGURES = "#0b0c0c"


def draw(chart: SeriesChart) -> SafeString:
    """The chart as an ``<svg>`` element with a title and a description; "" without a number.

    Figures are joined where their periods follow one another, never across a gap or a
    break. Every word in it is escaped.
    """
    if not chart.values:
        return SafeString()
    levels = ticks(min(chart.values), max(chart.values), chart.unit)
    across = Scale(
        Fraction(chart.first) - Fraction(1, 2),
        Fraction(chart.first + len(chart.labels)) - Fraction(1, 2),
        LEFT,
        RIGHT,
    )
    up = Scale(levels[0], levels[-1], BOTTOM, TOP)
    pieces = [
        f'<svg class="app-chart" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'height="{HEIGHT}" role="img" aria-labelledby="{chart.key}-title {chart.key}-desc" '
        'font-family="arial, helvetica, sans-serif" font-size="14">',
        f'<title id="{chart.key}-title">{escape(chart.title)}</title>',
        f'<desc id="{chart.key}-desc">{escape(chart.description)}</desc>',
        *legend(chart),
        *level_axis(chart, levels, up),
        *period_axis(chart, across),
        *breaks(chart, across),
        *(piece for path in chart.paths for piece in benchmark_line(path, across, up)),
        *joined(chart, across, up),
        *(dot(mark, across, up) for mark in chart.marks),
        *last_figure(chart, across, up),
        "</svg>",
    ]
    return mark_safe("".join(pieces))


def line(x1, y1, x2, y2, rest: str) -> str:
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" {rest}/>'


def text(x, y, words: str, rest: str = "") -> str:
    place = f'x="{x}" y="{y}" fill="{FIGURES}" class="app-chart__text"'
    return f"<text {place} {rest}>{escape(words)}</text>"


def legend(chart: SeriesChart) -> Iterator[str]:
    """A sample of each line beside its name."""
    x = LEFT
    solid = f'stroke="{FIGURES}" stroke-width="2.5" class="app-chart__figures"'
    yield line(x, 20, x + 34, 20, solid)
    yield f'<circle cx="{x + 17}" cy="20" r="4" fill="{FIGURES}" class="app-chart__dot"/>'
    yield text(x + 42, 25, chart.organisation)
    x += 70 + 8 * len(chart.organisation)
    shown = {path.kind for path in chart.paths}
    for kind in (each for each in LINES if each in shown):
        name, colour, dashes = LINES[kind]
        yield line(x, 20, x + 44, 20, stroke(kind, colour, dashes))
        yield text(x + 52, 25, name)
        x += 80 + 8 * len(name)


def stroke(kind: str, colour: str, dashes: str) -> str:
    return (
        f'stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes}" fill="none" '
        f'class="app-chart__{kind}"'
    )


def level_axis(chart: SeriesChart, levels, up: Scale) -> Iterator[str]:
    for level in levels:
        y = up(level)
        yield line(LEFT, y, RIGHT, y, 'stroke="#cecece" class="app-chart__grid"')
        yield text(LEFT - 8, y + 5, print_value(level, chart.unit), 'text-anchor="end"')


def period_axis(chart: SeriesChart, across: Scale) -> Iterator[str]:
    every = -(-len(chart.labels) // MOST_LABELS)
    for step, label in enumerate(chart.labels):
        # Counted from the last: the newest period is the one that readers look for.
        if (len(chart.labels) - 1 - step) % every == 0:
            x = across(chart.first + step)
            yield line(x, BOTTOM, x, BOTTOM + 6, 'stroke="#505a5f" class="app-chart__grid"')
            yield text(x, BOTTOM + 24, label, 'text-anchor="middle"')


def breaks(chart: SeriesChart, across: Scale) -> Iterator[str]:
    for each in chart.breaks:
        x = across(Fraction(each.at) - Fraction(1, 2))
        yield line(x, TOP, x, BOTTOM, 'stroke="#505a5f" stroke-width="3" class="app-chart__break"')
        near_right = x > (LEFT + RIGHT) / 2
        yield text(
            x - 6 if near_right else x + 6,
            TOP - 6,
            f"Break, {each.label}",
            f'text-anchor="{"end" if near_right else "start"}"',
        )


def benchmark_line(path: Path, across: Scale, up: Scale) -> Iterator[str]:
    """One line, or two where the path is an interval; a short one where the year has one period."""
    _, colour, dashes = LINES[path.kind]
    ends = [[(point.at, point.value) for point in path.points]]
    highs = [(point.at, point.high) for point in path.points if point.high is not None]
    for run in [*ends, highs]:
        if not run:
            continue
        first, last = run[0], run[-1]
        half = Fraction(2, 5)
        # Each line reaches a little past its first and last period, so that one period shows too.
        places = [(first[0] - half, first[1]), *run, (last[0] + half, last[1])]
        points = " ".join(f"{across(at)},{up(Fraction(value))}" for at, value in places)
        yield f'<polyline points="{points}" {stroke(path.kind, colour, dashes)}/>'


def joined(chart: SeriesChart, across: Scale, up: Scale) -> Iterator[str]:
    for before, after in pairwise(chart.marks):
        if any(before.at < each.at <= after.at for each in chart.breaks):
            continue
        if after.at - before.at > 1:
            continue
        yield line(
            across(before.at),
            up(Fraction(before.value)),
            across(after.at),
            up(Fraction(after.value)),
            f'stroke="{FIGURES}" stroke-width="2.5" class="app-chart__figures"',
        )


def dot(mark: Mark, across: Scale, up: Scale) -> str:
    return (
        f'<circle cx="{across(mark.at)}" cy="{up(Fraction(mark.value))}" r="4" '
        f'fill="{FIGURES}" class="app-chart__dot"/>'
    )


def last_figure(chart: SeriesChart, across: Scale, up: Scale) -> Iterator[str]:
    """The last figure in words, where the line that leads to it does not run through them."""
    if not chart.marks:
        return
    mark = chart.marks[-1]
    x, y = across(mark.at), up(Fraction(mark.value))
    if x + 12 + 9 * len(mark.text) < RIGHT:
        yield text(x + 10, y + 5, mark.text, 'font-weight="700"')
        return
    falling = len(chart.marks) > 1 and chart.marks[-2].value > mark.value
    below = (falling and y + 22 < BOTTOM) or y - 12 < TOP
    yield text(RIGHT, y + 22 if below else y - 12, mark.text, 'text-anchor="end" font-weight="700"')
