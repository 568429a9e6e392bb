"""The moves: POST only, refused in words, and nothing typed is ever lost."""

import pytest
from django.test import Client
from django.urls import reverse

from performance import workflow
from performance.models import Observation, Submission
from performance.states import State
from tests import factories
from tests.factories import today
from tests.views import pages
from tests.views.test_queues import another

# From which state, by whom, to which state, and where one is led afterwards.
MOVES = {
    "submit": (State.DRAFT, "lead", State.SUBMITTED, "submission"),
    "withdraw": (State.SUBMITTED, "lead", State.DRAFT, "submission-edit"),
    "check": (State.SUBMITTED, "analyst", State.CHECKED, "check-queue"),
    "send-back": (State.SUBMITTED, "analyst", State.RETURNED, "check-queue"),
    "approve": (State.CHECKED, "reviewer", State.APPROVED, "review-queue"),
}
EVERYBODY = list(factories.Cast.__dataclass_fields__)
MAY = {
    "submit": {"lead"},
    "withdraw": {"lead"},
    "check": {"analyst", "second_analyst"},
    "send-back": {"analyst", "second_analyst"},
    "approve": {"reviewer", "second_reviewer"},
}

# Their role makes such moves, but in another portfolio: to them it is not there.
FOREIGN = {("other_lead", "submit"), ("other_lead", "withdraw")}


def address(move, submission):
    return reverse(f"performance:submission-{move}", args=[submission.pk])


def data(submission, **more):
    return {"version": submission.version, "reason": "Please look again.", **more}


def prepared(scene, move):
    state, name, *_ = MOVES[move]
    return factories.walk(scene.draft, scene.people, to=state), getattr(scene.people, name)


def state_of(submission):
    return Submission.objects.get(pk=submission.pk).state


def messages(answer):
    return [str(message) for message in answer.context["messages"]]


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("move", MOVES)
def test_a_move_is_made_and_leads_on(client, scene, move):
    submission, by = prepared(scene, move)
    _, _, target, page = MOVES[move]
    client.force_login(by)
    answer = client.post(address(move, submission), data(submission))
    onwards = reverse(
        f"performance:{page}", args=[submission.pk] if page.startswith("submission") else []
    )
    assert (answer.status_code, answer.url) == (302, onwards)
    assert state_of(submission) == target
    assert len(messages(client.get(onwards))) == 1


@pytest.mark.parametrize("move", MOVES)
def test_a_move_is_not_made_by_opening_its_address(client, scene, move):
    submission, by = prepared(scene, move)
    client.force_login(by)
    for method in (client.get, client.head, client.put, client.delete):
        assert method(address(move, submission)).status_code == 405
    assert state_of(submission) == submission.state


@pytest.mark.parametrize("move", MOVES)
def test_a_move_needs_the_forms_own_token(scene, move):
    submission, by = prepared(scene, move)
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(by)
    assert careful.post(address(move, submission), data(submission)).status_code == 403
    assert state_of(submission) == submission.state


@pytest.mark.parametrize("move", ["withdraw", "check", "approve"])
def test_the_page_sends_that_token(scene, move):
    """A partial is included by itself, so its token must be handed in."""
    submission, by = prepared(scene, move)
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(by)
    page = careful.get(reverse("performance:submission", args=[submission.pk]))
    form = words(page).split(f'action="{address(move, submission)}"')[1].split("</form>")[0]
    token = form.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    answer = careful.post(address(move, submission), data(submission, csrfmiddlewaretoken=token))
    assert (answer.status_code, state_of(submission)) == (302, MOVES[move][2])


@pytest.mark.parametrize("move", MOVES)
def test_nobody_else_makes_it(client, scene, move):
    submission, _ = prepared(scene, move)
    for name in set(EVERYBODY) - MAY[move]:
        client.force_login(getattr(scene.people, name))
        answer = client.post(address(move, submission), data(submission))
        assert answer.status_code == (404 if (name, move) in FOREIGN else 403), name
    assert state_of(submission) == submission.state


@pytest.mark.parametrize("move", MOVES)
def test_a_move_twice_is_a_friendly_word(client, scene, move):
    submission, by = prepared(scene, move)
    client.force_login(by)
    client.post(address(move, submission), data(submission))
    answer = client.post(address(move, submission), data(submission), follow=True)
    if move == "send-back":
        assert answer.status_code == 409
        assert f"before you could send back, {by.name} sent back" in words(answer)
    else:
        state = Submission.objects.get(pk=submission.pk).get_state_display().lower()
        told = answer.context["messages"]
        assert [(each.level_tag, str(each)) for each in told][-1] == (
            "info",
            f"You did this already: {submission} is {state}.",
        )
    assert state_of(submission) == MOVES[move][2]


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("version", [None, "", "two", "-1", "٣", "9" * 30, "9" * 5000])
def test_a_form_that_forgot_its_version_is_refused(client, scene, move, version):
    submission, by = prepared(scene, move)
    client.force_login(by)
    body = data(submission) | {"version": version or ""}
    if version is None:
        del body["version"]
    assert client.post(address(move, submission), body).status_code == 400
    assert state_of(submission) == submission.state


