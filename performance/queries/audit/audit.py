"""The audit trail in words: who did what, when, what changed, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from accounts.models import User
from performance.models import (
    Appointment,
    AuditEvent,
    Break,
    Cycle,
    Indicator,
    Portfolio,
    Rebasing,
    Remark,
    Reopening,
    Submission,
)
from performance.states import (
    EDITABLE_STATES,
    BenchmarkState,
    Missing,
    Prompt,
    Role,
    Standing,
    State,
)

# The actions whose facts are a draft's: its text and its files.
SAVED, ATTACHED, REMOVED = "saved", "attached a file", "removed a file"
DRAFTING = (SAVED, ATTACHED, REMOVED)
SENT_BACK = "sent back"
REMINDED, NAMED_A_DEPUTY = "reminded", "named a deputy"
# What was said of a submission, and which of it within one body.
REMARK = Remark._meta.verbose_name
NOTED = "noted privately"
# What a benchmark's events are about, and which of them are no longer a proposal's.
BENCHMARK = "benchmark"
SETTLED = ("approved", "approved again")
# Nor is a break or a re-basing that nobody has confirmed.
# Events of earlier versions call a re-basing by its model's name.
TURNS = tuple(
    name
    for model in (Break, Rebasing)
    for name in {model._meta.verbose_name, model._meta.model_name}
)
UNCONFIRMED = ("recorded", "discarded")
STATES = dict([*BenchmarkState.choices, *State.choices])
# Keys of an event's facts that say nothing to a reader.
UNSAID = ("version", "edits", "body", "deputises_for", "appointed_by")
# How much a cycle asks of the whole force, and how much of it is owed.
COUNTED = ("asked", "made", "owed", "approved", "reminded", "reminded_before")
WORDS = {
    "state": "State",
    "series": "Series",
    "period": "Period",
    "value": "Value",
    "value_high": "Upper end",
    "missing": "No figure because",
    "revision": "Revision",
    "file": "File",
    "size": "Size in bytes",
    "digest": "SHA-256",
    "asked": "Indicators asked",
    "made": "Drafts made",
    "owed": "Still owed",
    "approved": "Approved",
    "reminded": "Reminded of",
    "reminded_before": "Reminded of earlier that day",
    "kind": "Reminder",
    "opens_on": "Opens",
    "due_on": "Due",
    "closes_on": "Closes",
    "expires_on": "Last day",
    "on": "First day",
    "person": "Who stands in",
    "role": "Role",
    "portfolio": "Portfolio",
    "indicator": "Indicator",
    "starts": "From",
    "ends": "Last day",
    "reason": "Reason",
    "remark": "Remark",
    "recorded_by": "Recorded by",
    "withdrawal_asked_by": "Withdrawal asked for by",
}
DAYS = ("opens_on", "due_on", "closes_on", "expires_on", "starts", "ends")
# The first day on which something no longer holds is told as the last on which it does.
ENDS = ("expires_on", "ends")
# What the trail keeps by a code or an address, and people know by a name.
PEOPLE = ("person", "recorded_by", "withdrawal_asked_by")
NAMED = {"portfolio": (Portfolio, "code"), "indicator": (Indicator, "code")}
NAMED |= dict.fromkeys(PEOPLE, (User, "email"))
# Words of earlier versions: to publish is what a scorecard is.
CALLED = {"published a figure": "put an approved figure on record"}
LAST = (*Prompt.labels, *WORDS)
# What a published figure's printed words say already.
IN_PRINT = ("series", "period", "figure", "value", "value_high", "missing")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that an event changed; "" where there was or is nothing."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """One event of the trail. ``subject`` is what kind of thing it was done to; ``indicator`` the
    name of the one that it is about, in a trail of several."""

    at: datetime
    who: str
    did: str
    subject: str
    submission_id: UUID | None
    submission: str
    indicator: str
    changes: tuple[Change, ...]
    reason: str
    request_id: str


def handed_over(events):
    """``events`` without the force's own: what was typed, and all of work that it still edits.

    Nor what was said of it: an administrator sits in neither body's thread, nor in the one between.
    """
    return (
        events.exclude(submission__state__in=EDITABLE_STATES)
        .exclude(action__in=DRAFTING, submission__isnull=False)
        .exclude(subject=REMARK)
    )


def within_earshot(events, *, body: str | None):
    """``events`` without remarks that a reader of ``body`` does not hear; of no body, without any.

    Not even that somebody noted something is told to the other body.
    """
    if body is None:
        return events.exclude(subject=REMARK)
    return events.filter(~Q(subject=REMARK, action=NOTED) | Q(after__body=body))


def returns(submission: Submission) -> list[AuditEvent]:
    """Each time the submission was sent back, newest first: who, when and why. One query."""
    events = AuditEvent.objects.filter(submission=submission, action=SENT_BACK)
    return list(events.order_by("-at", "-id"))


def of_submission(submission: Submission):
    """A submission's events, newest first."""
    return AuditEvent.objects.filter(submission=submission).select_related("submission__indicator")


