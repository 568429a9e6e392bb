"""The law of the workflow, from DESIGN.md section 4, for tests: written anew, nothing imported.

Who may make which move, from where to where, and what must hold whatever was tried.
"""

from dataclasses import dataclass, fields
from datetime import date

from django.core.exceptions import PermissionDenied

from accounts.models import User
from performance.models import (
    AuditEvent,
    Entry,
    Observation,
    Participant,
    Reopening,
    Submission,
)
from performance.workflow import MovedOn, ReasonNeeded
from tests.workflow import trail

EDGES = {
    "save": {("draft", "draft"), ("returned", "returned")},
    "attach": {("draft", "draft"), ("returned", "returned")},
    "remove": {("draft", "draft"), ("returned", "returned")},
    "submit": {("draft", "submitted"), ("returned", "submitted")},
    "withdraw": {("submitted", "draft"), ("submitted", "returned")},
    "check": {("submitted", "checked")},
    "send back": {("submitted", "returned"), ("checked", "returned")},
    "approve": {("checked", "approved")},
}
BESIDE = ("attach", "remove")
FOLLOWS = ("approved", "superseded")
NEEDS_A_REASON = ("send back", "correct", "ask reopening")
OPEN = ("draft", "submitted", "checked", "returned")
USUAL = {
    "draft": ("save", "submit"),
    "returned": ("submit", "save"),
    "submitted": ("check", "check", "send back", "withdraw"),
    "checked": ("approve", "approve", "send back"),
    "approved": (),
    "superseded": (),
}
MEASURED = ("value", "value_high", "decimals", "qualifier", "standing", "missing", "text", "note")
CONTENT = ("saved", "attached a file", "removed a file")
DID_THE_WORK = (*CONTENT, "submitted", "opened a correction")


@dataclass(frozen=True)
class Deed:
    """Somebody tries a move on a day; ``of`` is a submission, an indicator or a reopening."""

    move: str
    by: User
    of: object
    on: date
    version: int | None = None
    reason: str = "A reason."

    def facts(self) -> dict:
        return {each.name: getattr(self, each.name) for each in fields(self)}

    def __str__(self):
        state = getattr(self.of, "state", "no state")
        return f"{self.move} by {self.by} of {self.of} ({state}), version {self.version}"


def verdict(deed: Deed) -> set[type]:
    """What it must be refused with, any one of them; empty where it must be done."""
    found = set()
    if deed.move in EDGES and not is_up_to_date(deed):
        found.add(MovedOn)
    if not may(deed):
        found.add(PermissionDenied)
    if deed.move in NEEDS_A_REASON and not deed.reason.strip():
        found.add(ReasonNeeded)
    return found


def is_up_to_date(deed: Deed) -> bool:
    """Files come and go beside what is typed: of them only the state is asked."""
    row = Submission.objects.get(pk=deed.of.pk)
    of_now = deed.version == row.version or deed.move in BESIDE
    return of_now and row.state in {source for source, _ in EDGES[deed.move]}


def may(deed: Deed) -> bool:
    """By role, scope and day; and nobody decides on what they took part in."""
    of = deed.of
    if not deed.by.is_active:
        return False
    roles = roles_for(deed.by, getattr(of, "indicator", of), deed.on)
    match deed.move:
        case "save" | "attach" | "remove":
            enters = roles & {"lead", "contributor"} and takes_figures(of, deed.on)
            return bool(enters or ("analyst" in roles and opened_correction(deed.by, of)))
        case "submit" | "withdraw":
            return "lead" in roles and takes_figures(of, deed.on)
        case "check":
            return "analyst" in roles and not worked_on(deed.by, of)
        case "send back":
            decides = {"submitted": "analyst", "checked": "reviewer"}
            return decides.get(of.state) in roles
        case "approve":
            return "reviewer" in roles and not has_checked(deed.by, of) | worked_on(deed.by, of)
        case "correct":
            return bool(roles & {"lead", "analyst"})
        case "ask reopening":
            return "analyst" in roles
        case "grant reopening":
            return "publisher" in roles and of.asked_by_id != deed.by.pk
    raise AssertionError(f"The law says nothing of {deed.move}.")


def roles_for(person: User, indicator, on: date) -> set[str]:
    """In these programs an indicator never changes its portfolio."""
    portfolios = indicator.accountabilities.all()
    mine = {(each.portfolio_id, None) for each in portfolios} | {(None, indicator.pk), (None, None)}
    return {
        each.role
        for each in person.appointments.all()
        if (each.portfolio_id, each.indicator_id) in mine
        and each.starts <= on
        and (each.ends is None or on < each.ends)
    }


