"""The figures of submissions that are far from what was approved before them, or unlike it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from performance.figures import Form, Quantity
from performance.models import Entry, Observation, Submission
from performance.queries.submissions.submissions import (
    Past,
    are_alike,
    comparable,
    difference,
    printed,
)

# A percentage that moved by ten points, anything else by a quarter of what it was.
MUCH_IN_POINTS = Decimal(10)
MUCH_IN_PROPORTION = Decimal("0.25")
# A year back, and the longest lag beyond it: what is older says little of this period.
LOOK_BACK = timedelta(days=500)


@dataclass(slots=True)
class Compared:
    """Of one submission, in words: the figures that changed much since the last approved one, and
    those that cannot be compared with it."""

    changed: list[str] = field(default_factory=list)
    incomparable: list[str] = field(default_factory=list)


def compared(submissions: Collection[Submission]) -> dict[UUID, Compared]:
    """By submission id, how its figures stand to the last approved ones; each has its own.

    The last one is of the period before; for a correction it is the one that stands. A figure
    that is the first of its series has none, and is neither. Two queries, however many
    submissions there are.
    """
    by_id = {each.pk: each for each in submissions}
    entries = list(
        Entry.objects.filter(submission__in=by_id, value__isnull=False)
        .select_related("series__unit", "organisation")
        .order_by("series__code", "organisation__code")
    )
    past = approved_figures(entries)
    found = {key: Compared() for key in by_id}
    for entry in entries:
        submission = by_id[entry.submission_id]
        figures = past[entry.series_id, entry.organisation_id]
        before = last_before(entry, figures, or_same=submission.is_correction)
        if before is None:
            continue
        name, told = entry.series.name, found[submission.pk]
        if is_incomparable(entry, before):
            words = f"{name}: not comparable with {before.printed}, {before.period.label()}"
            told.incomparable.append(words)
        elif is_much(entry, before):
            words = difference(entry.series, entry.quantity, entry.period, before)
            told.changed.append(f"{name}: {words}")
    return found


def approved_figures(entries: Collection[Entry]) -> dict[tuple, list[Past]]:
    """What stands approved of the figures' series and organisations, latest first."""
    found = defaultdict(list)
    if not entries:
        return found
    days = [entry.period_end for entry in entries]
    rows = (
        Observation.objects.current()
        .filter(
            series__in={entry.series_id for entry in entries},
            organisation__in={entry.organisation_id for entry in entries},
            period_end__lte=max(days),
            period_end__gte=min(days) - LOOK_BACK,
        )
        .select_related("series__unit")
        .order_by("-period_end", "-period_start")
    )
    for row in rows:
        words = printed(row.quantity, row.series.unit.dress, row.missing, row.text)
        found[row.series_id, row.organisation_id].append(Past(row.period, words, row.quantity))
    return found


def last_before(entry: Entry, figures: list[Past], *, or_same: bool) -> Past | None:
    """The latest of ``figures`` that has a number and may stand beside the entry; where none may,
    the latest that has one."""
    earlier = [each for each in figures if is_before(entry, each, or_same=or_same)]
    alike = (each for each in earlier if comparable(entry.series, entry.period, each.period))
    return next(alike, earlier[0] if earlier else None)


def is_before(entry: Entry, past: Past, *, or_same: bool) -> bool:
    """Whether it has a number, and ends no later: of the day on which a month ends, that day's
    figure was there before the month's."""
    if past.quantity is None or past.period.end > entry.period_end:
        return False
    return or_same or past.period != entry.period


def is_incomparable(entry: Entry, before: Past) -> bool:
    """Nothing can be said of how far it moved: another stretch of time, a range or an "at least".

    One that says the very same again has not moved.
    """
    if not comparable(entry.series, entry.period, before.period):
        return True
    both = entry.quantity, before.quantity
    return not are_alike(*both) and not is_same(*both)


def is_same(one: Quantity, other: Quantity) -> bool:
    return (one.value, one.high, one.qualifier) == (other.value, other.high, other.qualifier)


def is_much(entry: Entry, before: Past) -> bool:
    if not are_alike(entry.quantity, before.quantity):
        return False
    was = before.quantity.value
    change = abs(entry.value - was)
    if entry.series.unit.dress.form == Form.PERCENT:
        return change >= MUCH_IN_POINTS
    return change > 0 and change >= MUCH_IN_PROPORTION * abs(was)
