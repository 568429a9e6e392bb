"""Who may do what: the whole matrix on one page, and the only file that asks about a role.

It judges the objects handed to it and imports no models. Rights come from appointments alone;
being a superuser gives none.
"""

from datetime import date
from enum import Enum

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from performance.conditions import (
    Condition,
    always,
    did_not_ask_to_withdraw,
    did_not_edit,
    did_not_propose,
    did_not_record,
    is_anothers,
    is_checked,
    is_no_deputys,
    is_submitted,
    opened_the_correction,
    proposed_it,
    proposer_has_left,
    sits_in_one_body,
    takes_figures,
    taking_figures,
    took_no_part,
)
from performance.scopes import appointments_on, bodies_on, covers, roles_on, scope, within
from performance.states import (
    EDITABLE_STATES,
    OPEN_STATES,
    Action,
    Participation,
    Role,
    State,
)

# States in which work has left the force: what a reviewer may see of a submission.
HANDED_OVER = (State.SUBMITTED, State.CHECKED, State.APPROVED, State.SUPERSEDED)


# Who works on a submission, or decides on it, for either body.
BOTH_SIDES = (
    *(Role.CONTRIBUTOR, Role.LEAD, Role.ANALYST, Role.PANEL_CHAIR),
    *(Role.REVIEWER, Role.PUBLISHER),
)
DECIDE_TURNS = (Role.ANALYST, Role.PANEL_CHAIR)

# A row an action, a cell a role and its condition. No cell, no.
GRANTS: dict[Action, dict[Role, Condition]] = {
    Action.SAVE: {
        Role.CONTRIBUTOR: takes_figures,
        Role.LEAD: takes_figures,
        Role.ANALYST: opened_the_correction,
    },
    Action.SUBMIT: {Role.LEAD: takes_figures},
    Action.WITHDRAW: {Role.LEAD: takes_figures},
    Action.CHECK: {Role.ANALYST: did_not_edit},
    Action.SEND_BACK: {Role.ANALYST: is_submitted, Role.REVIEWER: is_checked},
    Action.APPROVE: {Role.REVIEWER: took_no_part},
    Action.CORRECT: {Role.LEAD: always, Role.ANALYST: always},
    Action.ASK_REOPENING: {Role.ANALYST: always},
    Action.GRANT_REOPENING: {Role.PUBLISHER: is_anothers},
    Action.OPEN_CYCLE: {Role.ANALYST: always},
    Action.PROPOSE_BENCHMARK: {Role.ANALYST: always, Role.ADMINISTRATOR: always},
    Action.REVISE_BENCHMARK: {Role.ANALYST: proposed_it, Role.ADMINISTRATOR: proposed_it},
    Action.APPROVE_BENCHMARK: {Role.PANEL_CHAIR: did_not_propose},
    Action.RETURN_BENCHMARK: {Role.PANEL_CHAIR: did_not_propose},
    Action.WITHDRAW_BENCHMARK: {
        Role.ANALYST: proposed_it,
        Role.ADMINISTRATOR: proposed_it,
        Role.PANEL_CHAIR: proposer_has_left,
    },
    Action.RECORD_TURN: {Role.ANALYST: always, Role.ADMINISTRATOR: always},
    Action.CONFIRM_TURN: dict.fromkeys(DECIDE_TURNS, did_not_record),
    Action.DISCARD_TURN: dict.fromkeys((*DECIDE_TURNS, Role.ADMINISTRATOR), always),
    Action.ASK_TURN_WITHDRAWAL: dict.fromkeys(DECIDE_TURNS, always),
    Action.WITHDRAW_TURN: dict.fromkeys(DECIDE_TURNS, did_not_ask_to_withdraw),
    Action.NOTE_PRIVATELY: dict.fromkeys(BOTH_SIDES, sits_in_one_body),
    Action.REMARK: dict.fromkeys(BOTH_SIDES, sits_in_one_body),
    Action.REMIND: {Role.ANALYST: always, Role.PANEL_CHAIR: always},
    Action.NAME_DEPUTY: {Role.CONTRIBUTOR: is_no_deputys, Role.LEAD: is_no_deputys},
    Action.ADMINISTER: {Role.ADMINISTRATOR: always},
}


