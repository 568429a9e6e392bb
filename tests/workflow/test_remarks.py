"""Remarks: who may say what to whom, once, and what the audit trail keeps of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from performance import workflow
from performance.models import AuditEvent, Participant, Remark
from performance.permissions import may, speaks_for
from performance.queries.audit.remarks import heard
from performance.states import Action, Audience, Body, Role, State
from tests import factories
from tests.factories import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def checked(scene):
    return factories.walk(scene.draft, scene.people, to=State.CHECKED)


def say(submission, by, text="Look at the note.", audience=Audience.RECORD):
    return workflow.remark(submission, by=by, on=today(), audience=audience, text=text)


def texts(remarks) -> list[str]:
    return [each.text for each in remarks]


def test_both_bodies_read_the_record_and_each_its_own_notes_alone(scene, checked):
    people = scene.people
    say(checked, people.reviewer, "Why did it fall?")
    say(checked, people.lead, "Two call takers left.")
    say(checked, people.analyst, "They counted twice.", Audience.PRIVATE)
    say(checked, people.publisher, "Watch this one.", Audience.PRIVATE)
    record = ["Why did it fall?", "Two call takers left."]
    for body, private in (
        (Body.FORCE, ["They counted twice."]),
        (Body.OVERSIGHT, ["Watch this one."]),
    ):
        said = heard(checked, body=body)
        assert (texts(said.record), texts(said.private)) == (record, private)


@pytest.mark.parametrize("text", ["(<50% good), DA>6%", "  two\n\nlines ", "# no *heading*"])
def test_the_text_is_kept_as_typed(scene, checked, text):
    assert say(checked, scene.people.lead, text).text == text


MAY = {
    "contributor": Body.FORCE,
    "lead": Body.FORCE,
    "analyst": Body.FORCE,
    "second_analyst": Body.FORCE,
    "panel_chair": Body.FORCE,
    "reviewer": Body.OVERSIGHT,
    "second_reviewer": Body.OVERSIGHT,
    "publisher": Body.OVERSIGHT,
}


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("name", list(factories.Cast.__dataclass_fields__))
def test_those_who_work_on_it_or_decide_speak_for_their_body_and_nobody_else(
    scene, checked, name, audience
):
    person = getattr(scene.people, name)
    assert speaks_for(person, checked, on=today()) == MAY.get(name)
    for each in (Action.REMARK, Action.NOTE_PRIVATELY):
        assert may(person, each, checked, on=today()) == (name in MAY)
    if name in MAY:
        assert say(checked, person, audience=audience).body == MAY[name]
    else:
        with pytest.raises(PermissionDenied):
            say(checked, person, audience=audience)
        assert Remark.objects.count() == 0


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize(
    ("first", "second"),
    [
        *((name, Role.REVIEWER) for name in ("contributor", "lead", "analyst", "panel_chair")),
        *((name, Role.LEAD) for name in ("reviewer", "publisher")),
    ],
)
def test_whoever_sits_in_both_bodies_speaks_for_neither(scene, checked, first, second, audience):
    person = getattr(scene.people, first)
    factories.appoint(person, second)
    assert speaks_for(person, checked, on=today()) is None
    with pytest.raises(PermissionDenied):
        say(checked, person, audience=audience)


def test_an_appointment_in_the_other_body_for_something_else_does_not_matter(scene, checked):
    elsewhere = factories.portfolio("roads")
    factories.appoint(scene.people.lead, Role.REVIEWER, portfolio=elsewhere)
    assert speaks_for(scene.people.lead, checked, on=today()) == Body.FORCE


def test_a_draft_is_the_forces_to_speak_of(scene):
    submission = factories.walk(scene.draft, scene.people, to=State.DRAFT)
    say(submission, scene.people.lead, audience=Audience.PRIVATE)
    with pytest.raises(PermissionDenied, match="You may not see this submission"):
        say(submission, scene.people.reviewer)


@pytest.mark.parametrize("name", ["reviewer", "publisher"])
def test_of_what_was_sent_back_a_reader_of_the_oversight_body_is_told_by_whom(scene, name):
    submission = factories.walk(scene.draft, scene.people, to=State.RETURNED)
    say(submission, scene.people.lead, audience=Audience.PRIVATE)
    with pytest.raises(workflow.MovedOn, match="before you could say this, Analyst sent back"):
        say(submission, getattr(scene.people, name))
    assert Remark.objects.count() == 1


@pytest.mark.parametrize("text", ["", " \r\n "])
def test_nothing_is_no_remark(scene, checked, text):
    with pytest.raises(workflow.NotReady, match="Write what you want to say"):
        say(checked, scene.people.lead, text)


def test_the_same_said_twice_is_said_once(scene, checked):
    first, second = (say(checked, scene.people.lead) for _ in range(2))
    assert first == second
    assert AuditEvent.objects.filter(action="remarked").count() == 1


def test_other_words_or_other_ears_or_another_voice_are_another_remark(scene, checked):
    people = scene.people
    say(checked, people.lead)
    say(checked, people.lead, "Look at it again.")
    say(checked, people.lead, audience=Audience.PRIVATE)
    say(checked, people.contributor)
    assert Remark.objects.count() == 4


def test_the_same_may_be_said_again_later(scene, checked):
    body = {"body": Body.FORCE, "said_by": scene.people.lead, "audience": Audience.RECORD}
    long_ago = timezone.now() - timedelta(minutes=11)
    Remark.objects.create(submission=checked, text="Look at the note.", said_at=long_ago, **body)
    say(checked, scene.people.lead)
    assert Remark.objects.count() == 2


def test_saying_something_is_not_taking_part(scene, checked):
    before = set(Participant.objects.values_list("person", "part"))
    say(checked, scene.people.second_reviewer)
    assert set(Participant.objects.values_list("person", "part")) == before
    workflow.approve(checked, by=scene.people.second_reviewer, on=today(), version=checked.version)


def test_the_trail_keeps_the_words_of_the_record_and_none_of_a_note(scene, checked):
    say(checked, scene.people.reviewer, "Why did it fall?")
    say(checked, scene.people.reviewer, "Watch this one.", Audience.PRIVATE)
    note, remark = AuditEvent.objects.filter(subject="remark")
    assert (remark.action, remark.submission, remark.after) == (
        "remarked",
        checked,
        {"body": "oversight", "remark": "Why did it fall?"},
    )
    assert (note.action, note.before, note.after, note.reason) == (
        "noted privately",
        {},
        {"body": "oversight"},
        "",
    )


def test_a_remark_does_not_move_the_submission(scene, checked):
    say(checked, scene.people.reviewer)
    workflow.approve(checked, by=scene.people.reviewer, on=today(), version=checked.version)
