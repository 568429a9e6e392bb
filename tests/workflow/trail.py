"""A submission told again from its audit trail alone."""

from dataclasses import dataclass, field

from performance.models import AuditEvent, Submission
from performance.states import Prompt

PROMPTS = {prompt.label: prompt.value for prompt in Prompt}


@dataclass
class Told:
    """What a submission is: who are names; ``figures`` by name and ``texts`` by prompt code."""

    state: str = "draft"
    version: int = 1
    due_on: str | None = None
    submitted: str | None = None
    checked: str | None = None
    approved: str | None = None
    returned: str | None = None
    return_reason: str = ""
    # Not in a row: to it an answer goes back when it is withdrawn.
    last_return: tuple = field(default=(), compare=False)
    figures: dict = field(default_factory=dict)
    texts: dict = field(default_factory=dict)
    files: list = field(default_factory=list)


def replayed(submission: Submission) -> Told:
    """Only its events are read: an event that says too little is found by what is missing here."""
    told = Told()
    events = AuditEvent.objects.filter(subject="submission", subject_id=str(submission.pk))
    for event in events.order_by("id"):
        happens(told, event)
    return told


def happens(told: Told, event: AuditEvent) -> None:
    who, action = event.actor_name, event.action
    if "due_on" in event.before:
        assert told.due_on == event.before["due_on"]
    told.due_on = event.after.get("due_on", told.due_on)
    if action in ("opened", "rescheduled"):
        assert event.after["due_on"]
        return
    if action in ("saved", "opened a correction"):
        told.version += action == "saved"
        for name, given in event.after.items():
            if name == "due_on":
                continue
            if name in PROMPTS:
                told.texts[PROMPTS[name]] = given
            else:
                told.figures[name] = given
        return
    if action in ("attached a file", "removed a file"):
        name = {**event.before, **event.after}["file"]
        (told.files.append if event.after else told.files.remove)(name)
        return
    assert (told.state, told.version) == (event.before["state"], event.before["version"])
    told.state, told.version = event.after["state"], event.after["version"]
    match action:
        case "submitted":
            told.submitted, told.returned, told.return_reason = who, None, ""
        case "withdrew":
            told.submitted = None
            assert told.state == ("returned" if told.last_return else "draft")
            if told.last_return:
                told.returned, told.return_reason = told.last_return
        case "checked":
            told.checked = who
        case "approved":
            told.approved = who
        case "sent back":
            told.submitted = told.checked = None
            told.returned, told.return_reason = told.last_return = who, event.reason
        case "superseded":
            assert event.actor is None
        case _:
            raise AssertionError(f"The trail says {action!r} of a submission: nothing knows it.")


def standing(submission: Submission) -> Told:
    """The same, read from the rows."""
    return Told(
        state=submission.state,
        version=submission.version,
        due_on=submission.due_on and submission.due_on.isoformat(),
        submitted=name(submission.submitted_by),
        checked=name(submission.checked_by),
        approved=name(submission.approved_by),
        returned=name(submission.returned_by),
        return_reason=submission.return_reason,
        figures={
            each.series.name: facts(each)
            for each in submission.entries.select_related("series").all()
        },
        files=[each.name for each in submission.attachments.filter(removed_at=None)],
        texts={each.prompt: each.text for each in submission.commentaries.all()},
    )


def facts(entry) -> dict:
    """The words of an entry that are not their default: what the trail keeps of one."""
    kept = {"raw": entry.raw, "missing": entry.missing, "note": entry.note}
    more = {"text": entry.text, "source_name": entry.source_name}
    more["source_address"] = entry.source_address
    more["standing"] = "" if entry.standing == "final" else entry.standing
    more["source_read_on"] = str(entry.source_read_on or "")
    return {**kept, **{key: value for key, value in more.items() if value}}


def name(person) -> str | None:
    return person.name if person else None