def may(user, action: Action, record=None, *, on: date) -> bool:
    """Whether ``user`` may do ``action`` to ``record`` on the day ``on``.

    ``record`` is a submission, a reopening, an indicator, or None for what has no record. Says
    nothing of whether the move is legal from the record's state: workflow/transitions.py does.
    """
    grants = GRANTS[action]
    indicator = getattr(record, "indicator", record)
    return any(
        covers(each, indicator, on) and grants[each.role](user, record, on)
        for each in appointments_on(user, on)
        if each.role in grants
    )


def require(user, action: Action, record=None, *, on: date) -> None:
    """Raise PermissionDenied, in words, unless ``user`` may."""
    if not may(user, action, record, on=on):
        raise denied(action)


def require_some(user, action: Action, *, on: date) -> None:
    """Raise PermissionDenied, in words, unless ``user`` may do it to anything at all.

    For what is done to many at once: each of them is then narrowed to what ``user`` may.
    """
    if not roles_on(user, on) & GRANTS[action].keys():
        raise denied(action)


def denied(action: Action) -> PermissionDenied:
    return PermissionDenied(
        f"You may not do this: {Action(action).label.lower()}. "
        "Nobody decides on what they took part in, and rights go by appointment; "
        "ask an administrator if yours is missing."
    )


def names_deputies_for(user, *, on: date) -> list:
    """The appointments of this user's own for which they may name a deputy.

    Those to enter alone: who decides is appointed by an administrator, for days of absence too.
    """
    grants = GRANTS[Action.NAME_DEPUTY]
    return [
        each
        for each in appointments_on(user, on)
        if each.role in grants and grants[each.role](user, each, on)
    ]


def require_deputy(user, appointment, *, on: date) -> None:
    """Raise PermissionDenied, in words, unless ``user`` may name a deputy for ``appointment``."""
    if appointment not in names_deputies_for(user, on=on):
        raise denied(Action.NAME_DEPUTY)


FORCE_WIDE = (Role.ANALYST, Role.PANEL_CHAIR)
OWN_WORK = (Role.CONTRIBUTOR, Role.LEAD)
PROPOSERS = (Role.ANALYST, Role.ADMINISTRATOR)
SEE_PROPOSALS = (*FORCE_WIDE, *OWN_WORK, Role.ADMINISTRATOR)


def visible(user, submissions, *, on: date):
    """The part of ``submissions`` (a queryset) that this user's appointments show them on that day.

    Contributors and leads see their own indicators' work, analysts and the panel chair all of the
    force's; a reviewer or publisher sees what the force has handed over, no draft of its own and
    nothing it is reworking; a board member what was approved.
    """
    seen = Q(pk__in=[])
    for each in appointments_on(user, on):
        covered = scope(each, on)
        if each.role in FORCE_WIDE or each.role in OWN_WORK:
            seen |= covered
        elif each.role in (Role.REVIEWER, Role.PUBLISHER):
            seen |= covered & Q(state__in=HANDED_OVER)
        elif each.role == Role.BOARD_MEMBER:
            seen |= covered & ~Q(state__in=OPEN_STATES)
    return submissions.filter(seen)


def reads_drafts(user, indicator, *, on: date) -> bool:
    """Whether this user may read what a submission held before it was submitted: the force's own.

    Drafts stay the force's own in the audit trail too, after they have been handed over.
    """
    return any(
        each.role in (*FORCE_WIDE, *OWN_WORK) and covers(each, indicator, on)
        for each in appointments_on(user, on)
    )


def reads_returns(user, indicator, *, on: date) -> bool:
    """Whether this user reads why work was sent back, and what was changed then.

    Whoever works on it or decides, of either body; a board member reads what was approved alone.
    """
    return any(
        each.role in BOTH_SIDES and covers(each, indicator, on)
        for each in appointments_on(user, on)
    )


def speaks_for(user, record, *, on: date) -> str | None:
    """The body for which the user reads and writes remarks on a submission, or on an indicator's.

    None for board members and administrators, and for whoever sits in both bodies.
    """
    if not may(user, Action.REMARK, record, on=on):
        return None
    (body,) = bodies_on(user, getattr(record, "indicator", record), on)
    return body


def sees_drafts(user, *, on: date) -> bool:
    """Whether this user sees any work that the force has not handed over."""
    return not roles_on(user, on).isdisjoint((*FORCE_WIDE, *OWN_WORK))


