"""Who changed what in a draft last, as the audit trail has it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from performance.models import AuditEvent, Submission

# So many saves are looked through: autosave makes one each time that somebody pauses.
MOST = 200


@dataclass(frozen=True, slots=True)
class Hand:
    """Who saved something, and when."""

    name: str
    at: datetime

    def __str__(self):
        """ "Lead at 14:02", with the day where it is another."""
        at = timezone.localtime(self.at)
        day = "" if at.date() == timezone.localdate() else f" on {at:%-d %B}"
        return f"{self.name}{day} at {at:%H:%M}"


def last_hands(submission: Submission) -> dict[tuple[str, str], Hand]:
    """By what was changed and which part of it, who changed it last. One query.

    Of a figure its name and "raw", "note" or any other part that the trail keeps; of a text its
    label and "".
    """
    saved = AuditEvent.objects.filter(submission=submission, action="saved")
    found: dict[tuple[str, str], Hand] = {}
    rows = saved.order_by("-at", "-id").values_list("actor_name", "at", "before", "after")
    for name, at, before, after in rows[:MOST]:
        for what, now in after.items():
            for part in changed_parts(before.get(what), now):
                found.setdefault((what, part), Hand(name, at))
    return found


def changed_parts(before, now) -> set[str]:
    if not isinstance(now, dict):
        return {""}
    was = before or {}
    return {part for part in (*was, *now) if was.get(part, "") != now.get(part, "")}
