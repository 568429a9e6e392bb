"""The control chart of a series in words: variation, assurance, mean and limits."""

from dataclasses import dataclass

from performance import grading
from performance.figures import print_value

VARIATIONS = {
    grading.Variation.COMMON_CAUSE: "Common cause: nothing unusual in the latest figure",
    grading.Variation.IMPROVEMENT_HIGH: "Special cause: an improvement, running high",
    grading.Variation.IMPROVEMENT_LOW: "Special cause: an improvement, running low",
    grading.Variation.CONCERN_HIGH: "Special cause: a concern, running high",
    grading.Variation.CONCERN_LOW: "Special cause: a concern, running low",
    grading.Variation.NEUTRAL_HIGH: "Special cause: running high, with no wanted direction",
    grading.Variation.NEUTRAL_LOW: "Special cause: running low, with no wanted direction",
    grading.Variation.NOT_ENOUGH_VARIATION: "Not enough variation to judge",
}
CAUSES = {
    grading.SpecialCause.OUTSIDE: "a figure outside the limits",
    grading.SpecialCause.TREND: "7 in a row rising or falling",
    grading.SpecialCause.TWO_IN_THREE: "2 of 3 near a limit",
    grading.SpecialCause.RUN: "7 in a row on one side of the mean",
}
ASSURANCES = {
    grading.Assurance.PASS: "Pass: as things stand, the path will be met",
    grading.Assurance.FAIL: "Fail: as things stand, the path will not be met",
    grading.Assurance.HIT_AND_MISS: "Hit and miss: as things stand, the path is met now and then",
}
TOO_FEW = "No icons: fewer than 6 figures since the chart began"
OVERLAPPING = "No icons: the periods of a rolling series overlap"


@dataclass(frozen=True, slots=True)
class ControlChartExplained:
    """What the latest group of a control chart says, up to the period graded.

    Attributes:
        variation, assurance: in words; "" where there is no such icon.
        why_no_icons: "" where there are some.
        points: how many figures the group has.
        mean, lower, upper: in the series' unit, less the season; limits "" where there are none.
        is_trial: too few points for limits to be relied on.
    """

    variation: str
    assurance: str
    why_no_icons: str
    points: int
    mean: str
    lower: str
    upper: str
    is_trial: bool


def control_chart_explained(
    inputs: grading.SeriesInputs, verdict: grading.Verdict
) -> ControlChartExplained | None:
    """None without a figure to chart."""
    groups = grading.series_chart(inputs)
    if not groups:
        return None
    group = groups[-1]
    variation = verdict.variation or group.variation(inputs.direction)
    limits = group.limits
    return ControlChartExplained(
        variation=variation_in_words(group, variation),
        assurance=ASSURANCES.get(verdict.assurance, ""),
        why_no_icons=why_no_icons(group),
        points=len(group),
        mean=print_value(group.mean, inputs.unit),
        lower=print_value(limits.lower, inputs.unit) if limits else "",
        upper=print_value(limits.upper, inputs.unit) if limits else "",
        is_trial=group.is_trial,
    )


def variation_in_words(group: grading.Group, variation: grading.Variation | None) -> str:
    if variation is None:
        return ""
    *_, latest = group.charted()
    cause = f" ({CAUSES[latest.cause]})" if latest.cause else ""
    return f"{VARIATIONS[variation]}{cause}"


def why_no_icons(group: grading.Group) -> str:
    if group.has_icons:
        return ""
    return TOO_FEW if group.is_ruled else OVERLAPPING