def owed(user, submissions, *, on: date):
    """The part of ``submissions`` that waits for this user to enter or to answer.

    Drafts and returned work of their own indicators, and the corrections they opened themselves
    while they are still appointed to.
    """
    opened = within(user, GRANTS[Action.CORRECT], on) & Q(is_correction=True, opened_by=user)
    mine = within(user, OWN_WORK, on) | opened
    return submissions.filter(mine, state__in=EDITABLE_STATES)


def savable(user, submissions, *, on: date):
    """The part of ``submissions`` that this user may save now: the matrix, for many rows."""
    mine = within(user, OWN_WORK, on) & taking_figures(on)
    opened = within(user, (Role.ANALYST,), on) & Q(is_correction=True, opened_by=user)
    return submissions.filter(mine | opened, state__in=EDITABLE_STATES).distinct()


def submittable(user, submissions, *, on: date):
    """The part of ``submissions`` that this user may submit now, if it is complete."""
    mine = within(user, (Role.LEAD,), on) & taking_figures(on)
    return submissions.filter(mine, state__in=EDITABLE_STATES).distinct()


def reopenable(user, indicators, *, on: date):
    """The part of ``indicators`` for which this user may ask for a cycle to be reopened."""
    return indicators.filter(within(user, GRANTS[Action.ASK_REOPENING], on, "pk"))


def to_check(user, submissions, *, on: date):
    """The part that waits for a check and that this user may check."""
    own = submissions.filter(
        participants__person=user,
        participants__part__in=(Participation.EDITED, Participation.SUBMITTED),
    )
    waiting = submissions.filter(within(user, (Role.ANALYST,), on), state=State.SUBMITTED)
    return waiting.exclude(pk__in=own.values("pk"))


def to_decide(user, submissions, *, on: date):
    """The part that waits for the oversight body's decision and that this user may approve."""
    waiting = submissions.filter(within(user, (Role.REVIEWER,), on), state=State.CHECKED)
    return waiting.exclude(participants__person=user)


def once_seen(user, submissions, *, on: date):
    """What this user sees, and what the oversight body saw until it was sent back or withdrawn.

    A decision or remark that comes too late is refused with who acted first, not with "no such
    page".
    """
    saw = within(user, (Role.REVIEWER, Role.PUBLISHER), on)
    handed_over = saw & Q(participants__part=Participation.SUBMITTED)
    seen = visible(user, submissions, on=on).values("pk")
    return submissions.filter(Q(pk__in=seen) | handed_over).distinct()


class Gate(Enum):
    """Who may open a page at all, before any record is looked at."""

    ANYONE = "anyone"
    SIGNED_IN = "signed in"
    APPOINTED = "holds an appointment"


READERS = Gate.APPOINTED
EDITORS = frozenset({Role.CONTRIBUTOR, Role.LEAD, Role.ANALYST})
CORRECTORS = frozenset({Role.LEAD, Role.ANALYST})
ANALYSTS = frozenset({Role.ANALYST})
REVIEWERS = frozenset({Role.REVIEWER})
SPEAKERS = frozenset(BOTH_SIDES)
DECIDERS = frozenset({Role.ANALYST, Role.REVIEWER})
LEADS = frozenset({Role.LEAD})
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
PUBLISHERS = frozenset({Role.PUBLISHER})
TURN_RECORDERS = frozenset({Role.ANALYST, Role.ADMINISTRATOR})
TURN_DECIDERS = frozenset(DECIDE_TURNS)
BENCHMARK_EDITORS = frozenset(PROPOSERS)
PANEL_CHAIRS = frozenset({Role.PANEL_CHAIR})
BENCHMARK_WITHDRAWERS = BENCHMARK_EDITORS | PANEL_CHAIRS
OWN_WORKERS = frozenset(OWN_WORK)
REMINDERS = frozenset(GRANTS[Action.REMIND])
CYCLE_READERS = frozenset({*FORCE_WIDE, *OWN_WORK, Role.PUBLISHER})

