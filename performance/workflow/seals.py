"""Sealing the audit trail (docs/decisions/0012-seals-of-the-audit-trail.md)."""

from datetime import datetime
from itertools import islice

from django.db import IntegrityError, transaction

from performance.models import AuditSeal
from performance.queries.audit.id_ranges import ranges_of
from performance.queries.audit.seals import (
    digest_of_seal,
    highest_sealed,
    missing_after,
    unsealed,
)

MOST_IN_A_SEAL = 10_000


def seal(*, at: datetime) -> list[AuditSeal]:
    """Seal every event that is committed and in no seal; return the seals made: none if none is.

    Safe to run twice, at the same instant too. The events are read outside any transaction and
    each seal is one INSERT, so that nobody who writes an event waits for a seal to be made. A
    long tail is sealed in several, so that one is never too large to hold in memory.
    """
    made = []
    while (one := _next(at)) is not None:
        try:
            with transaction.atomic():
                one.save(force_insert=True)
        except IntegrityError:
            if not AuditSeal.objects.filter(number=one.number).exists():
                raise
            # Another sealer took this number first: go on from its seal.
            continue
        made.append(one)
        if one.reached_end:
            break
    return made


def _next(at: datetime) -> AuditSeal | None:
    """The seal that follows the latest, of what is there to be sealed now; not stored."""
    last, highest = AuditSeal.objects.newest(), highest_sealed()
    missing = last.missing if last else []
    ids, digests, seen = [], [], 0
    for key, event, digest in islice(unsealed(missing, highest), MOST_IN_A_SEAL):
        seen += 1
        if event is not None:
            ids.append(key)
            digests.append(digest)
    if not ids:
        return None
    ranges = ranges_of(ids)
    one = AuditSeal(
        number=last.number + 1 if last else 1,
        previous=last.digest if last else "",
        ranges=ranges,
        missing=missing_after(missing, highest, ranges),
        first_event=ranges[0][0],
        last_event=ranges[-1][1],
        count=len(ids),
        reached_end=seen < MOST_IN_A_SEAL,
        digests=b"".join(digests),
        sealed_at=at,
    )
    one.digest = digest_of_seal(one)
    return one
