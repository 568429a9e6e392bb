"""The table of moves: from every state, every move, by the one who may and by all who may not."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from performance import workflow
from performance.models import AuditEvent, Submission
from performance.queries.submissions.submissions import returned_figures
from performance.states import Action, Participation, State
from performance.workflow import MovedOn, NotReady, ReasonNeeded
from performance.workflow.transitions import MOVES
from tests import factories
from tests.factories import today


def save(submission, by, version):
    return workflow.save(
        submission,
        by=by,
        on=today(),
        version=version,
        figures=factories.figures(submission, "39%"),
        commentary={},
    )


def send_back(submission, by, version):
    return workflow.send_back(
        submission, by=by, on=today(), version=version, reason="Please look again."
    )


def plain(verb):
    return lambda submission, by, version: verb(submission, by=by, on=today(), version=version)


VERBS = {
    "save": save,
    "submit": plain(workflow.submit),
    "withdraw": plain(workflow.withdraw),
    "check": plain(workflow.check),
    "send back": send_back,
    "approve": plain(workflow.approve),
}
# Who makes the move in these tests: somebody whom nothing but the state could stop.
MAKERS = {
    "save": "contributor",
    "submit": "lead",
    "withdraw": "lead",
    "check": "second_analyst",
    "send back": "analyst",
    "approve": "second_reviewer",
}
LEGAL = {
    ("draft", "save"): State.DRAFT,
    ("returned", "save"): State.RETURNED,
    ("draft", "submit"): State.SUBMITTED,
    ("returned", "submit"): State.SUBMITTED,
    ("submitted", "withdraw"): State.DRAFT,
    ("submitted", "check"): State.CHECKED,
    ("submitted", "send back"): State.RETURNED,
    ("checked", "send back"): State.RETURNED,
    ("checked", "approve"): State.APPROVED,
}
EVERY_PAIR = [(state, verb) for state in State for verb in VERBS]


def maker(people, state, verb):
    if (state, verb) == (State.CHECKED, "send back"):
        return people.second_reviewer
    return getattr(people, MAKERS[verb])


def facts(submission):
    return Submission.objects.filter(pk=submission.pk).values().get()


@pytest.mark.parametrize(("state", "verb"), [pair for pair in EVERY_PAIR if pair in LEGAL])
def test_a_legal_move_changes_the_state_and_is_written_down(scene, state, verb):
    before = factories.walk(scene.draft, scene.people, to=state)
    by = maker(scene.people, state, verb)
    after = VERBS[verb](before, by, before.version)
    event = AuditEvent.objects.filter(submission=after, subject="submission").first()
    assert after.state == LEGAL[state, verb]
    assert after.version == before.version + 1
    assert event.actor == by
    assert event.actor_name == by.name


@pytest.mark.parametrize(("state", "verb"), [pair for pair in EVERY_PAIR if pair not in LEGAL])
def test_an_illegal_move_is_refused_and_changes_nothing(scene, state, verb):
    factories.walk(scene.draft, scene.people, to=state)
    submission = Submission.objects.get(pk=scene.draft.pk)
    before, events = facts(submission), AuditEvent.objects.count()
    with pytest.raises(MovedOn):
        VERBS[verb](submission, maker(scene.people, state, verb), submission.version)
    assert facts(submission) == before
    assert AuditEvent.objects.count() == events


def test_the_table_of_moves_is_the_one_that_the_design_prints():
    table = {(source.value, move.name, move.target) for move in MOVES for source in move.sources}
    legal = {(*pair, target) for pair, target in LEGAL.items()}
    saves = {each for each in legal if each[1] == "save"}
    more = {
        ("approved", "supersede", State.SUPERSEDED),
        ("submitted", "withdraw", State.RETURNED),
    }
    assert table | saves == legal | more


@pytest.fixture
def answered(scene):
    """The scene, its draft returned with named figures and handed over again."""
    given = factories.walk(scene.draft, scene.people, to=State.SUBMITTED)
    returned = workflow.send_back(
        given,
        by=scene.people.analyst,
        on=today(),
        version=given.version,
        reason="Please look again.",
        figures={str(given.entries.get().pk): "Not the 101 figure."},
        due_on=today() + timedelta(days=9),
    )
    workflow.submit(returned, by=scene.people.lead, on=today(), version=returned.version)
    return scene, returned


def test_withdrawn_an_answer_to_a_return_is_returned_work_again_even_after_the_cycle(answered):
    scene, returned = answered
    on = scene.cycle.closes_on + timedelta(days=30)
    answer = Submission.objects.get(pk=returned.pk)
    again = workflow.withdraw(answer, by=scene.people.lead, on=on, version=answer.version)
    for name in ("state", "returned_by", "return_reason", "due_on", "returns"):
        assert getattr(again, name) == getattr(returned, name), name
    assert returned_figures(again) == returned_figures(returned) != {}
    saved = workflow.save(
        again,
        by=scene.people.contributor,
        on=on,
        version=again.version,
        figures=factories.figures(again, "39%"),
        commentary={},
    )
    assert saved.version == again.version + 1
    workflow.submit(saved, by=scene.people.lead, on=on, version=saved.version)


# Who may make each move from its state; everybody else of the cast may not.
ALLOWED = {
    ("draft", "save"): {"contributor", "lead"},
    ("returned", "save"): {"contributor", "lead"},
    ("draft", "submit"): {"lead"},
    ("returned", "submit"): {"lead"},
    ("submitted", "withdraw"): {"lead"},
    ("submitted", "check"): {"analyst", "second_analyst"},
    ("submitted", "send back"): {"analyst", "second_analyst"},
    ("checked", "send back"): {"reviewer", "second_reviewer"},
    ("checked", "approve"): {"reviewer", "second_reviewer"},
}
EVERYBODY = list(factories.Cast.__dataclass_fields__)


@pytest.mark.parametrize("pair", LEGAL)
def test_only_those_may_who_are_appointed_to_it(scene, pair):
    state, verb = pair
    before = factories.walk(scene.draft, scene.people, to=State(state))
    refused = set()
    for name in EVERYBODY:
        if name not in ALLOWED[pair]:
            with pytest.raises(PermissionDenied):
                VERBS[verb](before, getattr(scene.people, name), before.version)
            refused.add(name)
    assert refused == set(EVERYBODY) - ALLOWED[pair]
    assert facts(before)["version"] == before.version
    name = sorted(ALLOWED[pair])[0]
    after = VERBS[verb](before, getattr(scene.people, name), before.version)
    assert after.state == LEGAL[pair]


@pytest.mark.parametrize("pair", [pair for pair in LEGAL if pair != ("draft", "save")])
def test_an_appointment_that_has_ended_gives_nothing(scene, pair):
    state, verb = pair
    before = factories.walk(scene.draft, scene.people, to=State(state))
    by = maker(scene.people, State(state), verb)
    by.appointments.update(ends=today())
    with pytest.raises(PermissionDenied):
        VERBS[verb](before, by, before.version)


def test_an_appointment_that_begins_tomorrow_gives_nothing_today(scene):
    scene.people.lead.appointments.update(starts=today() + timedelta(days=1))
    with pytest.raises(PermissionDenied):
        factories.fill(scene.draft, by=scene.people.lead)


def test_an_inactive_person_may_do_nothing(scene):
    scene.people.lead.is_active = False
    with pytest.raises(PermissionDenied):
        factories.fill(scene.draft, by=scene.people.lead)


@pytest.mark.parametrize("state", [State.SUBMITTED, State.CHECKED])
def test_nothing_is_sent_back_without_a_reason(scene, state):
    before = factories.walk(scene.draft, scene.people, to=state)
    by = maker(scene.people, state, "send back")
    for reason in ("", "  \n"):
        with pytest.raises(ReasonNeeded) as refusal:
            workflow.send_back(before, by=by, on=today(), version=before.version, reason=reason)
    assert str(refusal.value) == "Say why: to send back needs a reason."
    assert facts(before)["state"] == state


def test_a_figure_named_with_its_fault_is_reason_enough(scene):
    before = factories.walk(scene.draft, scene.people, to=State.SUBMITTED)
    entry = before.entries.get()
    after = workflow.send_back(
        before,
        by=scene.people.analyst,
        on=today(),
        version=before.version,
        figures={str(entry.pk): "Counts online contacts too."},
    )
    returned = entry.returns.get()
    assert after.return_reason == (
        "101 calls answered within three minutes: Counts online contacts too."
    )
    assert (returned.reason, returned.returned_by, returned.submission_version) == (
        "Counts online contacts too.",
        scene.people.analyst,
        after.version,
    )


def test_returned_work_stays_on_the_clock(scene):
    before = factories.walk(scene.draft, scene.people, to=State.SUBMITTED)
    after = send_back(before, scene.people.analyst, before.version)
    assert after.due_on == today() + timedelta(days=5)
    assert (after.returned_by, after.submitted_by, after.checked_by) == (
        scene.people.analyst,
        None,
        None,
    )


def test_whoever_sends_back_may_set_the_day(scene):
    before = factories.walk(scene.draft, scene.people, to=State.SUBMITTED)
    day = today() + timedelta(days=2)
    after = workflow.send_back(
        before,
        by=scene.people.analyst,
        on=today(),
        version=before.version,
        reason="Please look again.",
        due_on=day,
    )
    assert after.due_on == day


def test_a_move_from_an_old_version_says_who_did_what_and_when(scene):
    old = factories.walk(scene.draft, scene.people, to=State.SUBMITTED)
    send_back(old, scene.people.second_analyst, old.version)
    with pytest.raises(MovedOn) as refusal:
        workflow.check(old, by=scene.people.analyst, on=today(), version=old.version)
    event = AuditEvent.objects.first()
    words = str(refusal.value)
    assert words.startswith(
        "Nothing was changed: before you could check, Second analyst sent back this submission on "
    )
    assert refusal.value.event == event
    assert refusal.value.record.state == State.RETURNED


@pytest.mark.parametrize(
    ("back", "by"), [("send back", "second_analyst"), ("withdraw", "lead")], ids=str
)
def test_of_a_draft_that_was_handed_over_before_a_reviewer_is_told_no_more_than_that(
    scene, back, by
):
    """Who saved it since, and when, is the force's own; the force's people are told in full."""
    people = scene.people
    old = factories.walk(scene.draft, people, to=State.SUBMITTED)
    draft = VERBS[back](old, getattr(people, by), old.version)
    save(draft, people.contributor, draft.version)
    said = {}
    for name in ("reviewer", "analyst"):
        with pytest.raises(MovedOn) as refusal:
            workflow.send_back(
                old, by=getattr(people, name), on=today(), version=old.version, reason="Again."
            )
        said[name] = (refusal.value.event.action, str(refusal.value))
    done = {move.name: move.done for move in MOVES}[back]
    action, words = said["reviewer"]
    assert action == done
    assert words.startswith("Nothing was changed: before you could send back, ")
    assert words.endswith(" The force is working on it again since.")
    assert people.contributor.name not in words
    action, words = said["analyst"]
    assert action == "saved"
    assert words.endswith(" Look at the present version before you go on.")
    assert f"{people.contributor.name} saved this submission" in words


def test_sending_back_is_not_taking_part(scene):
    """The analyst who returned a submission may check it when it comes back."""
    people = scene.people
    now = factories.walk(scene.draft, people, to=State.RETURNED)
    now = workflow.submit(now, by=people.lead, on=today(), version=now.version)
    now = workflow.check(now, by=people.analyst, on=today(), version=now.version)
    assert now.checked_by == people.analyst


def test_a_second_submission_clears_the_return(scene):
    now = factories.walk(scene.draft, scene.people, to=State.RETURNED)
    now = workflow.submit(now, by=scene.people.lead, on=today(), version=now.version)
    assert (now.returned_by, now.returned_at, now.return_reason) == (None, None, "")


def test_submitting_names_everything_that_is_missing(scene):
    second = factories.series(scene.indicator, "abandoned", name="Calls abandoned")
    with pytest.raises(NotReady) as refusal:
        workflow.submit(scene.draft, by=scene.people.lead, on=today(), version=scene.draft.version)
    assert [(gap.field, gap.message) for gap in refusal.value.gaps] == [
        (
            f"figure-{scene.series.pk}.wmp",
            "101 calls answered within three minutes: enter a figure or choose a reason why "
            "there is none.",
        ),
        (
            f"figure-{second.pk}.wmp",
            "Calls abandoned: enter a figure or choose a reason why there is none.",
        ),
    ]


def test_what_may_be_done_now_is_offered_to_the_one_who_may(scene):
    people = scene.people

    def offered(submission, name):
        return workflow.options(submission, by=getattr(people, name), on=today())

    draft = factories.walk(scene.draft, people, to=State.DRAFT)
    assert offered(draft, "contributor") == {Action.SAVE}
    assert offered(draft, "lead") == {Action.SAVE, Action.SUBMIT}
    assert offered(draft, "analyst") == set()
    submitted = workflow.submit(draft, by=people.lead, on=today(), version=draft.version)
    assert offered(submitted, "lead") == {Action.WITHDRAW}
    assert offered(submitted, "analyst") == {Action.CHECK, Action.SEND_BACK}
    assert offered(submitted, "reviewer") == set()
    checked = workflow.check(submitted, by=people.analyst, on=today(), version=submitted.version)
    assert offered(checked, "reviewer") == {Action.APPROVE, Action.SEND_BACK}
    assert offered(checked, "analyst") == set()
    approved = workflow.approve(checked, by=people.reviewer, on=today(), version=checked.version)
    assert offered(approved, "lead") == {Action.CORRECT}
    assert offered(approved, "superuser") == set()


def test_the_parts_are_those_that_count_as_taking_part():
    assert set(Participation) == {"edited", "submitted", "checked"}