def of_indicator(indicator: Indicator, seen, *, with_proposals: bool):
    """An indicator's events and those of its submissions among ``seen``, newest first.

    ``with_proposals`` shows benchmarks before they were approved too, and breaks and re-basings
    before they were confirmed: the force's own.
    """
    own = Q(indicator=indicator, submission__isnull=True)
    if not with_proposals:
        own &= ~Q(subject=BENCHMARK) | Q(action__in=SETTLED)
        own &= ~Q(subject__in=TURNS, action__in=UNCONFIRMED)
    through = Q(submission__in=seen.filter(indicator=indicator))
    return AuditEvent.objects.filter(own | through).select_related("submission__indicator")


def of_cycle(cycle: Cycle, reopenings, *, with_reminders: bool):
    """The events of a cycle itself and of ``reopenings``, newest first. One query so far."""
    own = Q(subject=Cycle._meta.verbose_name, subject_id=str(cycle.pk))
    if not with_reminders:
        own &= ~Q(action=REMINDED)
    keys = [str(key) for key in reopenings.filter(cycle=cycle).values_list("pk", flat=True)]
    theirs = Q(subject=Reopening._meta.verbose_name, subject_id__in=keys)
    return AuditEvent.objects.filter(own | theirs).select_related("indicator")


def of_deputies(user):
    """What happened to the deputies that ``user`` named, newest first; of those too who never
    began, and whose rows are gone."""
    appointments = AuditEvent.objects.filter(subject=Appointment._meta.verbose_name)
    named = appointments.filter(action=NAMED_A_DEPUTY, actor=user).order_by()
    return appointments.filter(subject_id__in=named.values("subject_id"))


def lines_of_cycle(events: Iterable[AuditEvent], *, with_counts: bool) -> list[Line]:
    """The events in words; ``with_counts`` says how much the whole force was asked and owes."""
    unsaid = () if with_counts else COUNTED
    events = list(events)
    names = names_in(events)
    return [
        line(
            event,
            changes(event.before, event.after, unsaid=unsaid, names=names),
            event.reason,
            indicator=event.indicator.name if event.indicator_id else "",
        )
        for event in events
    ]


def lines_of_deputies(events: Iterable[AuditEvent]) -> list[Line]:
    events = list(events)
    names = names_in(events)
    return [
        line(event, changes(event.before, event.after, names=names), event.reason)
        for event in events
    ]


def lines(events: Iterable[AuditEvent], *, with_drafts: bool, with_returns: bool) -> list[Line]:
    """The events in words; ``with_drafts`` shows what was typed before it was submitted, and
    ``with_returns`` why a submission was sent back."""
    events = list(events)
    names = names_in(events)
    return [
        line(
            event,
            ()
            if event.action in DRAFTING and not with_drafts
            else changes(event.before, event.after, names=names),
            ""
            if event.action == SENT_BACK and event.submission_id and not with_returns
            else event.reason,
        )
        for event in events
    ]