def takes_figures(of: Submission, on: date) -> bool:
    if of.is_correction or events_of(of).filter(action="sent back").exists():
        return True
    if of.cycle.opens_on <= on < of.cycle.closes_on:
        return True
    granted = Reopening.objects.filter(cycle=of.cycle, indicator=of.indicator, expires_on__gt=on)
    return granted.exclude(granted_by=None).exists()


def opened_correction(person: User, of: Submission) -> bool:
    return of.is_correction and of.opened_by_id == person.pk


def worked_on(person: User, of: Submission) -> bool:
    return events_of(of).filter(actor=person, action__in=DID_THE_WORK).exists()


def has_checked(person: User, of: Submission) -> bool:
    return events_of(of).filter(actor=person, action="checked").exists()


def events_of(of: Submission):
    return AuditEvent.objects.filter(subject="submission", subject_id=str(of.pk))


def waiting(indicator, on: date):
    """What was asked for and waits for its grant."""
    return Reopening.objects.filter(indicator=indicator, granted_by=None, expires_on__gt=on)


def nothing_to_correct(indicator, period) -> bool:
    held = Submission.objects.filter(indicator=indicator, period_end=period.end)
    standing = Observation.objects.filter(
        is_current=True, series__home=indicator, period_end=period.end
    )
    return held.filter(state__in=OPEN).exists() or not standing.exists()


def states() -> dict:
    return {pk: rest for pk, *rest in Submission.objects.values_list("pk", "state", "version")}


def only_legal_edges(before: dict, after: dict, deed: Deed) -> None:
    """What moved is the deed's own, and what an approval supersedes; each by one version."""
    own = deed.of.pk
    new = after.keys() - before.keys()
    assert len(new) == (deed.move == "correct")
    assert [after[pk] for pk in new] == [["draft", 1]] * len(new)
    for pk, (state, version) in before.items():
        then, now = (state, version), tuple(after[pk])
        if then == now:
            assert pk != own or deed.move in ("save", *BESIDE), f"{deed} changed nothing."
            continue
        assert deed.move not in BESIDE, f"{deed} changed the state or the version."
        legal = EDGES[deed.move] if pk == own else {FOLLOWS} if deed.move == "approve" else ()
        assert (state, now[0]) in legal, f"{deed}: from {state} to {now[0]}"
        assert now[1] == version + 1


def four_eyes() -> None:
    """By what the database wrote down itself, and by the audit trail."""
    parts = list(Participant.objects.values_list("submission_id", "person_id", "part"))
    for of in Submission.objects.all():
        people = {(person, part) for submission, person, part in parts if submission == of.pk}
        workers = {person for person, part in people if part != "checked"}
        assert of.checked_by_id is None or of.checked_by_id not in workers
        assert of.approved_by_id is None or of.approved_by_id not in {each for each, _ in people}
    took_part: dict[str, set] = {}
    checked: dict[str, set] = {}
    for event in AuditEvent.objects.filter(subject="submission").order_by("id"):
        workers = took_part.setdefault(event.subject_id, set())
        checkers = checked.setdefault(event.subject_id, set())
        if event.action in DID_THE_WORK:
            workers.add(event.actor_id)
        elif event.action == "checked":
            assert event.actor_id not in workers
            checkers.add(event.actor_id)
        elif event.action == "approved":
            assert event.actor_id not in workers | checkers


def figures_are_those_approved() -> None:
    """The standing figures that submissions brought are exactly the approved entries'."""
    expected = {}
    for entry in Entry.objects.filter(submission__state="approved", fault=""):
        if entry.value is not None or entry.missing or entry.text.strip():
            assert key(entry) not in expected
            expected[key(entry)] = measured(entry)
    current = Observation.objects.filter(is_current=True)
    assert {
        key(each): measured(each) for each in current.filter(submission__isnull=False)
    } == expected
    assert not [each for each in current.filter(submission=None) if key(each) in expected]


def key(row) -> tuple:
    return row.series_id, row.organisation_id, row.period_start, row.period_end


def measured(row) -> tuple:
    return tuple(getattr(row, name) for name in MEASURED)


def trail_replays() -> None:
    for of in Submission.objects.select_related("submitted_by", "checked_by", "approved_by"):
        assert trail.replayed(of) == trail.standing(of)
