"""Between what a figure usually lies, told beside the field in which it is typed."""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from performance import grading
from performance.figures import position, print_value
from performance.grading.seasons import season_of
from performance.models import Placement, Series, Submission
from performance.queries.grading.gradings import facts_of, inputs_for
from performance.queries.series.control_limits import decimals_for

Key = tuple[UUID, UUID]


def usual_ranges(submissions: Collection[Submission]) -> dict[Key, str]:
    """By submission and series id, the control limits of the figures before its period, in words.

    Nothing where there are none: too few figures, no variation, a rolling series, or a break
    since the last of them. A constant number of queries.
    """
    indicators = {each.indicator_id for each in submissions}
    rows = Placement.objects.filter(indicator__in=indicators).order_by(
        "framework__starts", "framework", "number"
    )
    placements = {each.indicator_id: each for each in rows.select_related("framework")}
    facts = facts_of(placements.values(), whole=False)
    found = {}
    for submission in submissions:
        placement = placements.get(submission.indicator_id)
        for part in facts.parts[submission.indicator_id] if placement else ():
            inputs = inputs_for(facts, part, placement.framework_id, submission.period)
            if words := usual_range(inputs):
                found[submission.pk, part.series_id] = words
    return found


def usual_range(inputs: grading.SeriesInputs) -> str:
    """ "35% to 62%, by its control limits", of the period graded; "" where there are no limits."""
    asked = inputs.period_graded
    before = tuple(point for point in inputs.points if point.start < asked)
    if not before or inputs.rolling:
        return ""
    if any(before[-1].start < day <= asked for day in (*inputs.breaks, *inputs.rebases)):
        return ""
    known = replace(inputs, points=before, period_graded=before[-1].start)
    groups = grading.series_chart(known)
    if not groups or not groups[-1].has_icons or not groups[-1].has_limits:
        return ""
    season = season_of(inputs.benchmark, inputs.frequency).at(position(asked, inputs.frequency))
    limits, decimals = groups[-1].limits, decimals_for(known)
    lower = print_value(limits.lower + season, inputs.unit, decimals)
    upper = print_value(limits.upper + season, inputs.unit, decimals)
    kind = "trial control limits" if groups[-1].is_trial else "control limits"
    return f"{lower} to {upper}, by its {kind}"


def bounds(series: Series) -> str:
    """Between what a figure of the series can lie at all; "" where nobody said."""
    unit = series.unit.dress
    if series.lowest is not None and series.highest is not None:
        return f"{print_value(series.lowest, unit)} to {print_value(series.highest, unit)}"
    if series.lowest is not None:
        return f"at least {print_value(series.lowest, unit)}"
    if series.highest is not None:
        return f"at most {print_value(series.highest, unit)}"
    return ""