def line(
    event: AuditEvent, changed: tuple[Change, ...], reason: str, *, indicator: str = ""
) -> Line:
    return Line(
        at=event.at,
        who=event.actor_name,
        did=CALLED.get(event.action, event.action),
        subject=event.subject,
        submission_id=event.submission_id,
        submission=str(event.submission) if event.submission_id else "",
        indicator=indicator,
        changes=changed,
        reason=reason,
        request_id=event.request_id,
    )


def names_in(events: Iterable[AuditEvent]) -> dict[tuple[str, str], str]:
    """By key and value, the names of what the events keep by a code. A query each of portfolios,
    indicators and people that are told of; what is gone keeps its code."""
    told = {
        (key, facts[key])
        for event in events
        for facts in (event.before, event.after)
        for key in NAMED
        if isinstance(facts.get(key), str) and facts[key]
    }
    found = {}
    for model, field in dict.fromkeys(NAMED.values()):
        values = {value for key, value in told if NAMED[key] == (model, field)}
        rows = model.objects.filter(**{f"{field}__in": values}) if values else ()
        held = {getattr(row, field): row.name for row in rows}
        found |= {pair: held[pair[1]] for pair in told if pair[1] in held}
    return found


def changes(
    before: dict,
    after: dict,
    *,
    unsaid: tuple[str, ...] = (),
    names: Mapping[tuple[str, str], str] | None = None,
) -> tuple[Change, ...]:
    """What differs between two sets of facts: figures by name, then the commentary, then the rest.

    The order is made here: not every database keeps the one in which facts were written down.
    ``unsaid`` are keys that are not for the reader; ``names`` what ``names_in`` found.
    """
    found, passed = [], (*UNSAID, *unsaid)
    if "figure" in after:
        passed = (*passed, *IN_PRINT)
        name = f"{after['series']}, {after['period']}"
        if before.get("figure", "") != after["figure"]:
            found.append(Change(name, before.get("figure", ""), after["figure"]))
    for key in sorted(before.keys() | after.keys(), key=_place):
        was, became = (said(key, facts.get(key), names) for facts in (before, after))
        if key not in passed and was != became:
            found.append(Change(WORDS.get(key, key), was, became))
    return tuple(found)


def _place(key: str) -> tuple[int, str]:
    return (LAST.index(key) + 1, "") if key in LAST else (0, key)


def said(key: str, value, names: Mapping[tuple[str, str], str] | None = None) -> str:
    """A fact in words: "" for nothing, an entry as its figure, its reason and all beside it.

    ``names`` are what ``names_in`` found; without them a code stands for itself.
    """
    if value is None or value == {} or value == "":
        return ""
    if isinstance(value, dict):
        standing = value.get("standing", "")
        parts = [
            value.get("raw", ""),
            _missing(value.get("missing", "")),
            value.get("text", ""),
            Standing(standing).label if standing in Standing.values else standing,
            value.get("note", ""),
            value.get("source_name", ""),
            value.get("source_address", ""),
            _read_on(value.get("source_read_on", "")),
        ]
        return "; ".join(part for part in parts if part)
    if key == "state":
        return STATES[value]
    if key in DAYS:
        day = date.fromisoformat(value) - timedelta(days=key in ENDS)
        return f"{day:%-d %B %Y}"
    if key in NAMED:
        return (names or {}).get((key, value), str(value))
    if key == "role":
        return Role(value).label
    if key == "missing":
        return _missing(value)
    if key in ("value", "value_high"):
        return _plain_number(str(value))
    return str(value)


def _read_on(day: str) -> str:
    return f"read on {date.fromisoformat(day):%-d %B %Y}" if day else ""


def _missing(code: str) -> str:
    return Missing(code).label if code in Missing.values else code


def _plain_number(text: str) -> str:
    """Without the zeros that the database's column adds: "38.000000" is 38."""
    return text.rstrip("0").rstrip(".") if "." in text else text
