"""The page of a cycle: who owes what, and one button that reminds them all."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from performance import workflow
from performance.models import Reminder, Submission
from performance.queries.cycles.boards import Reminding, reminding
from performance.states import ReminderKind, State
from tests import factories
from tests.factories import today
from tests.views.pages import words


def another(scene, code):
    indicator = factories.indicator(code)
    factories.series(indicator)
    return factories.submission(indicator, scene.cycle)


def address(scene) -> str:
    return reverse("performance:cycle", args=[scene.cycle.code])


def remind_address(scene) -> str:
    return reverse("performance:cycle-remind", args=[scene.cycle.code])


@pytest.fixture
def analyst(client, scene):
    client.force_login(scene.people.analyst)
    return client


@pytest.mark.parametrize("name", ["lead", "contributor", "publisher", "reviewer"])
def test_who_reminds_nobody_is_told_nothing_of_reminding(client, scene, name):
    client.force_login(getattr(scene.people, name))
    answer = client.get(address(scene))
    assert (answer.status_code, answer.context["reminding"]) == (200, None)
    assert remind_address(scene) not in answer.text


def test_the_page_says_who_owes_what_since_when_and_how_late(analyst, scene):
    Submission.objects.update(due_on=today() - timedelta(days=2))
    text = words(analyst.get(address(scene)))
    assert "July 2021: who owes what" in text
    assert "1 of 1 owed, 1 of them overdue. Handed over: 0 on time, 0 late." in text
    assert "Overdue by 2 days" in text
    assert "Portfolio lead (portfolio lead)" in text
    assert "Remind all who owe (1)" in text


def test_the_address_narrows_it_to_what_is_owed(analyst, scene):
    factories.walk(another(scene, "handed-over"), scene.people, to=State.SUBMITTED)
    assert "Handed over on time" in words(analyst.get(address(scene)))
    narrowed = analyst.get(address(scene), {"show": "owing"})
    assert "Handed over on time" not in words(narrowed)
    assert "Show everything (2)" in words(narrowed)
    assert narrowed.content.decode().count("<title>Owed in July 2021") == 1


def test_one_button_reminds_all_and_again_says_that_nobody_was(analyst, scene):
    another(scene, "second")
    answer = analyst.post(remind_address(scene), follow=True)
    assert answer.redirect_chain == [(address(scene), 302)]
    assert "Reminded of 2 submissions. It shows on the home page" in words(answer)
    another(scene, "third")
    answer = analyst.post(remind_address(scene), follow=True)
    assert "Reminded of 1 submission." in words(answer)
    assert "2 submissions had been reminded of today already." in words(answer)
    answer = analyst.post(remind_address(scene), follow=True)
    assert "Nobody was reminded again: 3 submissions had been today already." in words(answer)
    assert Reminder.objects.count() == 3


def test_who_was_reminded_today_is_offered_no_button_again(analyst, scene):
    """Only those not yet reminded today are counted; the system's own reminders are none of it."""
    workflow.remind_due(on=scene.draft.due_on)
    assert "Remind all who owe (1)" in words(analyst.get(address(scene)))
    analyst.post(remind_address(scene))
    at = timezone.localtime(Reminder.objects.get(kind=ReminderKind.ASKED).sent_at)
    text = words(analyst.get(address(scene)))
    assert f"All reminded today at {at:%H:%M}." in text
    assert "Remind all who owe" not in text
    another(scene, "second")
    text = words(analyst.get(address(scene)))
    assert "Remind all who owe (1)" in text
    assert f"1 more was reminded of today, last at {at:%H:%M}." in text
    tomorrow = today() + timedelta(days=1)
    assert reminding(scene.people.analyst, scene.cycle, on=tomorrow) == Reminding(2, 0, None)


def test_nothing_owed_is_nothing_to_remind_of(analyst, scene):
    factories.walk(scene.draft, scene.people, to=State.SUBMITTED)
    assert "Remind all who owe" not in words(analyst.get(address(scene)))
    answer = analyst.post(remind_address(scene), follow=True)
    assert "Nothing that you may remind of is owed in July 2021." in words(answer)


def test_a_lead_sees_their_own_and_the_way_to_enter_it_and_no_button(client, scene):
    client.force_login(scene.people.lead)
    answer = client.get(address(scene))
    entering = reverse("performance:entering", args=[scene.cycle.code, "contact"])
    assert f'href="{entering}"' in answer.content.decode()
    assert "Remind all who owe" not in words(answer)
    assert client.post(remind_address(scene)).status_code == 403


def test_the_oversight_body_sees_no_work_of_the_forces_own(client, scene):
    client.force_login(scene.people.reviewer)
    assert "There is nothing in this cycle that you may see." in words(client.get(address(scene)))
    factories.walk(scene.draft, scene.people, to=State.SUBMITTED)
    text = words(client.get(address(scene)))
    assert "July 2021: what was handed over" in text
    assert "Submitted 1 Checked 0 Approved 0 Handed over: 1 on time, 0 late." in text
    assert "Returned" not in text
    assert "Last reminded" not in text


def test_the_way_to_enter_is_shown_to_those_who_owe_it(client, scene):
    entering = reverse("performance:entering", args=[scene.cycle.code, "contact"])
    for name, shown in {"contributor": True, "analyst": False, "panel_chair": False}.items():
        client.force_login(getattr(scene.people, name))
        page = client.get(address(scene)).content.decode()
        assert (f'href="{entering}"' in page) == shown


def test_no_such_cycle_is_not_there(analyst, scene):
    for name in ("cycle", "cycle-remind"):
        where = reverse(f"performance:{name}", args=["1999-01"])
        assert analyst.post(where).status_code == (405 if name == "cycle" else 404)
    assert analyst.get(reverse("performance:cycle", args=["1999-01"])).status_code == 404


def test_the_list_of_cycles_leads_there(analyst, scene):
    page = analyst.get(reverse("performance:cycles")).content.decode()
    assert f'href="{address(scene)}">July 2021</a>' in page


def test_more_rows_cost_no_more_queries(analyst, scene):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            assert analyst.get(address(scene)).status_code == 200
        return len(captured)

    one = cost()
    another(scene, "second")
    another(scene, "third")
    assert cost() == one
    assert one <= 20
