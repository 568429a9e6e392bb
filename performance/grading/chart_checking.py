"""Control charts against those of the R package NHSRplotthedots (GRADING.md section 5).

Point by point, icon by icon; where the engine differs on purpose, the rule is named and counted.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from math import gcd, isclose

from performance.figures import Frequency, position
from performance.grading.control_charts import ICONS, Charted, Group, control_chart
from performance.grading.differences import UNREADABLE, Checked, Difference, unreadable
from performance.grading.words import Assurance, Direction, SpecialCause, Variation

TOLERANCE = 1e-9
# How near 0 a float comes of numbers that cancel out.
NOTHING = 1e-12
DIRECTIONS = {
    "increase": Direction.HIGHER,
    "decrease": Direction.LOWER,
    "neutral": Direction.MONITOR,
}
LABELS = {
    (SpecialCause.OUTSIDE, 1): "Above UCL",
    (SpecialCause.OUTSIDE, -1): "Below LCL",
    (SpecialCause.TREND, 1): "7 Point Trend (Increasing)",
    (SpecialCause.TREND, -1): "7 Point Trend (Decreasing)",
    (SpecialCause.TWO_IN_THREE, 1): "2 in 3 Above CL",
    (SpecialCause.TWO_IN_THREE, -1): "2 in 3 Below CL",
    (SpecialCause.RUN, 1): "7 Points Above CL",
    (SpecialCause.RUN, -1): "7 Points Below CL",
    (None, 0): "Common Cause",
}
TYPES = {
    Variation.IMPROVEMENT_HIGH: "special_cause_improvement",
    Variation.IMPROVEMENT_LOW: "special_cause_improvement",
    Variation.CONCERN_HIGH: "special_cause_concern",
    Variation.CONCERN_LOW: "special_cause_concern",
    Variation.NEUTRAL_HIGH: "special_cause_neutral_high",
    Variation.NEUTRAL_LOW: "special_cause_neutral_low",
}
TARGETS = {
    Assurance.PASS: "consistent_pass",
    Assurance.FAIL: "consistent_fail",
    Assurance.HIT_AND_MISS: "inconsistent",
}


class Deliberate(StrEnum):
    """Where the engine differs from the R package on purpose."""

    MISSING_VALUE = "a missing value is no point, and the icon is of the latest figure"
    GAP = "no range or rule runs across a period without a row"
    NO_LIMITS = "no limits where screening leaves no range"
    TIE_AFTER_TREND = "a tie after a trend does not relabel it"
    FEW_POINTS = "no icons below 6 points"
    NOT_ENOUGH_VARIATION = "a constant group is not enough variation, with no assurance"


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that both say; ``excuse`` is the rule by which the engine may say otherwise."""

    what: str
    ours: object
    theirs: object
    excuse: Deliberate | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A period of the file: its first day, its value, and its place with and without gaps."""

    start: date
    value: Fraction | None
    place: int
    t: int


def check_charts(series: Sequence[Mapping]) -> Checked:
    """Compare every series, with the R package's screening of ranges and without.

    Periods without a row are neighbours in R: such a series is compared closed up, where every
    point must agree, and once more with its gaps, where a difference is deliberate.
    """
    compared = dict.fromkeys(("series", "runs", "points", "icons", "assurances"), 0)
    differences, deliberate = [], Counter()
    for each in series:
        compared["series"] += 1
        name = "a series without an id"
        try:
            for name, kind, said in compared_series(each):
                compared[kind] = compared.get(kind, 0) + 1
                unequal = [one for one in said if not same(one.ours, one.theirs)]
                deliberate.update({one.excuse for one in unequal if one.excuse})
                differences += [
                    Difference(name, one.what, one.ours, one.theirs)
                    for one in unequal
                    if not one.excuse
                ]
        except UNREADABLE as raised:
            differences.append(unreadable(name, raised))
    named = {rule.value: deliberate[rule] for rule in Deliberate if deliberate[rule]}
    return Checked(compared, tuple(differences), named)


def compared_series(series: Mapping) -> Iterator[tuple[str, str, list[Said]]]:
    """Each comparison of a series: the name of its run, what is compared, what both say."""
    for run in [*series["runs"], *series.get("runs_not_from_R", [])]:
        if "error" in run:
            continue
        screened = "screened" if run["screen_outliers"] else "unscreened"
        name = f"{series['id']} {screened}"
        yield name, "runs", []
        for kind, said in compared_run(series, run):
            yield name, kind, said


def same(ours, theirs) -> bool:
    """Equal; a number of the reference within a billionth of its size."""
    if ours is None or theirs is None or not isinstance(ours, Fraction):
        return ours == theirs
    return isclose(ours, theirs, rel_tol=TOLERANCE, abs_tol=NOTHING)


def compared_run(series: Mapping, run: Mapping) -> Iterator[tuple[str, list[Said]]]:
    rows = rows_of(series)
    groups = chart_of(series, run, rows, with_gaps=False)
    theirs = run.get("points") or points_of(run)
    ours = {
        point.t: (number, group, point)
        for number, group in enumerate(groups)
        for point in group.charted()
    }
    for row, point in zip(rows, theirs, strict=True):
        what = f"{row.start} value"
        if row.value is None:
            yield "points", [Said(what, None, "a point", Deliberate.MISSING_VALUE)]
        else:
            types = {name: said[row.place] for name, said in run["point_type"].items()}
            yield "points", list(said_of_point(*ours[row.place], row, point, types))
    if "variation_icon" in run:
        yield from said_of_icons(groups[-1], run, rows)
    if any(row.t - rows[0].t != row.place for row in rows):
        gapped = chart_of(series, run, rows, with_gaps=True)
        closed = {row.t: drawn(*ours[row.place][1:]) for row in rows if row.value is not None}
        for group in gapped:
            for point in group.charted():
                said = Said("with its gaps", drawn(group, point), closed[point.t], Deliberate.GAP)
                yield "points with gaps", [said]


def rows_of(series: Mapping) -> list[Row]:
    """The file's rows in order of time, numbered in the file's own steps of months or days."""
    given = sorted(zip(map(date.fromisoformat, series["periods"]), series["values"], strict=True))
    starts = [start for start, _ in given]
    if all(start.day == 1 for start in starts):
        numbers = [position(start, Frequency.MONTHLY) for start in starts]
    else:
        numbers = [start.toordinal() for start in starts]
    step = gcd(*(after - before for before, after in pairwise(numbers))) or 1
    return [
        Row(start, None if value is None else Fraction(str(value)), place, number // step)
        for place, ((start, value), number) in enumerate(zip(given, numbers, strict=True))
    ]


def chart_of(
    series: Mapping, run: Mapping, rows: list[Row], *, with_gaps: bool
) -> tuple[Group, ...]:
    def number(row):
        return row.t if with_gaps else row.place

    begins = [date.fromisoformat(on) for on in series["rebase"]]
    return control_chart(
        [(number(row), row.value) for row in rows if row.value is not None],
        [min(number(row) for row in rows if row.start >= begin) for begin in begins],
        is_screened=run["screen_outliers"],
        fixed_after=series["fix_after_n_points"],
    )


def points_of(run: Mapping) -> list[dict]:
    """The points of a run that states its limits once, because R stopped and drew none."""
    limits = {name: run[name] for name in ("mean", "lpl", "upl")}
    return [limits | {"special_cause_type": label} for label in run["special_cause_type"]]


def said_of_point(
    number: int, group: Group, ours: Charted, row: Row, theirs: Mapping, types: Mapping
) -> Iterator[Said]:
    limits = group.limits
    excuse = None
    if limits is None and theirs["lpl"] is not None and theirs["lpl"] == theirs["upl"]:
        excuse = Deliberate.NO_LIMITS
    label = LABELS[ours.cause, ours.cause_side]
    relabelled = excuse
    if label != theirs["special_cause_type"] and ends_a_trend(group, ours):
        relabelled = Deliberate.TIE_AFTER_TREND
    found = {
        "group": (number, None),
        "value": (ours.value, None),
        "mean": (group.mean, None),
        "lpl": (limits and limits.lower, excuse),
        "upl": (limits and limits.upper, excuse),
        "relative_to_mean": (ours.side, None),
        "outside_limits": (ours.is_outside if limits else None, excuse),
        "close_to_limits": (ours.is_near if limits else None, excuse),
        "special_cause_type": (label, relabelled),
        "special_cause_flag": (ours.cause is not None, excuse),
    }
    for name, (said, excused) in found.items():
        if name in theirs:
            yield Said(f"{row.start} {name}", said, theirs[name], excused)
    for name, direction in DIRECTIONS.items():
        icon = ICONS[direction].get(ours.cause_side)
        said = TYPES.get(icon, Variation.COMMON_CAUSE.value)
        yield Said(f"{row.start} {name}", said, types[name], relabelled)


def ends_a_trend(group: Group, point: Charted) -> bool:
    """The last point of a trend, with a tie after it."""
    after = group.times.index(point.t) + 1
    return (
        point.cause is SpecialCause.TREND
        and after < len(group)
        and group.values[after] == group.values[after - 1]
    )


def said_of_icons(group: Group, run: Mapping, rows: list[Row]) -> Iterator[tuple[str, list[Said]]]:
    excuse = excuse_of(group, run["groups"][-1], rows)
    for name, direction in DIRECTIONS.items():
        theirs = run["variation_icon"][name]
        yield "icons", [Said(f"{name} icon", group.variation(direction), theirs, excuse)]
    for target in run["assurance"]:
        for name, direction in DIRECTIONS.items():
            value = Fraction(str(target["target"]))
            ours = TARGETS.get(group.assurance(value, direction))
            what = f"{name} assurance of {target['target']}"
            yield "assurances", [Said(what, ours, target[name], excuse)]


def excuse_of(group: Group, theirs: Mapping, rows: list[Row]) -> Deliberate | None:
    """Why the icons of the latest group may differ."""
    if not group.has_icons:
        return Deliberate.FEW_POINTS
    if group.is_constant:
        return Deliberate.NOT_ENOUGH_VARIATION
    if not group.has_limits and theirs["lpl"] == theirs["upl"]:
        return Deliberate.NO_LIMITS
    return Deliberate.MISSING_VALUE if rows[-1].value is None else None


def drawn(group: Group, point: Charted) -> tuple:
    """What a chart shows of a point."""
    return group.mean, group.limits, point.side, point.cause, point.cause_side
