"""Step 3: where the year's last period, or the year's total, would end (GRADING.md section 2)."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from statistics import median

from performance.grading.deviations import deviation
from performance.grading.inputs import SeriesInputs
from performance.grading.lines import LinesAt, summed
from performance.grading.position import Position, zone_of
from performance.grading.seasons import Season
from performance.grading.trends import Tendency
from performance.grading.words import (
    Accumulation,
    Direction,
    Grade,
    LineName,
    UnitKind,
)

FADE = Fraction(9, 10)
LAST_FIGURES = 3
LEAST_SHARE = Fraction(1, 10)


class Basis(StrEnum):
    """What a projection goes on from."""

    FADING_SLOPE = "fading_slope"
    STEADY_SLOPE = "steady_slope"
    MIDDLE = "middle"
    YEAR_TO_DATE = "year_to_date"
    LAST_FIGURES = "last_figures"


@dataclass(frozen=True, slots=True)
class Projection:
    """The year's last period, or a flow's total, if things go on as they do.

    Attributes:
        value: in the series' own unit, clipped to what the unit can be.
        zone: against the lines there, as in step 1.
        there: those lines: at the year's last period or, for a flow, added up over the year.
    """

    value: Fraction
    zone: Grade
    basis: Basis
    there: LinesAt

    @property
    def used_trend(self) -> bool:
        """Only such a projection may move a grade (step 4)."""
        return self.basis in (Basis.FADING_SLOPE, Basis.STEADY_SLOPE, Basis.LAST_FIGURES)


def projection_of(
    inputs: SeriesInputs, position: Position, tendency: Tendency, season: Season
) -> Projection | None:
    """None at the year's last period, for a band, for a flow before a tenth of its path, and
    where a line has no value at a period that the projection needs."""
    if position.ahead == 0 or inputs.direction is Direction.BAND:
        return None
    if inputs.accumulation is Accumulation.FLOW:
        return flow_projection(inputs, position, tendency)
    lines = position.lines
    there = lines.ahead_at(lines.last)
    if there is None:
        return None
    level, basis = signed_level(inputs, position, tendency, season)
    up = 1 if inputs.direction is Direction.HIGHER else -1
    value = clipped(up * level + season.at(lines.last), inputs.unit_kind)
    return Projection(value, zone_at(value, there, inputs.direction, position), basis, there)


def signed_level(
    inputs: SeriesInputs, position: Position, tendency: Tendency, season: Season
) -> tuple[Fraction, Basis]:
    """The level at the year's last period, up is better, without its season."""
    if tendency.slope_agrees:
        level, b = tendency.level_now, tendency.b
        if inputs.accumulation is Accumulation.LEVEL:
            return level + b * faded(position.ahead), Basis.FADING_SLOPE
        return level + b * position.ahead, Basis.STEADY_SLOPE
    up = 1 if inputs.direction is Direction.HIGHER else -1
    return median([up * season.taken_from(value) for value in position.window]), Basis.MIDDLE


@lru_cache
def faded(ahead: int) -> Fraction:
    """How many periods' slope ``ahead`` periods bring: 0.9 + 0.81 + …, as changes slow down."""
    return sum(FADE**k for k in range(1, ahead + 1))


def flow_projection(
    inputs: SeriesInputs, position: Position, tendency: Tendency
) -> Projection | None:
    """The sum to date and, for every other period of the year, its E times the ratio so far."""
    lines = position.lines
    year = [lines.ahead_at(t) for t in range(lines.first, lines.last + 1)]
    if None in year:
        return None
    whole_year, to_date = summed(year), summed(position.over)
    if abs(to_date.expected) < abs(whole_year.expected) * LEAST_SHARE:
        return None
    latest, basis = position.window, Basis.YEAR_TO_DATE
    if tendency.is_clear_with_slope and len(position.window) >= LAST_FIGURES:
        latest, basis = position.window[-LAST_FIGURES:], Basis.LAST_FIGURES
    over = position.over[-len(latest) :]
    ratio = ratio_of(sum(value.value for value in latest), summed(over).expected)
    done = sum(value.value for value in position.window)
    value = clipped(done + (whole_year.expected - to_date.expected) * ratio, inputs.unit_kind)
    zone = zone_at(value, whole_year, inputs.direction, position)
    return Projection(value, zone, basis, whole_year)


def ratio_of(actual: Fraction, expected: Fraction) -> Fraction:
    return actual / expected if expected else Fraction(1)


def zone_at(value: Fraction, there: LinesAt, direction: Direction, position: Position) -> Grade:
    distances = {
        name: deviation(value, level, direction)
        for name in LineName
        if (level := getattr(there, name)) is not None
    }
    return zone_of(distances, position.strict)


def clipped(value: Fraction, kind: UnitKind) -> Fraction:
    match kind:
        case UnitKind.PERCENT:
            return min(max(value, Fraction(0)), Fraction(100))
        case UnitKind.COUNT:
            return max(value, Fraction(0))
    return value