# Every address by its name. An undeclared one is closed, and fails the build.
PAGES: dict[str, Gate | frozenset[Role]] = {
    "accounts:sign-in": Gate.ANYONE,
    "accounts:sign-out": Gate.ANYONE,
    "accounts:password-change": Gate.SIGNED_IN,
    "accounts:password-change-done": Gate.SIGNED_IN,
    "accounts:keyboard": Gate.SIGNED_IN,
    "accounts:password-reset": Gate.ANYONE,
    "accounts:password-reset-sent": Gate.ANYONE,
    "accounts:password-reset-confirm": Gate.ANYONE,
    "accounts:password-reset-done": Gate.ANYONE,
    "accounts:invitation-accept": Gate.ANYONE,
    "performance:alive": Gate.ANYONE,
    "performance:ready": Gate.ANYONE,
    "performance:home": Gate.SIGNED_IN,
    "performance:scorecards": READERS,
    "performance:scorecard": READERS,
    "performance:indicators": READERS,
    "performance:indicator": READERS,
    "performance:indicator-figures": READERS,
    "performance:indicator-audit": READERS,
    "performance:grade": READERS,
    "performance:submission-grade": READERS,
    "performance:help-grading": Gate.SIGNED_IN,
    "performance:submissions": READERS,
    "performance:submission": READERS,
    "performance:submission-audit": READERS,
    "performance:submission-edit": EDITORS,
    "performance:submission-answers": EDITORS,
    "performance:entering": EDITORS,
    "performance:entering-answers": EDITORS,
    "performance:entering-submit": LEADS,
    "performance:submission-submit": LEADS,
    "performance:submission-withdraw": LEADS,
    "performance:submission-check": ANALYSTS,
    "performance:submission-send-back": DECIDERS,
    "performance:submission-approve": REVIEWERS,
    "performance:submission-remark": SPEAKERS,
    "performance:submission-attach": EDITORS,
    "performance:attachment": READERS,
    "performance:attachment-remove": EDITORS,
    "performance:indicator-correct": CORRECTORS,
    "performance:turns": READERS,
    "performance:turn-record": TURN_RECORDERS,
    "performance:turn-confirm": TURN_DECIDERS,
    "performance:turn-discard": TURN_RECORDERS | TURN_DECIDERS,
    "performance:turn-withdraw": TURN_DECIDERS,
    "performance:turn-withdraw-grant": TURN_DECIDERS,
    "performance:turn-withdraw-drop": TURN_DECIDERS,
    "performance:turn-withdraw-refuse": TURN_DECIDERS,
    "performance:benchmarks": READERS,
    "performance:benchmark": READERS,
    "performance:benchmark-approve": PANEL_CHAIRS,
    "performance:benchmark-send-back": PANEL_CHAIRS,
    "performance:benchmark-reapprove": PANEL_CHAIRS,
    "performance:benchmark-withdraw": BENCHMARK_WITHDRAWERS,
    "performance:benchmark-new": BENCHMARK_EDITORS,
    "performance:benchmark-edit": BENCHMARK_EDITORS,
    "performance:benchmark-preview": BENCHMARK_EDITORS,
    "performance:cycles": CYCLE_READERS,
    # Reviewers see here what was handed over, and whether on time; the list is not theirs.
    "performance:cycle": CYCLE_READERS | REVIEWERS,
    "performance:cycle-audit": CYCLE_READERS,
    "performance:cycle-remind": REMINDERS,
    "performance:cycle-reopen": ANALYSTS,
    "performance:reopening-grant": PUBLISHERS,
    "performance:deputies": OWN_WORKERS,
    "performance:deputies-audit": OWN_WORKERS,
    "performance:deputy-end": OWN_WORKERS,
    "performance:check-queue": ANALYSTS,
    "performance:check-queue-check": ANALYSTS,
    "performance:review-queue": REVIEWERS,
    "performance:review-queue-approve": REVIEWERS,
}
ADMIN_PAGES = ADMINISTRATORS


def gate_of(view_name: str) -> Gate | frozenset[Role] | None:
    """Who may open the page of that name; None where nobody declared it."""
    if view_name.startswith("admin:"):
        return ADMIN_PAGES
    return PAGES.get(view_name)


def may_open(user, view_name: str, *, on: date) -> bool:
    """Whether ``user`` may open the page at all; an undeclared page is nobody's."""
    gate = gate_of(view_name)
    if gate is None:
        return False
    if gate is Gate.ANYONE:
        return True
    if not user.is_authenticated or not user.is_active:
        return False
    if gate is Gate.SIGNED_IN:
        return True
    if view_name.startswith("admin:"):
        # Reference data concerns no one indicator: it takes an appointment to everything.
        return may(user, Action.ADMINISTER, on=on)
    roles = roles_on(user, on)
    return bool(roles) if gate is Gate.APPOINTED else bool(roles & gate)