def test_an_incomplete_submission_leads_back_to_what_is_missing(client, scene):
    client.force_login(scene.people.lead)
    answer = client.post(address("submit", scene.draft), data(scene.draft))
    assert (answer.status_code, answer.url) == (
        302,
        reverse("performance:submission-answers", args=[scene.draft.pk]) + "?refused=1",
    )
    assert state_of(scene.draft) == State.DRAFT
    refused, visited = client.get(answer.url), client.get(answer.url.partition("?")[0])
    assert "<title>Error: Check the answers" in words(refused)
    assert "<title>Check the answers" in words(visited)
    # What is merely missing is no error, and does not take the focus from the heading.
    assert ['data-module="govuk-error-summary"' in page.text for page in (refused, visited)] == [
        *(True, False)
    ]
    assert ["It cannot be submitted yet" in words(page) for page in (refused, visited)] == [
        *(True, True)
    ]


def test_sending_back_without_a_reason_says_so_at_the_field(client, scene):
    submission, by = prepared(scene, "send-back")
    client.force_login(by)
    answer = client.post(address("send-back", submission), data(submission, reason=" "))
    assert answer.status_code == 400
    assert '<a href="#id_reason">Say why: to send back needs a reason.</a>' in words(answer)
    assert answer.context["form"].errors == {"reason": ["Say why: to send back needs a reason."]}
    assert words(answer).count("Say why: to send back needs a reason.") == 2
    assert '<details class="govuk-details" id="send-back" open>' in words(answer)
    assert state_of(submission) == State.SUBMITTED


def test_a_named_figure_is_sent_back_with_its_own_reason(client, scene):
    submission, by = prepared(scene, "send-back")
    entry = submission.entries.get()
    client.force_login(by)
    body = data(submission, reason="") | {f"figure-{entry.pk}": "Counts online contacts too."}
    client.post(address("send-back", submission), body)
    assert state_of(submission) == State.RETURNED
    assert entry.returns.get().reason == "Counts online contacts too."


def test_the_day_of_the_answer_may_be_set(client, scene):
    submission, by = prepared(scene, "send-back")
    client.force_login(by)
    client.post(address("send-back", submission), data(submission, due_on="2026-12-24"))
    assert str(Submission.objects.get(pk=submission.pk).due_on) == "2026-12-24"


def test_a_day_that_cannot_be_read_keeps_the_reason(client, scene):
    submission, by = prepared(scene, "send-back")
    client.force_login(by)
    answer = client.post(address("send-back", submission), data(submission, due_on="Christmas Eve"))
    assert answer.status_code == 400
    assert "Give a day of the calendar, for example 27 August 2021." in words(answer)
    assert answer.context["form"]["reason"].value() == "Please look again."
    assert state_of(submission) == State.SUBMITTED


def test_an_analyst_who_came_second_is_told_and_keeps_the_reason(client, scene):
    people = scene.people
    submission, _ = prepared(scene, "send-back")
    workflow.check(submission, by=people.second_analyst, on=today(), version=submission.version)
    client.force_login(people.analyst)
    answer = client.post(
        address("send-back", submission), data(submission, reason="The note is missing.")
    )
    assert answer.status_code == 409
    text = words(answer)
    assert "before you could send back, Second analyst checked this submission on" in text
    assert "The note is missing." in text
    assert state_of(submission) == State.CHECKED


def test_a_reviewer_who_came_second_is_told_and_keeps_the_reason(client, scene):
    """Sent back, it is out of the reviewer's sight: the words and the reason stay."""
    people = scene.people
    submission, _ = prepared(scene, "approve")
    workflow.send_back(
        submission,
        by=people.second_reviewer,
        on=today(),
        version=submission.version,
        reason="Please look again.",
    )
    client.force_login(people.reviewer)
    for move in ("approve", "send-back"):
        answer = client.post(
            address(move, submission), data(submission, reason="The note is missing.")
        )
        assert answer.status_code == 409
        text = words(answer)
        assert "Second reviewer sent back this submission on" in text
        assert "The note is missing." in text
    assert state_of(submission) == State.RETURNED


def test_two_reviewers_who_approve_make_one_observation(client, scene):
    submission, _ = prepared(scene, "approve")
    for person in (scene.people.reviewer, scene.people.second_reviewer):
        client.force_login(person)
        answer = client.post(
            address("approve", submission), {"version": submission.version}, follow=True
        )
        assert answer.status_code == 200
    assert "before you could approve, Reviewer approved this submission on" in words(answer)
    assert Observation.objects.filter(submission=submission).count() == 1


