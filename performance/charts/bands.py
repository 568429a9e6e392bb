"""A rubric's bands drawn as intervals, each on a row of its own, with what no band holds and what
several do (GRADING.md section 4). Told apart by shape and word, without script or style."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from html import escape

from django.utils.safestring import SafeString, mark_safe

from performance.charts.pens import HALO, INK, QUIET, line, text, width_of
from performance.charts.scales import Scale, ticks
from performance.charts.shapes import dot
from performance.figures import Unit, print_value
from performance.grading import Reach, exact

WIDTH, LEFT, RIGHT = 720, 16, 704
ROW, BAR, ABOVE, BELOW = 48, 16, 8, 44
EVERY_VALUE = Reach(None, None)
# Where a band has no end, it runs on past the last number by this share of the drawing.
BEYOND = Fraction(1, 12)


@dataclass(frozen=True, slots=True)
class Bar:
    """A band: its label, the grade it stands for where that is another word, and its values."""

    label: str
    reach: Reach
    grade: str = ""


@dataclass(frozen=True, slots=True)
class Valued:
    """A figure of the series, which falls into a band or none."""

    label: str
    value: Fraction


@dataclass(frozen=True, slots=True)
class BandsChart:
    """``key`` begins the ids in the drawing. ``bars`` best first; ``gaps`` and ``overlaps`` as
    grading.cover_of finds them within ``range``; ``figures`` stand above the axis."""

    key: str
    title: str
    unit: Unit
    bars: tuple[Bar, ...]
    range: Reach = EVERY_VALUE
    gaps: tuple[Reach, ...] = ()
    overlaps: tuple[Reach, ...] = ()
    figures: tuple[Valued, ...] = ()
    figures_name: str = ""

    @property
    def numbers(self) -> tuple[Fraction, ...]:
        """Every number that must fit on the chart."""
        reaches = [each.reach for each in self.bars] + [self.range]
        ends = [end for reach in reaches for end in (reach.low, reach.high)]
        return (
            *(exact(end) for end in ends if end is not None),
            *(each.value for each in self.figures),
        )


def draw_bands(chart: BandsChart) -> SafeString:
    """The bands as an ``<svg>`` element with a title and a description; "" without a number."""
    if not chart.numbers:
        return SafeString()
    levels = ticks(min(chart.numbers), max(chart.numbers), chart.unit)
    aside = (levels[-1] - levels[0]) * BEYOND
    across = Scale(levels[0] - aside, levels[-1] + aside, LEFT, RIGHT)
    rows = [
        *((words_of_bar(each, chart.unit), each.reach, "band") for each in chart.bars),
        *((f"Gap: {reach_in_words(each, chart.unit)}", each, "gap") for each in chart.gaps),
        *(
            (f"Overlap: {reach_in_words(each, chart.unit)}", each, "overlap")
            for each in chart.overlaps
        ),
    ]
    bottom = ABOVE + ROW * (len(rows) + bool(chart.figures))
    height = bottom + BELOW
    pieces = [
        f'<svg class="app-chart app-bands" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
        f'height="{height}" role="img" aria-labelledby="{chart.key}-title {chart.key}-desc" '
        'font-family="arial, helvetica, sans-serif" font-size="14">',
        f'<title id="{chart.key}-title">{escape(chart.title)}</title>',
        f'<desc id="{chart.key}-desc">{escape(description_of(chart))}</desc>',
        *axis(chart, levels, across, bottom),
    ]
    for place, (words, reach, kind) in enumerate(rows):
        y = ABOVE + ROW * place
        weight = "" if kind == "band" else 'font-weight="700" '
        pieces.append(text(LEFT, y + 14, words, f"{weight}{HALO}"))
        pieces += interval(reach, across, y + 20, kind)
    pieces += figures(chart, across, ABOVE + ROW * len(rows))
    return mark_safe("".join([*pieces, "</svg>"]))


def axis(chart: BandsChart, levels, across: Scale, bottom: int) -> Iterator[str]:
    for level in levels:
        x = across(level)
        yield line(x, ABOVE, x, bottom + 6, 'stroke="#cecece" class="app-chart__grid"')
        printed = print_value(level, chart.unit)
        half = width_of(printed) / 2
        place = min(max(x, half), WIDTH - half)
        yield text(place, bottom + 24, printed, 'text-anchor="middle"')
    yield line(LEFT, bottom, RIGHT, bottom, f'stroke="{QUIET}" class="app-chart__grid"')


def interval(reach: Reach, across: Scale, y: int, kind: str) -> Iterator[str]:
    """A bar over the values; a filled end holds its number, a hollow one does not, an arrow is
    no end. One value alone is an upright stroke."""
    start = LEFT if reach.low is None else across(exact(reach.low))
    end = RIGHT if reach.high is None else across(exact(reach.high))
    middle = y + BAR / 2
    fill, rest = FILLS[kind]
    wide = max(round(end - start, 1), 0)
    if wide:
        yield (
            f'<rect x="{start}" y="{y}" width="{wide}" height="{BAR}" fill="{fill}" '
            f'stroke="{INK}" {rest} class="app-bands__{kind}"/>'
        )
    else:
        yield line(start, y - 2, start, y + BAR + 2, f'stroke="{INK}" stroke-width="3"')
    yield arrow(start, middle, -1) if reach.low is None else stop(start, middle, reach.low_open)
    yield arrow(end, middle, 1) if reach.high is None else stop(end, middle, reach.high_open)


# Fill and outline: a band is tinted, a gap an empty dashed box, an overlap nearly black.
FILLS = {
    "band": ("#d4e7f8", 'stroke-width="1.5"'),
    "gap": ("#ffffff", 'stroke-width="2" stroke-dasharray="5 4"'),
    "overlap": ("#505a5f", 'stroke-width="2"'),
}


def stop(x, y, is_open: bool) -> str:
    """A ring where the number itself is left out, a dot where it is held."""
    if not is_open:
        return dot(x, y, 5)
    return (
        f'<circle cx="{x}" cy="{y}" r="5" fill="#ffffff" stroke="{INK}" stroke-width="2" '
        'class="app-bands__open"/>'
    )


def arrow(x, y, way: int) -> str:
    return f'<path d="M{x} {y}l{-10 * way} -8v16z" fill="{INK}" class="app-chart__dot"/>'


def figures(chart: BandsChart, across: Scale, y: int) -> Iterator[str]:
    if chart.figures:
        yield text(LEFT, y + 14, chart.figures_name, HALO)
    for each in chart.figures:
        x, top = across(each.value), y + 20
        tip = escape(f"{each.label}: {print_value(each.value, chart.unit)}")
        yield (
            f'<g><title>{tip}</title><path d="M{x} {top}l6 8l-6 8l-6 -8z" fill="#ffffff" '
            f'stroke="{INK}" stroke-width="1.5" class="app-bands__figure"/></g>'
        )


def words_of_bar(bar: Bar, unit: Unit) -> str:
    counts = f" (counts as {bar.grade})" if bar.grade and bar.grade != bar.label else ""
    return f"{bar.label}{counts}: {reach_in_words(bar.reach, unit)}"


def reach_in_words(reach: Reach, unit: Unit) -> str:
    """The values in words: "more than 7, up to 8", "exactly 5", "8 or more", "less than 1"."""
    low = high = ""
    if reach.low is not None:
        number = print_value(exact(reach.low), unit)
        low = f"more than {number}" if reach.low_open else f"{number} or more"
        if reach.low == reach.high and not reach.is_empty:
            return f"exactly {number}"
    if reach.high is not None:
        number = print_value(exact(reach.high), unit)
        high = f"less than {number}" if reach.high_open else f"up to {number}"
    words = ", ".join(filter(None, (low, high))) or "any value"
    return f"{words}, which holds nothing" if reach.is_empty else words


def description_of(chart: BandsChart) -> str:
    parts = [f"{words_of_bar(each, chart.unit)}." for each in chart.bars]
    parts += [f"No band holds {reach_in_words(each, chart.unit)}." for each in chart.gaps]
    parts += [f"Several bands hold {reach_in_words(each, chart.unit)}." for each in chart.overlaps]
    if not chart.gaps and not chart.overlaps:
        parts.append("There is no gap and no overlap.")
    return " ".join(parts)
