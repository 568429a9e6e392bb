"""The control chart of a series as its chart, its table and its icons show it (GRADING.md 5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from performance import grading
from performance.charts import (
    LevelsAt,
    LimitGroup,
    Special,
    assurance_sentence,
    variation_sentence,
)
from performance.figures import Form, period_of, position, print_value
from performance.grading.control_charts import POINTS_FOR_FIRM_LIMITS, POINTS_FOR_ICONS
from performance.grading.seasons import Season, season_of

ROLLING = (
    "No limits are drawn: the periods of a rolling series overlap, so that each figure holds most "
    "of the one before."
)
SEASON_GIVEN_BACK = (
    "Limits and special causes are those of the figures less their season. Each period's season "
    "is given back in the chart and in the table."
)
SEASON_LEFT_IN = (
    "The path follows the season, but no seasonal offsets are stored to take off the figures: "
    "what the limits call unusual may be the season."
)
MOST_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Control:
    """What a control chart says of a series.

    Attributes:
        groups, specials: for the drawing; figures in a group of fewer than 6 are not judged.
        notes: sentences on what the limits are, or why there are none.
        variation, assurance: the icons at the latest figure; None where there are none.
        decimals: with how many the mean and the limits print.
    """

    groups: tuple[LimitGroup, ...] = ()
    specials: tuple[Special, ...] = ()
    notes: tuple[str, ...] = ()
    variation: grading.Variation | None = None
    assurance: grading.Assurance | None = None
    decimals: int = 0

    @property
    def variation_sentence(self) -> str:
        return variation_sentence(self.variation)

    @property
    def assurance_sentence(self) -> str:
        return assurance_sentence(self.assurance)


def control_of(inputs: grading.SeriesInputs, verdict: grading.Verdict | None = None) -> Control:
    """The mean, limits and special causes of every group up to the period graded.

    Args:
        verdict: what the engine said of ``inputs``, whose assurance is shown.
    """
    found = grading.series_chart(inputs)
    if not found:
        return Control()
    if inputs.rolling:
        return Control(notes=(ROLLING,))
    season = season_of(inputs.benchmark, inputs.frequency)
    decimals = decimals_for(inputs)
    drawn = [group for group in found if group.has_icons and not group.is_constant]
    return Control(
        groups=tuple(limit_group(group, inputs, season, decimals) for group in drawn),
        specials=tuple(
            Special(point.t, point.cause, point.cause_side > 0)
            for group in drawn
            for point in group.charted()
            if point.cause is not None
        ),
        notes=tuple(notes_of(found, inputs, season)),
        variation=found[-1].variation(inputs.direction),
        assurance=verdict and verdict.assurance,
        decimals=decimals,
    )


def limit_group(
    group: grading.Group, inputs: grading.SeriesInputs, season: Season, decimals: int
) -> LimitGroup:
    mean, limits = group.mean, group.limits
    levels = tuple(
        LevelsAt(
            t,
            mean + season.at(t),
            limits and limits.lower + season.at(t),
            limits and limits.upper + season.at(t),
        )
        for t in range(group.times[0], group.times[-1] + 1)
    )
    said = f"{span_of(group, inputs)}: mean {print_value(mean, inputs.unit, decimals)}"
    if limits is not None:
        lower = print_value(limits.lower, inputs.unit, decimals)
        upper = print_value(limits.upper, inputs.unit, decimals)
        said += f", {'trial ' if group.is_trial else ''}limits {lower} to {upper}"
    if season.offsets:
        said += ", less the season"
    return LimitGroup(levels, group.is_trial, f"{said}.")


def notes_of(
    found: tuple[grading.Group, ...], inputs: grading.SeriesInputs, season: Season
) -> Iterator[str]:
    for group in found:
        note = note_of(group)
        if note:
            yield f"{span_of(group, inputs)}: {note}" if len(found) > 1 else capital(note)
    if not any(group.has_icons and group.has_limits for group in found):
        return
    if season.offsets:
        yield SEASON_GIVEN_BACK
    elif inputs.benchmark and isinstance(inputs.benchmark.expected, grading.Seasonal):
        yield SEASON_LEFT_IN


def note_of(group: grading.Group) -> str:
    """What there is to say of a group's limits; "" where they are firm."""
    figures = "1 figure" if len(group) == 1 else f"{len(group)} figures"
    if not group.has_icons:
        return f"too few figures for limits ({figures}; {POINTS_FOR_ICONS} are needed)."
    if group.is_constant:
        return "not enough variation for limits: every figure is the same."
    if not group.has_limits:
        return "no limits: but for single jumps the figures do not vary."
    if group.is_trial:
        return (
            f"trial limits, from {figures}; {POINTS_FOR_FIRM_LIMITS} make limits to be relied on."
        )
    return ""


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def span_of(group: grading.Group, inputs: grading.SeriesInputs) -> str:
    """ "April 2020 to July 2021", of a group's first and last figure."""
    labels = {
        position(point.start, inputs.frequency): period_of(point.start, inputs.frequency).label()
        for point in inputs.points
    }
    first, last = labels[group.times[0]], labels[group.times[-1]]
    return first if first == last else f"{first} to {last}"


def decimals_for(inputs: grading.SeriesInputs) -> int:
    """One more than the figures need, at most two; none for a clock, which has its seconds."""
    if inputs.unit.form is Form.CLOCK:
        return 0
    values = [Fraction(point.value) for point in inputs.points if point.value is not None]
    needed = next(
        (
            places
            for places in range(MOST_DECIMALS)
            if all((value * 10**places).denominator == 1 for value in values)
        ),
        MOST_DECIMALS,
    )
    return min(needed + 1, MOST_DECIMALS)


@dataclass(frozen=True, slots=True)
class LimitsPrinted:
    """A row's cells in the table beside a chart; "" where there is nothing."""

    mean: str = ""
    lower: str = ""
    upper: str = ""
    cause: str = ""


def printed_limits(inputs: grading.SeriesInputs, control: Control) -> dict[date, LimitsPrinted]:
    """By the first day of each figure's period."""

    def worn(level: Fraction | None) -> str:
        return "" if level is None else print_value(level, inputs.unit, control.decimals)

    levels = {level.at: level for group in control.groups for level in group.levels}
    causes = {each.at: capital(each.words) for each in control.specials}
    found = {}
    for point in inputs.points:
        at = position(point.start, inputs.frequency)
        if at in levels:
            level = levels[at]
            found[period_of(point.start, inputs.frequency).start] = LimitsPrinted(
                worn(level.mean), worn(level.lower), worn(level.upper), causes.get(at, "")
            )
    return found
