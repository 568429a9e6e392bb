"""What makes a figure look wrong, judged from figures already read. No queries."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from performance import grading
from performance.figures import Period, PeriodKind, Qualifier, Quantity, position, print_quantity
from performance.figures import print_value as printed_value
from performance.grading.seasons import season_of
from performance.models import Part, Series
from performance.queries.grading.gradings import Facts, graded_period, inputs_for
from performance.queries.series.control_limits import decimals_for
from performance.states import WarningKind

HALF = Decimal(50)
WHOLE_PERCENT = (Decimal(0), Decimal(100))

Number = tuple[Series, Quantity]


@dataclass(frozen=True, slots=True)
class Suspicion:
    """What looks wrong, in a sentence, and the ``figures`` that it is about, as they print."""

    kind: WarningKind
    message: str
    figures: str


@dataclass(frozen=True, slots=True)
class Looked:
    """A figure and what it is compared with; without ``facts``, with nothing but its range.

    Attributes:
        is_approved: this very figure stands approved: only what stands beside it may be new.
        before: the last approved figure of a period before, with that period.
        wholes: series that this one counts a part of, each with its number for the same period.
        parts: series of another submission that count a part of this one, likewise.
        median: the median of the times of which this is the share within a limit, likewise.
        shares: shares, of another submission, of the times of which this is the median.
    """

    series: Series
    quantity: Quantity
    period: Period
    is_approved: bool = False
    facts: Facts | None = None
    part: Part | None = None
    framework: int | None = None
    before: tuple[Period, Quantity] | None = None
    wholes: tuple[Number, ...] = ()
    parts: tuple[Number, ...] = ()
    median: Number | None = None
    shares: tuple[Number, ...] = ()

    def __str__(self):
        """The figure as it prints, by which an explanation is known to be of it."""
        return printed((self.series, self.quantity))

    @property
    def told(self) -> str:
        """The figure in a sentence."""
        return in_words((self.series, self.quantity))


def suspicions(looked: Looked) -> Iterator[Suspicion]:
    """Every kind of warning that the figure gives, each once, with a sentence that says why."""
    alone = () if looked.is_approved else (out_of_range, unusual_change, repeated)
    for judge in (*alone, part_over_whole, inconsistent):
        found = judge(looked)
        if found is not None:
            yield found


def reach(quantity: Quantity) -> tuple[Decimal | None, Decimal | None]:
    """Between what the number lies for certain; None where it may be anything."""
    match quantity.qualifier:
        case Qualifier.AT_LEAST | Qualifier.MORE_THAN:
            return quantity.value, None
        case Qualifier.AT_MOST | Qualifier.LESS_THAN | Qualifier.ABOUT_BUT_LESS:
            return None, quantity.value
    return quantity.value, quantity.high or quantity.value


def printed(number: Number) -> str:
    series, quantity = number
    return print_quantity(quantity, series.unit.dress)


def in_words(number: Number) -> str:
    """A figure in a sentence: "-12", where a print has "(12)" lest it be read as a change."""
    series, quantity = number
    if quantity.high is None and quantity.qualifier == Qualifier.EXACT:
        return printed_value(quantity.value, series.unit.dress, quantity.decimals)
    return printed(number)


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
        said = f"{looked.told} does not lie between 0% and 100%."
        return Suspicion(WarningKind.PERCENTAGE, said, str(looked))
    edge, which = (lowest, "lowest") if too_low else (highest, "highest")
    beyond = "below" if too_low else "above"
    said = (
        f"{looked.told} is {beyond} the {which} that is expected here, {printed_value(edge, unit)}."
    )
    return Suspicion(WarningKind.OUT_OF_RANGE, said, str(looked))


def unusual_change(looked: Looked) -> Suspicion | None:
    """Beyond the control limits of the approved figures before it (GRADING.md section 5).

    There are none before the series has figures enough for icons, for rolling series, whose
    periods overlap, and where a break or a re-basing lies between.
    """
    own = graded_period(looked.period, looked.series.frequency)
    if looked.facts is None or own is None:
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
    at_least, at_most = reach(looked.quantity)
    is_below = at_most is not None and Fraction(at_most) < lower
    if not is_below and (at_least is None or Fraction(at_least) <= upper):
        return None
    unit, decimals = looked.series.unit.dress, decimals_for(inputs)
    side = "below" if is_below else "above"
    said = (
        f"{looked.told} lies {side} the control limits of "
        f"{printed_value(lower, unit, decimals)} to {printed_value(upper, unit, decimals)}"
    )
    if looked.before is not None:
        period, quantity = looked.before
        when = "on" if period.kind == PeriodKind.DATE else "in"
        said += f"; it was {in_words((looked.series, quantity))} {when} {period.label()}"
    return Suspicion(WarningKind.UNUSUAL_CHANGE, f"{said}.", str(looked))


def part_over_whole(looked: Looked) -> Suspicion | None:
    for whole in looked.wholes:
        if exceeds(looked.quantity, whole[1]):
            said = (
                f"{looked.told} is more than the whole that it is a part of: {whole[0].name}, "
                f"{in_words(whole)}."
            )
            return Suspicion(WarningKind.PART_OVER_WHOLE, said, f"{looked} of {printed(whole)}")
    for part in looked.parts:
        if exceeds(part[1], looked.quantity):
            said = f"{looked.told} is less than a part of it: {part[0].name}, {in_words(part)}."
            return Suspicion(WarningKind.PART_OVER_WHOLE, said, f"{printed(part)} of {looked}")
    return None


def exceeds(part: Quantity, whole: Quantity) -> bool:
    """Whether a part is larger than its whole for certain."""
    least, most = reach(part)[0], reach(whole)[1]
    return least is not None and most is not None and least > most


def inconsistent(looked: Looked) -> Suspicion | None:
    """A share within a limit and the median of the same times: half lie within the median."""
    own = looked.series, looked.quantity
    pairs = [(own, looked.median)] if looked.median else []
    pairs += [(share, own) for share in looked.shares]
    for share, median in pairs:
        half = half_that_must_lie_within(share, median)
        if half:
            limit = printed_value(share[0].within, median[0].unit.dress)
            said = (
                f"{in_words(share)} within {limit} and a median of {in_words(median)} cannot both "
                f"be right: half of all lie within the median, so {half} must lie within {limit}."
            )
            figures = f"{printed(share)}, {printed(median)}"
            return Suspicion(WarningKind.INCONSISTENT, said, figures)
    return None


def half_that_must_lie_within(share: Number, median: Number) -> str:
    """Which half the median says must lie within the limit, where the share says otherwise."""
    (at_least, at_most), (earliest, latest) = reach(share[1]), reach(median[1])
    limit = share[0].within
    if at_most is not None and at_most < HALF and latest is not None and latest <= limit:
        return "at least half"
    if at_least is not None and at_least > HALF and earliest is not None and earliest > limit:
        return "no more than half"
    return ""


def repeated(looked: Looked) -> Suspicion | None:
    """Exactly the last approved figure; an end of its range (none, all) is nothing unusual."""
    if looked.before is None:
        return None
    period, quantity = looked.before
    same = (quantity.value, quantity.high) == (looked.quantity.value, looked.quantity.high)
    if not same or looked.quantity.value in bounds(looked.series):
        return None
    said = f"{looked.told} is exactly what was reported for {period.label()}."
    return Suspicion(WarningKind.REPEATED, said, str(looked))
