"""An indicator's grades: in each framework the latest with its reasons, and the earlier ones."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from performance import grading
from performance.models import Grade, Part, Placement, RegradeRequest
from performance.queries.grading.gradings import Facts, figures_of
from performance.queries.indicators import IN_ITS_TIME
from performance.queries.scorecards.printed import GradeShown
from performance.queries.scorecards.ungraded import why_ungraded


@dataclass(frozen=True, slots=True)
class PartVerdict:
    """What the engine said of one part. ``grade`` is "" where the part is not graded."""

    name: str
    grade: str
    weight: str
    essential: bool
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlacementShown:
    """Where the indicator stands in a framework, and its grade there.

    ``earlier`` are the grades of earlier periods that stand, newest first. ``ungraded`` says why
    there is no grade.
    """

    framework_code: str
    framework: str
    number: int
    wording: str
    headings: tuple[str, ...]
    grade: GradeShown | None
    earlier: tuple[GradeShown, ...]
    ungraded: str


def placements_shown(
    placements: list[Placement], facts: Facts, on: date, *, has_words: bool
) -> tuple[PlacementShown, ...]:
    """The placements of one indicator with their grades.

    Args:
        facts: what queries.grading.gradings.facts_of read for them.
        has_words: the indicator says something in words.
    """
    grades, since = defaultdict(list), {}
    rows = Grade.objects.current().filter(IN_ITS_TIME, placement__in=placements, known_on__lte=on)
    for row in rows.order_by("-period_end", "-revision"):
        grades[row.placement_id].append(row)
    waiting = RegradeRequest.objects.filter(placement__in=placements).order_by("-requested_at")
    for row in waiting:
        since[row.placement_id] = row.requested_at
    return tuple(
        placement_shown(each, grades[each.pk], since.get(each.pk), facts, has_words)
        for each in placements
    )


def placement_shown(
    placement: Placement,
    grades: list[Grade],
    since: datetime | None,
    facts: Facts,
    has_words: bool,
) -> PlacementShown:
    parts = facts.parts[placement.indicator_id]
    labels = own_labels(facts, parts)
    latest = grades[0] if grades else None
    headings = [placement.objective.parent, placement.objective]
    return PlacementShown(
        framework_code=placement.framework.code,
        framework=placement.framework.name,
        number=placement.number,
        wording=placement.wording,
        headings=tuple(each.title for each in headings if each and each.title),
        grade=named(grade_shown(latest, since), labels) if latest or since else None,
        earlier=tuple(named(grade_shown(each, None), labels) for each in grades[1:]),
        ungraded=why_ungraded(
            is_monitored=bool(parts) and not graded(parts),
            has_figures=any(
                each.value is not None
                for part in parts
                for each in facts.observations[part.series_id]
            ),
            has_words=has_words,
        ),
    )


def graded(parts: list[Part]) -> list[Part]:
    return [part for part in parts if part.series.direction != grading.Direction.MONITOR]


def own_labels(facts: Facts, parts: list[Part]) -> dict[tuple[date, date], str]:
    """What the graded figures call their own periods, by the first and last day of the graded one.

    The year to December is graded in the quarter that ends with it. Where several periods meet
    in one, there is no such name.
    """
    found = defaultdict(set)
    for part in graded(parts) or parts:
        for own, each in figures_of(facts, part.series).items():
            found[own.start, own.end].add(each.period)
    return {days: own.pop().label() for days, own in found.items() if len(own) == 1}


def named(grade: GradeShown, labels: dict[tuple[date, date], str]) -> GradeShown:
    if grade.period is None:
        return grade
    days = grade.period.start, grade.period.end
    return replace(grade, period_label=labels.get(days, grade.period_label))


def grade_shown(row: Grade | None, since: datetime | None) -> GradeShown:
    """A stored grade as a page shows it; only that it is being computed again while it is."""
    if row is None or since is not None:
        return GradeShown("", "", "", "", False, "", since)
    return GradeShown(
        grade=row.grade,
        reason=row.reason,
        sentence=row.sentence,
        period_label=row.period.label(),
        assumed=row.assumed,
        waiver=waivers_in(row.verdict),
        regrading_since=None,
        period=row.period,
        late=row.verdict.get("late", False),
        revision=row.revision,
        is_current=row.is_current,
    )


def waivers_in(verdict: dict) -> str:
    """Why assumed and late benchmarks grade all the same: what each part says, once."""
    said = (
        each.get("waiver", "")
        for each in verdict.get("parts", ())
        if each.get("assumed") or each.get("late")
    )
    return " ".join(dict.fromkeys(filter(None, said)))


def part_verdict(part: dict) -> PartVerdict:
    return PartVerdict(
        name=part["name"],
        grade=part["grade"] or "",
        weight=plain(part["weight"]),
        essential=part["essential"],
        sentences=tuple(part["sentences"]),
    )


def plain(number: str | Decimal | None) -> str:
    """A weight without trailing zeros: "1", "2.5"."""
    return "" if number is None else f"{Decimal(str(number)).normalize():f}"
