"""How events and seals are written down to be digested, and which events wait for a seal."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import reduce
from itertools import chain
from operator import or_
from uuid import UUID

from django.db import OperationalError
from django.db.models import Max, Q

from performance.models import AuditEvent, AuditSeal
from performance.queries.audit.id_ranges import Ranges, without

# The columns of an event in each form in which events were ever sealed. A seal keeps its form:
# a column that comes later makes a new one, and old seals are still checked by theirs.
FORMS = {
    1: (
        "id",
        "at",
        "actor_id",
        "actor_name",
        "action",
        "subject",
        "subject_id",
        "indicator_id",
        "submission_id",
        "before",
        "after",
        "reason",
        "request_id",
    ),
}
FORM = max(FORMS)
# Of a seal, all but its key, its digest and the digests of its events, which follow as they are.
SEAL = (
    "number",
    "form",
    "previous",
    "ranges",
    "missing",
    "first_event",
    "last_event",
    "count",
    "reached_end",
    "sealed_at",
)

LOWEST, HIGHEST = 1, 2**63 - 1  # of the ids that a database gives
AT_ONCE = 500
RANGES_AT_ONCE = 100
# What comes of a row that no door of ours could have written: text that is no JSON, no date.
UNREADABLE = (ValueError, TypeError, AttributeError, OperationalError)

Stored = tuple[int, AuditEvent | None, bytes]


def digest_of_event(event: AuditEvent, form: int = FORM) -> bytes:
    """SHA-256 of every column of an event that ``form`` knows.

    Raises:
        ValueError: its date is none; Django reads as None what is in no form of a date.
    """
    if event.at is None:
        raise ValueError(f"Event {event.pk} has no date.")
    return hashlib.sha256(_canonical(event, FORMS[form])).digest()


def digest_of_seal(seal: AuditSeal) -> str:
    """SHA-256, in hexadecimal, of a seal's columns and of the digests of its events."""
    return hashlib.sha256(_canonical(seal, SEAL) + b"\n" + bytes(seal.digests)).hexdigest()


def _canonical(row, columns) -> bytes:
    """The one way to write these columns down: JSON in ASCII, keys sorted, no spaces, UTC."""
    facts = {column: getattr(row, column) for column in columns}
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), default=_text).encode()


def _text(value) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{value!r} is of no kind that an event or a seal holds.")


def highest_sealed() -> int:
    """The highest id that any seal holds; 0 before the first."""
    return AuditSeal.objects.aggregate(highest=Max("last_event"))["highest"] or LOWEST - 1


def missing_after(missing: Ranges, highest: int, ranges: Ranges) -> Ranges:
    """The ids below the highest sealed one that no seal holds, once one has taken ``ranges``.

    Args:
        missing, highest: the same ids, and the highest sealed one, before.
    """
    now = ranges[-1][1]
    passed = [*missing, [highest + 1, now]] if now > highest else missing
    return without(passed, ranges)


def unsealed(missing: Ranges, highest: int) -> Iterator[Stored]:
    """The events that no seal holds, in order of id: late ones among ``missing``, then new ones."""
    return chain(stored(missing), stored([[highest + 1, HIGHEST]]))


def stored(ranges: Ranges, form: int = FORM) -> Iterator[Stored]:
    """Each event there is in ``ranges``, in order of id: id, event and digest, page by page.

    A row that cannot be read comes as its id, None and no digest.
    """
    for start in range(0, len(ranges), RANGES_AT_ONCE):
        group = ranges[start : start + RANGES_AT_ONCE]
        rows = AuditEvent.objects.filter(reduce(or_, (Q(pk__range=each) for each in group)))
        after = group[0][0] - 1
        while page := _read(rows.filter(pk__gt=after).order_by("pk")[:AT_ONCE], form):
            yield from page
            after = page[-1][0]


def _read(rows, form: int) -> list[Stored]:
    try:
        return [(each.pk, each, digest_of_event(each, form)) for each in rows]
    except UNREADABLE:
        return [_read_one(key, form) for key in rows.values_list("pk", flat=True)]


def _read_one(key: int, form: int) -> Stored:
    try:
        event = AuditEvent.objects.get(pk=key)
        return key, event, digest_of_event(event, form)
    except UNREADABLE:
        return key, None, b""
