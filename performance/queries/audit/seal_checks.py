"""Whether the audit trail is what was sealed: every event, every seal, and seals kept outside."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from performance.models import AuditEvent, AuditSeal
from performance.queries.audit.id_ranges import Ranges, size, without
from performance.queries.audit.seals import (
    FORMS,
    LOWEST,
    digest_of_seal,
    missing_after,
    stored,
    unsealed,
)

# How long a transaction may keep an event back after a later one was sealed. SQLite lets one
# write at a time: there no lower id is ever committed after a higher one.
HELD_BACK = {"sqlite": timedelta(0), "postgresql": timedelta(hours=1)}
# An event takes its time before it is committed, from the clock of another machine perhaps.
DATED_BEFORE = timedelta(hours=1)
DIGEST_BYTES = 32


@dataclass(frozen=True, slots=True)
class Kept:
    """A seal as it was kept outside; ``number`` is None where only its digest was."""

    number: int | None
    digest: str


class Verification:
    """One walk along the trail, in memory that does not grow with it.

    ``seals``, ``events`` and ``unsealed`` count what ``faults`` has passed so far. Nothing is
    locked: what is written meanwhile counts as not yet sealed.
    """

    def __init__(self, *, at: datetime, outside: Collection[Kept] = ()):
        self.at, self.outside = at, outside
        self.seals = self.events = self.unsealed = 0
        self.last: AuditSeal | None = None
        self.last_to_the_end: AuditSeal | None = None
        self.missing: Ranges = []
        self.highest = LOWEST - 1

    def faults(self) -> Iterator[str]:
        """A sentence for each thing that is not as it was sealed, naming the event or the seal."""
        while (seal := self._next()) is not None:
            yield from self._of_seal(seal)
            self.last = seal
            self.highest = max(self.highest, seal.last_event)
            if seal.reached_end:
                self.last_to_the_end = seal
        yield from self._of_unsealed()
        for kept in self.outside:
            yield from self._of_kept(kept)

    def _next(self) -> AuditSeal | None:
        number = self.last.number if self.last else 0
        return AuditSeal.objects.filter(number__gt=number).order_by("number").first()

    def _of_seal(self, seal: AuditSeal) -> Iterator[str]:
        self.seals += 1
        number, digest = (self.last.number, self.last.digest) if self.last else (0, "")
        follows = seal.number == number + 1
        if not follows:
            yield f"{_gap(number + 1, seal.number - 1)} missing: {seal} is there and follows."
        elif seal.previous != digest:
            yield f"{seal} does not follow {self.last or 'nothing'}: one of the two was changed."
        intact = seal.form in FORMS and digest_of_seal(seal) == seal.digest
        if not intact:
            yield f"{seal}, of {_when(seal.sealed_at)}, is not as it was made: it was changed."
        if not _is_whole(seal):
            yield f"{seal} does not say which events it holds: they are not checked."
            return
        if follows and intact:
            free = without(seal.ranges, [*self.missing, [self.highest + 1, seal.last_event]])
            wanted = missing_after(self.missing, self.highest, seal.ranges)
            if free or seal.missing != wanted:
                yield f"{seal} does not begin where the seals before it end: it was not made here."
        yield from self._of_events(seal)
        self.missing = seal.missing

    def _of_events(self, seal: AuditSeal) -> Iterator[str]:
        rows = stored(seal.ranges, seal.form)
        there, event, now = next(rows, (None, None, b""))
        held = (key for first, last in seal.ranges for key in range(first, last + 1))
        for place, key in enumerate(held):
            self.events += 1
            if there != key:
                yield f"Event {key} is gone: {seal}, of {_when(seal.sealed_at)}, holds it."
                continue
            start = place * DIGEST_BYTES
            if now != seal.digests[start : start + DIGEST_BYTES]:
                yield (
                    f"{_name(key, event)} is not the event that {seal}, of "
                    f"{_when(seal.sealed_at)}, holds: it was edited, or put in its place."
                )
            elif event is not None:
                yield from self._put_in(event, seal.number, seal.sealed_at)
            there, event, now = next(rows, (None, None, b""))

    def _of_unsealed(self) -> Iterator[str]:
        for event in AuditEvent.objects.filter(pk__lt=LOWEST).order_by("pk").iterator():
            yield f"{_name(event.pk, event)} was put in: the database gives no such id."
        for key, event, _ in unsealed(self.missing, self.highest):
            self.unsealed += 1
            if event is None:
                yield f"{_name(key, event)} cannot be read: it was put in or edited."
            elif self.last is not None:
                yield from self._put_in(event, self.last.number + 1, self.at)

    def _put_in(self, event: AuditEvent, number: int, at: datetime) -> Iterator[str]:
        """Whether an event came after later ones had been sealed, in a seal that had number
        ``number`` and was made ``at``, and could not have come so late by itself."""
        if event.pk <= self.highest:
            passed = AuditSeal.objects.defer("digests").filter(
                number__lt=number, last_event__gt=event.pk
            )
            first = passed.order_by("number").first()
            if first and at - first.sealed_at >= HELD_BACK[connection.vendor]:
                yield (
                    f"{_name(event.pk, event)} was put in: it was not there on "
                    f"{_when(first.sealed_at)}, when {first} sealed a later one."
                )
                return
        before = self.last_to_the_end
        if before and event.at < before.sealed_at - DATED_BEFORE:
            yield (
                f"{_name(event.pk, event)} was put in or dated back: it was not there on "
                f"{_when(before.sealed_at)}, when {before} was made."
            )

    def _of_kept(self, kept: Kept) -> Iterator[str]:
        if kept.number is None:
            if not AuditSeal.objects.filter(digest=kept.digest).exists():
                yield (
                    f"No seal has the digest kept outside, {kept.digest}: the end of the trail was "
                    "cut off, or seals were made anew."
                )
            return
        seal = AuditSeal.objects.defer("digests").filter(number=kept.number).first()
        if seal is None:
            end = f"ends with {self.last}" if self.last else "has no seal"
            yield (
                f"Seal {kept.number}, kept outside, is gone: the trail {end}. What was sealed "
                "since was cut off."
            )
        elif seal.digest != kept.digest:
            yield f"{seal} is not the one kept outside: it, or one before it, was made anew."


def _is_whole(seal: AuditSeal) -> bool:
    try:
        ends = [each for first, last in seal.ranges for each in (first, last)]
        return (
            seal.form in FORMS
            and ends == sorted(ends)
            and (ends[0], ends[-1]) == (seal.first_event, seal.last_event)
            and size(seal.ranges) == seal.count == len(seal.digests) // DIGEST_BYTES
            and size(seal.missing) >= 0
        )
    except (TypeError, ValueError, IndexError):
        return False


def _gap(first: int, last: int) -> str:
    return f"Seal {first} is" if first == last else f"Seals {first} to {last} are"


def _when(at: datetime) -> str:
    return f"{timezone.localtime(at):%-d %B %Y, %H:%M:%S}"


def _name(key: int, event: AuditEvent | None) -> str:
    if event is None:
        return f"Event {key} (unreadable)"
    what = f"{event.actor_name} {event.action} {event.subject} {event.subject_id}"
    return f"Event {key} ({_when(event.at)}: {what})"
