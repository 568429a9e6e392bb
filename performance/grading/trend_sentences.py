"""The sentences that say where a series is going (GRADING.md step 5, sentences 2 to 4)."""

from fractions import Fraction
from itertools import chain

from performance.figures import period_of, print_value
from performance.grading.dress import BARE
from performance.grading.inputs import SeriesInputs
from performance.grading.not_graded import PERIOD_WORDS, counted
from performance.grading.position import Position
from performance.grading.projections import Basis, Projection, zone_at
from performance.grading.seasons import Season
from performance.grading.trends import FEWEST, SPANS, Tendency
from performance.grading.words import Accumulation, Direction, Step, Trend

MOST_DECIMALS = 6
MOVES = {
    Direction.HIGHER: ("rose", "fell"),
    Direction.LOWER: ("fell", "rose"),
    Direction.BAND: ("came nearer the middle of the band", "went further from it"),
}


def trend_sentence(inputs: SeriesInputs, tendency: Tendency) -> str:
    """Which way it goes and on how much evidence.

    "Over 9 months the trend is deteriorating: 30 of 36 comparisons fell; a net 18 are needed to
    call it."
    """
    if tendency.trend is Trend.UNKNOWN:
        return f"The trend is unknown: {why_unknown(inputs, tendency)}."
    better, worse = MOVES[inputs.direction]
    if inputs.direction is Direction.BAND and tendency.trend is Trend.DETERIORATING:
        worse = "went further from the middle of the band"
    pairs = f"{tendency.n * (tendency.n - 1) // 2} comparisons"
    rises, falls = f"{tendency.ups} of {pairs} {better}", f"{tendency.downs} of {pairs} {worse}"
    needed = f"a net {tendency.S_needed} are needed to call it"
    match tendency.trend, tendency.by_chart:
        case Trend.STEADY, True:
            clear = rises if tendency.S > 0 else falls
            evidence = f"{clear}, but the control chart shows the opposite"
        case Trend.STEADY, False:
            evidence = f"{rises} and {tendency.downs} {worse}; {needed}"
        case _:
            evidence = f"{rises if tendency.trend is Trend.IMPROVING else falls}; {needed}"
            evidence += ", but the control chart is clear" if tendency.by_chart else ""
    return f"Over {span(inputs, tendency)} the trend is {tendency.trend}: {evidence}."


def why_unknown(inputs: SeriesInputs, tendency: Tendency) -> str:
    if inputs.rolling:
        return "the periods of a rolling series overlap"
    if tendency.n < FEWEST:
        within = counted(SPANS[inputs.frequency], PERIOD_WORDS[inputs.frequency])
        return f"{counted(tendency.n, 'figure')} within {within}, and {FEWEST} are needed"
    return "the path follows the season, and no seasonal offsets are stored to take off it"


def span(inputs: SeriesInputs, tendency: Tendency) -> str:
    """ "9 months", or "9 figures in 12 months" where some are missing."""
    unit = PERIOD_WORDS[inputs.frequency]
    periods = tendency.values[-1].t - tendency.values[0].t + 1
    if periods == tendency.n:
        return counted(periods, unit)
    return f"{counted(tendency.n, 'figure')} in {counted(periods, unit)}"


def projection_sentence(
    inputs: SeriesInputs, position: Position, season: Season, projection: Projection | None
) -> str | None:
    """Where it would end: "Slowing as changes usually do, March 2022 would be 31%: Poor."

    None where nothing is projected.
    """
    if projection is None:
        return None
    verb = "add up to" if inputs.accumulation is Accumulation.FLOW else "be"
    would = f"{end_of_year(inputs, position)} would {verb} {stated(inputs, position, projection)}"
    return f"{going_on(position, season, projection)}, {would}: {projection.zone}."


def going_on(position: Position, season: Season, projection: Projection) -> str:
    seasonal = " and following its season" if season.offsets else ""
    match projection.basis:
        case Basis.FADING_SLOPE:
            return f"Slowing as changes usually do{seasonal}"
        case Basis.STEADY_SLOPE:
            return f"Going on at this pace{seasonal}"
        case Basis.YEAR_TO_DATE:
            return "Going on against the path as in the year so far"
        case Basis.LAST_FIGURES:
            return "Going on against the path as in the last 3 figures"
    last = {
        1: "at the latest figure",
        2: "halfway between the last 2",
        3: "at the middle of the last 3",
    }
    return f"Staying {last[len(position.window)]}{seasonal}"


def end_of_year(inputs: SeriesInputs, position: Position) -> str:
    if inputs.accumulation is Accumulation.FLOW:
        return "the year"
    label = period_of(position.lines.starts[-1], inputs.frequency).label()
    return f"the rolling period to {label}" if inputs.rolling else label


def stated(inputs: SeriesInputs, position: Position, projection: Projection) -> str:
    """As exact as the figures themselves, or as shows in which zone the projection lies."""
    fewest = max(decimals_of(value.value) for value in position.window)
    rounded = (
        Fraction(print_value(projection.value, BARE, decimals))
        for decimals in range(fewest, MOST_DECIMALS + 1)
    )
    shown = next(
        value
        for value in chain(rounded, [projection.value])
        if zone_at(value, projection.there, inputs.direction, position) is projection.zone
    )
    return print_value(shown, inputs.unit)


def decimals_of(value: Fraction) -> int:
    """How many decimals state the value, at most 2."""
    return next((places for places in range(2) if (value * 10**places).denominator == 1), 2)


def step_sentence(
    inputs: SeriesInputs, position: Position, projection: Projection, step: Step
) -> str:
    """Why the trend moved the grade."""
    moved, trend = {
        Step.DOWN: ("one grade down", Trend.DETERIORATING),
        Step.UP: ("up to Needs Improvement", Trend.IMPROVING),
    }[step]
    end = end_of_year(inputs, position)
    return f"Moved {moved} because the trend is {trend} and {end} would be {projection.zone}."
