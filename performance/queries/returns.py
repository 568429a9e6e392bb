"""What became of a submission since it was last sent back."""

from dataclasses import dataclass

from performance.models import AuditEvent, ReturnedFigure, Submission
from performance.queries.audit import SAVED, SENT_BACK, Change, said
from performance.queries.slots import Slot
from performance.states import Prompt


@dataclass(frozen=True, slots=True)
class Answered:
    """A figure that was named when the submission was sent back, and what became of it.

    ``change`` is None where it stands as it was.
    """

    name: str
    reason: str
    change: Change | None


@dataclass(frozen=True, slots=True)
class SinceReturn:
    """What was changed since the latest return, each thing once: as it was then, as it is now.

    Attributes:
        event: who sent it back, when and why.
        named: the figures that were named, changed or not.
        others: what else was changed, figures first.
    """

    event: AuditEvent
    named: tuple[Answered, ...]
    others: tuple[Change, ...]


def since_return(submission: Submission, slots: list[Slot]) -> SinceReturn | None:
    """None where it was never sent back. Three queries.

    Only the two ends are told, not what was saved in between: that is the force's own.

    Args:
        slots: the submission's.
    """
    event = (
        AuditEvent.objects.filter(submission=submission, action=SENT_BACK)
        .order_by("-at", "-id")
        .first()
    )
    if event is None:
        return None
    saves = AuditEvent.objects.filter(submission=submission, action=SAVED, pk__gt=event.pk)
    changes = changed(saves.order_by("at", "id"))
    names = {slot.entry.pk: slot.name for slot in slots if slot.entry}
    reasons = ReturnedFigure.objects.filter(
        entry__in=names, submission_version=event.after["version"]
    )
    named = {names[row.entry_id]: row.reason for row in reasons.order_by("pk")}
    return SinceReturn(
        event,
        tuple(Answered(name, reason, changes.get(name)) for name, reason in named.items()),
        tuple(change for name, change in changes.items() if name not in named),
    )


def changed(saves) -> dict[str, Change]:
    """By its name, each thing that ``saves`` left otherwise than they found it."""
    first, last = {}, {}
    for event in saves:
        for name in event.before.keys() | event.after.keys():
            first.setdefault(name, event.before.get(name))
            last[name] = event.after.get(name)
    found = {}
    for name in sorted(last, key=lambda name: (name in Prompt.labels, name)):
        was, became = said(name, first[name]), said(name, last[name])
        if was != became:
            found[name] = Change(name, was, became)
    return found
