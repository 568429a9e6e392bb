"""The sentences that explain a position (GRADING.md step 5, sentence 1)."""

from fractions import Fraction

from performance.figures import period_of
from performance.grading.dress import distance, worn
from performance.grading.inputs import SeriesInputs
from performance.grading.lines import LinesAt, summed
from performance.grading.not_graded import PERIOD_WORDS, counted
from performance.grading.position import Position
from performance.grading.words import Accumulation, Direction, Grade, LineName

STRICT_WORDS = {
    Direction.HIGHER: "more than ",
    Direction.LOWER: "less than ",
    Direction.BAND: "strictly within ",
}


def position_sentence(inputs: SeriesInputs, position: Position) -> str:
    """Where the series stands, in words a board member understands.

    "40% in June 2021; the middle of the last 3 is 51%. The path expected 90% (39 points behind);
    the floor is 66%." A flow speaks of the year's sum to date; where the lines move within the
    window, or for a band, the middle distance takes the place of the middle value.
    """
    if len(position.window) == 1:
        return latest_sentence(inputs, position)
    if inputs.accumulation is Accumulation.FLOW:
        return flow_sentence(inputs, position)
    if inputs.direction is Direction.BAND or not is_level(position):
        return moving_sentence(inputs, position)
    return level_sentence(inputs, position)


def latest_sentence(inputs: SeriesInputs, position: Position) -> str:
    return f"{latest(inputs, position)}. {against(inputs, position, position.over[-1])}"


def level_sentence(inputs: SeriesInputs, position: Position) -> str:
    expected = position.over[-1].expected
    sign = 1 if inputs.direction is Direction.HIGHER else -1
    compared = worn(expected + sign * position.dE, inputs.unit)
    which = f"the {middling(position)} of the last {len(position.window)} is {compared}"
    return f"{latest(inputs, position)}; {which}. {against(inputs, position, position.over[-1])}"


def moving_sentence(inputs: SeriesInputs, position: Position) -> str:
    lines = position.over[-1]
    stands = [f"{gap(inputs, position.dE, 'path')}", f"{floor_gap(inputs, position.dF)}"]
    if stretch_matters(position):
        stands.insert(1, f"{gap(inputs, position.dS, 'stretch path')}")
    listed = f"{', '.join(stands[:-1])} and {stands[-1]}"
    return (
        f"{latest(inputs, position)}. The path expected {expected_words(inputs, position, lines)} "
        f"then, and the floor was {worn(lines.floor, inputs.unit)}; taking the "
        f"{middling(position)} of the last {len(position.window)}, it stands {listed}."
    )


def flow_sentence(inputs: SeriesInputs, position: Position) -> str:
    window = position.window
    periods = counted(len(window), PERIOD_WORDS[inputs.frequency])
    gaps = " with a figure" if window[-1].t - window[0].t + 1 > len(window) else ""
    begin = period_of(window[0].point.start, inputs.frequency).label()
    so_far = worn(sum(value.value for value in window), inputs.unit)
    return (
        f"{latest(inputs, position)}; the {periods}{gaps} from {begin} add up to {so_far}. "
        f"{against(inputs, position, summed(position.over), ' over them')}"
    )


def latest(inputs: SeriesInputs, position: Position) -> str:
    value = position.window[-1]
    when = period_of(value.point.start, inputs.frequency).label()
    span = "the rolling period to " if inputs.rolling else ""
    return f"{worn(value.value, inputs.unit)} in {span}{when}"


def against(inputs: SeriesInputs, position: Position, lines: LinesAt, over: str = "") -> str:
    expected = expected_words(inputs, position, lines)
    parts = [f"The path expected {expected}{over} ({gap(inputs, position.dE)})"]
    if stretch_matters(position):
        stretch = worn(lines.stretch, inputs.unit)
        parts.append(f"the stretch path is {stretch} ({gap(inputs, position.dS)})")
    parts.append(f"the floor is {worn(lines.floor, inputs.unit)}")
    return "; ".join(parts) + "."


def expected_words(inputs: SeriesInputs, position: Position, lines: LinesAt) -> str:
    strict = STRICT_WORDS[inputs.direction] if LineName.EXPECTED in position.strict else ""
    return f"{strict}{worn(lines.expected, inputs.unit)}"


def gap(inputs: SeriesInputs, deviation: Fraction, line: str = "") -> str:
    """How a series stands to the path: "39 points behind", or "39 points behind the path"."""
    band = inputs.direction is Direction.BAND
    if deviation == 0:
        where = f"the edge of the {line}" if line else "its edge"
        return f"exactly at {where}" if band else f"exactly on {f'the {line}' if line else 'it'}"
    if band:
        side = "inside" if deviation > 0 else "outside"
        side += f" the {line}" if line else ""
    else:
        side = "ahead" if deviation > 0 else "behind"
        side += f"{' of' if deviation > 0 else ''} the {line}" if line else ""
    return f"{distance(deviation, inputs.unit)} {side}"


def floor_gap(inputs: SeriesInputs, deviation: Fraction) -> str:
    if deviation == 0:
        return "exactly on the floor"
    side = "clear of" if deviation > 0 else "short of"
    return f"{distance(deviation, inputs.unit)} {side} the floor"


def stretch_matters(position: Position) -> bool:
    """Only where the path is met does the stretch path decide anything."""
    return position.dS is not None and position.zone in (Grade.OUTSTANDING, Grade.GOOD)


def is_level(position: Position) -> bool:
    """The lines are the same at every figure of the window."""
    first = position.over[0]
    return all(
        getattr(each, name) == getattr(first, name) for each in position.over for name in LineName
    )


def middling(position: Position) -> str:
    return "worse" if len(position.window) == 2 else "middle"