def test_a_draft_is_nothing_to_a_reviewer(client, scene):
    client.force_login(scene.people.reviewer)
    answer = client.post(address("approve", scene.draft), data(scene.draft))
    assert answer.status_code == 404


def test_a_reviewers_return_leads_to_the_reviewers_queue(client, scene):
    submission, by = prepared(scene, "approve")
    client.force_login(by)
    answer = client.post(address("send-back", submission), data(submission))
    assert (answer.status_code, answer.url) == (302, reverse("performance:review-queue"))
    assert state_of(submission) == State.RETURNED


def test_what_the_force_is_reworking_is_nothing_to_the_reviewer_who_came_late(client, scene):
    """A form that cannot be read opens no page of what was sent back since; they are told by
    whom, and keep what they typed."""
    people = scene.people
    checked = factories.walk(scene.draft, people, to=State.CHECKED)
    returned = workflow.send_back(
        checked, by=people.reviewer, on=today(), version=checked.version, reason="Look again."
    )
    factories.fill(returned, by=people.lead, raw="61%", narrative="Not for you yet.")
    client.force_login(people.second_reviewer)
    answer = client.post(address("send-back", returned), unreadable(checked))
    assert answer.status_code == 409
    assert "before you could send back, Reviewer sent back this submission on" in words(answer)
    assert answer.context["typed"] == ["The note is missing."]
    assert "The note is missing." in words(answer)
    assert '<a href="#typed">What you typed is kept on this page</a>' in answer.text
    assert 'id="typed"' in answer.text
    assert "Not for you yet." not in answer.text


def unreadable(seen):
    """A return that cannot be made as it is: its day is none."""
    return data(seen, reason="The note is missing.", due_on="nonsense")


def decided(submission, people, move):
    how = {"by": people.second_analyst, "on": today(), "version": submission.version}
    if move == "send_back":
        return workflow.send_back(submission, reason="Look again.", **how)
    now = workflow.check(submission, **how)
    if move == "approve":
        how = {"by": people.reviewer, "on": today(), "version": now.version}
        return workflow.approve(now, **how)
    return now


@pytest.mark.parametrize(
    ("move", "told"),
    [
        ("check", "Second analyst checked this submission on"),
        ("send_back", "Second analyst sent back this submission on"),
        ("approve", "Reviewer approved this submission on"),
    ],
)
def test_a_return_that_cannot_be_read_and_is_late_is_told_so_and_keeps_the_reason(
    client, scene, move, told
):
    people = scene.people
    submission, by = prepared(scene, "send-back")
    present = decided(submission, people, move)
    client.force_login(by)
    answer = client.post(address("send-back", submission), unreadable(submission))
    text = words(answer)
    assert answer.status_code == 409
    assert f"before you could send back, {told}" in text
    assert text.count("The note is missing.") == 1
    assert Submission.objects.get(pk=submission.pk).version == present.version


def test_a_day_that_has_passed_is_no_day_for_an_answer(client, scene):
    submission, by = prepared(scene, "send-back")
    client.force_login(by)
    answer = client.post(
        address("send-back", submission),
        data(submission, reason="Look again.", due_on=today().isoformat()),
    )
    assert answer.status_code == 400
    assert "Choose a day after" in words(answer)
    assert state_of(submission) == State.SUBMITTED


@pytest.mark.parametrize("move", ["check", "send-back", "approve"])
def test_after_a_decision_the_next_that_waits_is_shown(client, scene, move):
    """The queue's next after it, or its first; not the one that was just decided on."""
    state = MOVES[move][0]
    rows = [another(scene, code, state) for code in ("first", "second", "third")]
    client.force_login(getattr(scene.people, MOVES[move][1]))
    for row, following in ((rows[1], rows[2]), (rows[2], rows[0])):
        answer = client.post(address(move, row), data(row))
        assert answer.url == reverse("performance:submission", args=[following.pk])
        (told,) = messages(client.get(answer.url))
        assert told.endswith("This is the next that waits for you.")
    answer = client.post(address(move, rows[0]), data(rows[0]))
    assert answer.url == reverse(f"performance:{MOVES[move][3]}")
    assert messages(client.get(answer.url))[0].endswith("Nothing else waits for you.")


def test_what_a_late_return_names_is_kept_and_announced(client, scene):
    """Approved meanwhile, the page is still theirs to see."""
    people = scene.people
    checked = factories.walk(scene.draft, people, to=State.CHECKED)
    entry = checked.entries.get()
    workflow.approve(checked, by=people.second_reviewer, on=today(), version=checked.version)
    client.force_login(people.reviewer)
    late = data(checked, reason="Wait.", **{f"figure-{entry.pk}": "Counted twice."})
    answer = client.post(address("send-back", checked), late)
    assert '<a href="#typed">What you typed is kept on this page</a>' in answer.text
    kept = pages.words(answer).split("What you typed Why ")[1]
    assert kept.startswith(
        f"is it sent back? Wait. What is wrong with {entry.series.name}? Counted twice."
    )
