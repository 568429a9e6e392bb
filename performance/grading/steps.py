"""Step 4: the one step that a trend may move a grade (GRADING.md section 2)."""

from performance.grading.inputs import SeriesInputs
from performance.grading.position import WINDOW, Position
from performance.grading.projections import Projection
from performance.grading.timeline import Value
from performance.grading.trends import Tendency
from performance.grading.words import Direction, Grade, Step, Trend

ONE_DOWN = {
    Grade.OUTSTANDING: Grade.GOOD,
    Grade.GOOD: Grade.NEEDS_IMPROVEMENT,
    Grade.NEEDS_IMPROVEMENT: Grade.POOR,
}


def step_of(
    inputs: SeriesInputs,
    position: Position,
    tendency: Tendency,
    projection: Projection | None,
    since_break: tuple[Value, ...],
) -> Step | None:
    """The step that the trend earns, or None: a trend never lifts Needs Improvement to Good,
    because the path already holds the expected pace."""
    if projection is None or not projection.used_trend:
        return None
    gained = projection.zone.score - position.zone.score
    if tendency.trend is Trend.DETERIORATING and gained < 0:
        return Step.DOWN if latest_confirms(inputs, position, since_break) else None
    if tendency.trend is Trend.IMPROVING and gained > 0 and position.zone is Grade.POOR:
        return Step.UP
    return None


def latest_confirms(
    inputs: SeriesInputs, position: Position, since_break: tuple[Value, ...]
) -> bool:
    """Some other figure of the window is at least as good as the latest: it is not the best."""
    *others, latest = position.window[-WINDOW[inputs.frequency] :]
    if not others:
        others = since_break[-2:-1]
    up = 1 if inputs.direction is Direction.HIGHER else -1
    return not others or any(up * other.value >= up * latest.value for other in others)


def stepped(zone: Grade, step: Step | None) -> Grade:
    """The grade after the step."""
    match step:
        case Step.DOWN:
            return ONE_DOWN[zone]
        case Step.UP:
            return Grade.NEEDS_IMPROVEMENT
    return zone
