"""The figures of submissions that are far from what was approved before them."""

from collections import defaultdict
from collections.abc import Collection
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from performance.figures import Form, Unit
from performance.models import Entry, Observation, Submission
from performance.queries.submissions import Past, difference, is_plain, printed

# A percentage that moved by ten points, anything else by a quarter of what it was.
MUCH_IN_POINTS = Decimal(10)
MUCH_IN_PROPORTION = Decimal("0.25")
# A year back, and the longest lag beyond it: what is older says little of this period.
LOOK_BACK = timedelta(days=500)


def changed_much(submissions: Collection[Submission]) -> dict[UUID, list[str]]:
    """By submission id, each figure that changed much since the last approved one, in words.

    The last one is of the period before; for a correction it is the one that stands. Two queries,
    however many submissions there are.
    """
    by_id = {each.pk: each for each in submissions}
    entries = list(
        Entry.objects.filter(submission__in=by_id, value__isnull=False)
        .select_related("series__unit", "organisation")
        .order_by("series__code", "organisation__code")
    )
    past = approved_figures(entries)
    found = defaultdict(list)
    for entry in entries:
        submission = by_id[entry.submission_id]
        figures = past[entry.series_id, entry.organisation_id]
        before = last_before(entry, figures, or_same=submission.is_correction)
        unit = entry.series.unit.dress
        if before is not None and is_much(entry, before, unit):
            words = difference(entry.quantity, entry.period, before, unit)
            found[submission.pk].append(f"{entry.series.name}: {words}")
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
    """The latest of ``figures`` that may stand beside the entry and has a number to compare."""
    for each in figures:
        earlier = each.period.end < entry.period_end or (or_same and each.period == entry.period)
        if earlier and each.quantity is not None and entry.period.like_for_like(each.period):
            return each
    return None


def is_much(entry: Entry, before: Past, unit: Unit) -> bool:
    if not (is_plain(entry.quantity) and is_plain(before.quantity)):
        return False
    was = before.quantity.value
    change = abs(entry.value - was)
    if unit.form == Form.PERCENT:
        return change >= MUCH_IN_POINTS
    return change > 0 and change >= MUCH_IN_PROPORTION * abs(was)
