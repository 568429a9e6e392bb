"""Many decided on at once: each by the same verb, each told by name."""

import pytest
from django.test import Client
from django.urls import reverse

from performance import workflow
from performance.models import AuditEvent, Observation, Submission
from performance.states import Role, State
from tests import factories
from tests.factories import today
from tests.views.test_queues import another

QUEUES = {
    "check-queue": ("check-queue-check", "analyst", State.SUBMITTED, State.CHECKED, "checked"),
    "review-queue": ("review-queue-approve", "reviewer", State.CHECKED, State.APPROVED, "approved"),
}
pytestmark = pytest.mark.parametrize("queue", QUEUES)


def sent(*submissions, **more) -> dict:
    versions = {f"version-{each.pk}": each.version for each in submissions}
    return {"ticked": [str(each.pk) for each in submissions], **versions, **more}


def post(client, scene, queue, data, by=""):
    page, name, *_ = QUEUES[queue]
    client.force_login(getattr(scene.people, by or name))
    return client.post(reverse(f"performance:{page}"), data, follow=True)


def told(answer) -> list[tuple[str, str]]:
    return [(each.level_tag, str(each)) for each in answer.context["messages"]]


def states(*submissions) -> list[str]:
    return [Submission.objects.get(pk=each.pk).state for each in submissions]


def test_all_that_are_ticked_are_decided_on_and_named(client, scene, queue):
    _, name, state, target, done = QUEUES[queue]
    first, second, third = (another(scene, code, state) for code in ("one", "two", "three"))
    answer = post(client, scene, queue, sent(first, second))
    assert answer.redirect_chain == [(reverse(f"performance:{queue}"), 302)]
    assert states(first, second, third) == [target, target, state]
    ((level, words),) = told(answer)
    assert (level, words.startswith(f"2 are {done}: One, July 2021; Two, July 2021.")) == (
        "success",
        True,
    )
    events = AuditEvent.objects.filter(action=done, actor=getattr(scene.people, name))
    assert events.filter(submission__in=[first, second]).count() == 2


def test_the_button_of_one_row_decides_on_that_one_alone(client, scene, queue):
    _, _, state, target, done = QUEUES[queue]
    first, second = (another(scene, code, state) for code in ("one", "two"))
    answer = post(client, scene, queue, sent(first, second, only=str(second.pk)))
    assert states(first, second) == [state, target]
    assert told(answer)[0][1].startswith(f"Two, July 2021 is {done}.")


def test_one_that_is_not_clean_is_refused_and_holds_up_no_other(client, scene, queue):
    _, _, state, target, done = QUEUES[queue]
    poor = another(scene, "poor", state, raw="12%")
    clean = another(scene, "clean", state)
    answer = post(client, scene, queue, sent(poor, clean))
    assert states(poor, clean) == [state, target]
    assert ("error", f"Poor, July 2021 is not {done}: open it first (poor).") in told(answer)
    assert len(told(answer)) == 2


def test_one_that_changed_since_the_page_was_made_is_refused_with_who_did_it(client, scene, queue):
    _, _, state, target, _ = QUEUES[queue]
    moved, clean = (another(scene, code, state) for code in ("moved", "clean"))
    data = sent(moved, clean)
    by = scene.people.second_analyst if queue == "check-queue" else scene.people.second_reviewer
    workflow.send_back(moved, by=by, on=today(), version=moved.version, reason="Look again.")
    answer = post(client, scene, queue, data)
    assert states(moved, clean) == [State.RETURNED, target]
    (refusal,) = [words for level, words in told(answer) if level == "error"]
    assert refusal.startswith("Moved, July 2021: ")
    assert f"{by.name} sent back this submission on" in refusal


def test_an_older_version_is_refused(client, scene, queue):
    _, _, state, *_ = QUEUES[queue]
    one = another(scene, "one", state)
    answer = post(client, scene, queue, sent(one) | {f"version-{one.pk}": one.version - 1})
    assert states(one) == [state]
    assert [level for level, _ in told(answer)] == ["error"]


def test_sent_twice_it_has_one_effect_and_a_friendly_answer(client, scene, queue):
    _, _, state, target, done = QUEUES[queue]
    one = another(scene, "one", state)
    post(client, scene, queue, sent(one))
    events = AuditEvent.objects.count()
    answer = post(client, scene, queue, sent(one))
    assert told(answer) == [("info", f"You did this already: One, July 2021 is {done}.")]
    assert (states(one), AuditEvent.objects.count()) == ([target], events)
    assert Observation.objects.filter(submission=one).count() <= 1


def test_nobody_decides_on_what_they_took_part_in_by_ticking_it(client, scene, queue):
    _, _, state, *_ = QUEUES[queue]
    one = another(scene, "one", state)
    factories.appoint(scene.people.lead, QUEUES[queue][1])
    answer = post(client, scene, queue, sent(one), by="lead")
    assert states(one) == [state]
    ((level, words),) = told(answer)
    assert (level, words.startswith("One, July 2021: nothing was done. You may not do this")) == (
        "error",
        True,
    )


def test_what_one_may_not_know_of_is_not_named(client, scene, queue):
    page, name, state, *_ = QUEUES[queue]
    one = another(scene, "one", state)
    elsewhere = factories.person(Role(name), "Elsewhere", portfolio=factories.portfolio("roads"))
    client.force_login(elsewhere)
    answer = client.post(reverse(f"performance:{page}"), sent(one), follow=True)
    assert told(answer) == [("error", "One of those you ticked is not in your queue any more.")]
    assert states(one) == [state]


def test_nothing_ticked_says_what_to_do(client, scene, queue):
    page, *_ = QUEUES[queue]
    verb = {"check": "pass on", "approve": "approve"}[page.rsplit("-", 1)[1]]
    answer = post(client, scene, queue, {})
    assert told(answer) == [("error", f"Nothing is ticked: tick what you want to {verb}.")]


@pytest.mark.parametrize("data", [{"ticked": "nonsense"}, {"only": "nonsense"}])
def test_a_form_that_cannot_be_read_is_refused(client, scene, queue, data):
    assert post(client, scene, queue, data).status_code == 400


def test_a_form_without_a_version_is_refused(client, scene, queue):
    one = another(scene, "one", QUEUES[queue][2])
    assert post(client, scene, queue, {"ticked": str(one.pk)}).status_code == 400
    for version in ("", "two", "9" * 30, "9" * 5000):
        data = sent(one) | {f"version-{one.pk}": version}
        assert post(client, scene, queue, data).status_code == 400


def test_the_page_sends_the_token_and_what_is_ticked(scene, queue):
    page, name, state, target, _ = QUEUES[queue]
    one = another(scene, "one", state)
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(getattr(scene.people, name))
    assert careful.post(reverse(f"performance:{page}"), sent(one)).status_code == 403
    text = careful.get(reverse(f"performance:{queue}")).text
    form = text.split(f'action="{reverse(f"performance:{page}")}"')[1].split("</form>")[0]
    token = form.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    assert f'name="version-{one.pk}" value="{one.version}"' in form
    careful.post(reverse(f"performance:{page}"), sent(one, csrfmiddlewaretoken=token))
    assert states(one) == [target]
