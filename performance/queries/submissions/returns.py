"""What became of a submission since it was last sent back."""

from collections import Counter
from dataclasses import dataclass

from performance.models import AuditEvent, ReturnedFigure, Submission
from performance.queries.audit.audit import DRAFTING, SAVED, SENT_BACK, WORDS, Change, said
from performance.queries.submissions.slots import Slot
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
        others: what else was changed: figures, then words, then files.
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
    after = AuditEvent.objects.filter(submission=submission, action__in=DRAFTING, pk__gt=event.pk)
    events = list(after.order_by("at", "id"))
    changes = changed(each for each in events if each.action == SAVED)
    names = {slot.entry.pk: slot.name for slot in slots if slot.entry}
    reasons = ReturnedFigure.objects.filter(
        entry__in=names, submission_version=event.after["version"]
    )
    named = {names[row.entry_id]: row.reason for row in reasons.order_by("pk")}
    return SinceReturn(
        event,
        tuple(Answered(name, reason, changes.get(name)) for name, reason in named.items()),
        (
            *(change for name, change in changes.items() if name not in named),
            *changed_files(each for each in events if each.action != SAVED),
        ),
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


def changed_files(events) -> list[Change]:
    """The files that came or went, by name; not one that came and went again."""
    held = Counter()
    for event in events:
        held.update(file_of(event.after))
        held.subtract(file_of(event.before))
    return [
        Change(WORDS["file"], name, "") if more < 0 else Change(WORDS["file"], "", name)
        for (name, _), more in sorted(held.items())
        if more
    ]


def file_of(facts: dict) -> list[tuple[str, str]]:
    """The name and the content of the file that an event is about, if it is."""
    return [(facts["file"], facts["digest"])] if facts else []
