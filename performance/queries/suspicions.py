"""What makes a figure look wrong, judged from figures already read. No queries."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from performance import grading
from performance.figures import Period, Qualifier, Quantity, position, print_quantity
from performance.figures import print_value as printed_value
from performance.grading.seasons import season_of
from performance.models import Part, Series
from performance.queries.control_limits import decimals_for
from performance.queries.gradings import Facts, graded_period, inputs_for
from performance.states import WarningKind

HALF = Decimal(50)
WHOLE_PERCENT = (Decimal(0), Decimal(100))

Suspicion = tuple[WarningKind, str]


@dataclass(frozen=True, slots=True)
class Looked:
    """A figure and what it is compared with; without ``facts``, with nothing but its range.

    Attributes:
        before: the approved figure of the period before, with that period.
        wholes: series that this one counts a part of, each with its number for the same period.
        median: the median of the times of which this is the share within a limit, likewise.
    """

    series: Series
    quantity: Quantity
    period: Period
    facts: Facts | None = None
    part: Part | None = None
    framework: int | None = None
    before: tuple[Period, Quantity] | None = None
    wholes: tuple[tuple[Series, Quantity], ...] = ()
    median: tuple[Series, Quantity] | None = None

    def __str__(self):
        return print_quantity(self.quantity, self.series.unit.dress)


def suspicions(looked: Looked) -> Iterator[Suspicion]:
    """Every kind of warning that the figure gives, each with a sentence that says why."""
    for judge in (out_of_range, unusual_change, part_over_whole, inconsistent, repeated):
        found = judge(looked)
        if found is not None:
            yield found


def is_plain(quantity: Quantity) -> bool:
    """A number that may be compared: not a range, an inequality or a change."""
    return quantity.high is None and quantity.qualifier in (Qualifier.EXACT, Qualifier.ABOUT)


def bounds(series: Series) -> tuple[Decimal | None, Decimal | None]:
    """The range of a series: its own, else 0 to 100 of what is a percentage."""
    if series.unit.kind == grading.UnitKind.PERCENT:
        lowest = WHOLE_PERCENT[0] if series.lowest is None else series.lowest
        highest = WHOLE_PERCENT[1] if series.highest is None else series.highest
        return lowest, highest
    return series.lowest, series.highest


def out_of_range(looked: Looked) -> Suspicion | None:
    low, high = looked.quantity.value, looked.quantity.high or looked.quantity.value
    lowest, highest = bounds(looked.series)
    too_low = lowest is not None and low < lowest
    if not too_low and (highest is None or high <= highest):
        return None
    unit = looked.series.unit.dress
    if looked.series.unit.kind == grading.UnitKind.PERCENT and (lowest, highest) == WHOLE_PERCENT:
        said = f"{looked} does not lie between 0% and 100%."
        return WarningKind.PERCENTAGE, said
    edge, which = (lowest, "lowest") if too_low else (highest, "highest")
    beyond = "below" if too_low else "above"
    said = f"{looked} is {beyond} the {which} that is expected here, {printed_value(edge, unit)}."
    return WarningKind.OUT_OF_RANGE, said


def unusual_change(looked: Looked) -> Suspicion | None:
    """Beyond the control limits of the approved figures before it (GRADING.md section 5).

    There are none before the series has figures enough for icons, for rolling series, whose
    periods overlap, and where a break or a re-basing lies between.
    """
    own = graded_period(looked.period, looked.series.frequency)
    if looked.facts is None or own is None or not is_plain(looked.quantity):
        return None
    inputs = inputs_for(looked.facts, looked.part, looked.framework, looked.period)
    earlier = tuple(each for each in inputs.points if each.start < own.start)
    inputs = replace(inputs, points=earlier)
    found = grading.series_chart(inputs) if earlier else ()
    if not found or not found[-1].has_icons or found[-1].limits is None:
        return None
    at, group = position(own.start, inputs.frequency), found[-1]
    turns = [position(on, inputs.frequency) for on in (*inputs.breaks, *inputs.rebases)]
    if any(group.times[-1] < turn <= at for turn in turns):
        return None
    season = season_of(inputs.benchmark, inputs.frequency).at(at)
    lower, upper = group.limits.lower + season, group.limits.upper + season
    if lower <= Fraction(looked.quantity.value) <= upper:
        return None
    unit, decimals = looked.series.unit.dress, decimals_for(inputs)
    side = "below" if Fraction(looked.quantity.value) < lower else "above"
    said = (
        f"{looked} lies {side} the control limits of "
        f"{printed_value(lower, unit, decimals)} to {printed_value(upper, unit, decimals)}"
    )
    if looked.before is not None:
        period, quantity = looked.before
        said += f"; it was {print_quantity(quantity, unit)} in {period.label()}"
    return WarningKind.UNUSUAL_CHANGE, f"{said}."


def part_over_whole(looked: Looked) -> Suspicion | None:
    for series, quantity in looked.wholes:
        comparable = is_plain(quantity) and is_plain(looked.quantity)
        if comparable and looked.quantity.value > quantity.value:
            whole = print_quantity(quantity, series.unit.dress)
            said = f"{looked} is more than the whole that it is a part of: {series.name}, {whole}."
            return WarningKind.PART_OVER_WHOLE, said
    return None


def inconsistent(looked: Looked) -> Suspicion | None:
    """A share within a limit and the median of the same times: half lie within the median."""
    if looked.median is None or not is_plain(looked.quantity):
        return None
    series, quantity = looked.median
    limit = looked.series.within
    if not is_plain(quantity):
        return None
    share = looked.quantity.value
    too_few = share < HALF and quantity.value <= limit
    too_many = share > HALF and quantity.value > limit
    if not (too_few or too_many):
        return None
    unit = series.unit.dress
    reach = printed_value(limit, unit)
    middle = print_quantity(quantity, unit)
    said = (
        f"{looked} within {reach} and a median of {middle} cannot both be right: half of all lie "
        f"within the median, so {'at least half' if too_few else 'no more than half'} must lie "
        f"within {reach}."
    )
    return WarningKind.INCONSISTENT, said


def repeated(looked: Looked) -> Suspicion | None:
    """Exactly last period's figure; at an end of its range (none, all) that is nothing unusual."""
    if looked.before is None:
        return None
    period, quantity = looked.before
    same = (quantity.value, quantity.high, quantity.qualifier) == (
        looked.quantity.value,
        looked.quantity.high,
        looked.quantity.qualifier,
    )
    if not same or looked.quantity.value in bounds(looked.series):
        return None
    return WarningKind.REPEATED, f"{looked} is exactly what was reported for {period.label()}."
