"""Queues: what waits for a check or a decision, the riskiest first, and by whom it may be made."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from performance import workflow
from performance.queries.cycles.boards import board
from performance.states import Audience, Role, State
from performance.workflow import reference_data
from tests import factories
from tests.factories import today
from tests.views.pages import words

QUEUES = {
    "check-queue": ("analyst", State.SUBMITTED),
    "review-queue": ("reviewer", State.CHECKED),
}


def another(scene, code, state, raw="95%", **fields):
    indicator = factories.indicator(code)
    factories.benchmark(factories.series(indicator))
    factories.placement(indicator)
    draft = factories.submission(indicator, scene.cycle, **fields)
    return factories.walk(draft, scene.people, to=state, raw=raw)


def queue_of(client, person, queue, **query):
    client.force_login(person)
    return client.get(reverse(f"performance:{queue}"), query)


def rows(client, person, queue):
    return [row.pk for row in queue_of(client, person, queue).context["table"].data]


@pytest.mark.parametrize("queue", QUEUES)
def test_a_queue_holds_what_waits_and_nothing_else(client, scene, queue):
    name, state = QUEUES[queue]
    waiting = {each: another(scene, f"case-{each}", each) for each in State}
    assert rows(client, getattr(scene.people, name), queue) == [waiting[state].pk]


@pytest.mark.parametrize("queue", QUEUES)
def test_of_two_as_risky_the_earliest_due_stands_first(client, scene, queue):
    name, state = QUEUES[queue]
    later = another(scene, "later", state, due_on=scene.cycle.closes_on)
    sooner = another(scene, "sooner", state, due_on=scene.cycle.due_on)
    assert rows(client, getattr(scene.people, name), queue) == [sooner.pk, later.pk]


@pytest.mark.parametrize("queue", QUEUES)
def test_the_riskiest_stands_first(client, scene, queue):
    """A clean one, a Poor one, a late one, and one of which something was said."""
    name, state = QUEUES[queue]
    clean = another(scene, "clean", state)
    poor = another(scene, "poor", state, raw="12%")
    spoken_of = another(scene, "spoken-of", state)
    workflow.remark(
        spoken_of, by=scene.people.reviewer, on=today(), audience=Audience.RECORD, text="Why?"
    )
    late = another(scene, "late", state, due_on=scene.cycle.opens_on)
    person = getattr(scene.people, name)
    assert rows(client, person, queue) == [late.pk, poor.pk, spoken_of.pk, clean.pk]
    answer = queue_of(client, person, queue)
    said = {
        row.pk: [(risk.word, risk.words) for risk in row.risks]
        for row in answer.context["table"].data
    }
    assert said == {
        late.pk: [("Late", "Submitted 1 day after it was due")],
        poor.pk: [("Poor", "If approved as it stands")],
        spoken_of.pk: [("Remarks", "1 remark on the record")],
        clean.pk: [],
    }
    for word in ("Late", "Poor", "Remarks"):
        assert f">{word}</strong>" in answer.text


@pytest.mark.parametrize("queue", QUEUES)
def test_a_private_note_is_told_to_its_own_body_alone(client, scene, queue):
    name, state = QUEUES[queue]
    noted = another(scene, "noted", state)
    person = getattr(scene.people, name)
    theirs = scene.people.reviewer if name == "analyst" else scene.people.lead
    ours = scene.people.lead if name == "analyst" else scene.people.publisher
    for by, risks in ((theirs, []), (ours, ["1 private note"])):
        workflow.remark(noted, by=by, on=today(), audience=Audience.PRIVATE, text="Hm.")
        (row,) = queue_of(client, person, queue).context["table"].data
        assert [risk.words for risk in row.risks] == risks


@pytest.mark.parametrize("queue", QUEUES)
def test_only_clean_ones_can_be_ticked_and_one_button_ticks_them_all(client, scene, queue):
    name, state = QUEUES[queue]
    clean = [another(scene, code, state) for code in ("first", "second")]
    poor = another(scene, "poor", state, raw="12%")
    answer = queue_of(client, getattr(scene.people, name), queue)
    assert [f'value="{each.pk}">' in answer.text for each in (*clean, poor)] == [True, True, False]
    assert " checked>" not in answer.text
    assert 'href="?tick=clean">Tick all clean ones on this page (2)</a>' in answer.text
    ticked = queue_of(client, getattr(scene.people, name), queue, tick="clean")
    assert ticked.text.count(" checked>") == 2
    assert [f'value="{each.pk}" checked>' in ticked.text for each in (*clean, poor)] == [
        *(True, True, False)
    ]


@pytest.mark.parametrize(
    ("queue", "verb"), [("check-queue", "Pass on"), ("review-queue", "Approve")]
)
def test_a_clean_one_goes_by_its_button_and_another_is_opened_first(client, scene, queue, verb):
    """To pass on is a move like any other: no button says only that one looks."""
    name, state = QUEUES[queue]
    clean, poor = another(scene, "clean", state), another(scene, "poor", state, raw="12%")
    answer = queue_of(client, getattr(scene.people, name), queue)
    text = words(answer)
    assert text.count(f"{verb} {clean}") == 1
    assert f"{verb} those ticked" in text
    opened = reverse("performance:submission", args=[poor.pk])
    # Its name is the link; what stands in the column of ticks is none.
    assert answer.text.count(f'href="{opened}"') == 1
    assert text.count("Open it first") == 1
    assert "Was due" not in text


@pytest.mark.parametrize("queue", QUEUES)
@pytest.mark.parametrize("is_answer", [False, True])
def test_queue_page_list_and_board_agree_on_what_was_due(client, scene, queue, is_answer):
    """What was handed over is judged by what was due then, an answer by what its return said."""
    name, state = QUEUES[queue]
    draft, due = scene.draft, scene.cycle.due_on
    if is_answer:
        returned = factories.walk(draft, scene.people, to=State.RETURNED)
        draft, due = returned, returned.due_on
    waiting = factories.walk(draft, scene.people, to=state)
    scene.cycle.due_on += timedelta(days=3)
    administrator = factories.person(Role.ADMINISTRATOR, "Administrator of cycles")
    reference_data.save(scene.cycle, by=administrator, on=today())
    reader = getattr(scene.people, name)
    answer = queue_of(client, reader, queue)
    assert [row.get_cell("due_on") for row in answer.context["table"].rows] == [f"{due:%-d %b %Y}"]
    page = words(client.get(reverse("performance:submission", args=[waiting.pk])))
    assert f"{waiting.get_state_display()} Due {due:%-d %B %Y}" in page
    table = client.get(reverse("performance:submissions")).context["table"]
    assert [row.get_cell("due_on") for row in table.rows] == [f"{due:%-d %B %Y}"]
    (group,) = board(reader, scene.cycle, on=today()).groups
    assert [row.due_on for row in group.rows] == [due]


@pytest.mark.parametrize("queue", QUEUES)
def test_the_first_button_of_the_form_decides_on_what_is_ticked(client, scene, queue):
    """Enter in a tick box presses it: it must not be the button of one row."""
    name, state = QUEUES[queue]
    another(scene, "first", state)
    answer = queue_of(client, getattr(scene.people, name), queue)
    form = answer.text.split("<main")[1].split("<form")[1]
    assert [('name="only"' in button) for button in form.split("<button")[1:]] == [False, True]


@pytest.mark.parametrize("queue", QUEUES)
def test_another_order_is_chosen_in_the_address_and_left_again(client, scene, queue):
    name, state = QUEUES[queue]
    poor = another(scene, "a-poor-one", state, raw="12%")
    clean = another(scene, "clean", state)
    answer = queue_of(client, getattr(scene.people, name), queue, sort="-indicator")
    assert [row.record.pk for row in answer.context["table"].rows] == [clean.pk, poor.pk]
    assert "Sort by risk again" in answer.text


@pytest.mark.parametrize("queue", QUEUES)
def test_what_i_took_part_in_is_not_in_my_queue(client, scene, queue):
    _, state = QUEUES[queue]
    another(scene, "mine", state)
    lead = scene.people.lead
    factories.appoint(lead, Role.ANALYST)
    factories.appoint(lead, Role.REVIEWER)
    assert rows(client, lead, queue) == []


@pytest.mark.parametrize("queue", QUEUES)
def test_a_queue_is_its_own_roles_alone(client, scene, queue):
    name, _ = QUEUES[queue]
    for each in factories.Cast.__dataclass_fields__:
        client.force_login(getattr(scene.people, each))
        answer = client.get(reverse(f"performance:{queue}"))
        assert answer.status_code == (200 if each in (name, f"second_{name}") else 403), each


@pytest.mark.parametrize("queue", QUEUES)
def test_an_empty_queue_says_so(client, scene, queue):
    name, _ = QUEUES[queue]
    text = queue_of(client, getattr(scene.people, name), queue).text
    what = {"check-queue": "check", "review-queue": "decision"}[queue]
    assert f"Nothing waits for your {what}." in text
    assert "Tick all clean ones" not in text


@pytest.mark.parametrize("queue", QUEUES)
def test_a_queue_is_paginated(client, scene, queue):
    name, state = QUEUES[queue]
    for number in range(26):
        another(scene, f"more-{number}", state)
    pages = [
        queue_of(client, getattr(scene.people, name), queue, page=number).context["table"].page
        for number in (1, 2)
    ]
    assert [len(page.object_list) for page in pages] == [25, 1]


@pytest.mark.parametrize("queue", QUEUES)
def test_one_that_cannot_be_graded_does_not_hold_up_the_queue(client, scene, queue):
    name, state = QUEUES[queue]
    clean = another(scene, "clean", state)
    odd = another(scene, "odd", state)
    odd.indicator.home_series.update(direction="band")
    found = queue_of(client, getattr(scene.people, name), queue).context["table"].data
    assert [(row.pk, [risk.word for risk in row.risks]) for row in found] == [
        (odd.pk, ["Cannot be graded"]),
        (clean.pk, []),
    ]


@pytest.mark.parametrize("queue", QUEUES)
def test_a_queue_costs_the_same_for_one_row_and_for_three(client, scene, queue):
    name, state = QUEUES[queue]
    client.force_login(getattr(scene.people, name))

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(f"performance:{queue}")).status_code == 200
        return len(captured)

    another(scene, "first", state)
    one = queries()
    another(scene, "second", state)
    another(scene, "third", state)
    assert queries() == one
    assert one <= 40


@pytest.mark.parametrize("queue", QUEUES)
def test_no_column_stays_empty_where_none_is_clean(client, scene, queue):
    name, state = QUEUES[queue]
    another(scene, "poor", state, raw="12%")
    text = words(queue_of(client, getattr(scene.people, name), queue))
    headings = text[: text.index("Poor")]
    assert [word in headings for word in ("Look closer", "Tick", "Pass it on", "Approve it")] == [
        *(True, False, False, False)
    ]


@pytest.mark.parametrize("queue", QUEUES)
def test_the_way_back_from_what_waits_leads_to_its_queue(client, scene, queue):
    name, state = QUEUES[queue]
    waits = another(scene, "waits", state)
    client.force_login(getattr(scene.people, name))
    page = reverse("performance:submission", args=[waits.pk])

    def back():
        return client.get(page).text.split('class="govuk-back-link" href="')[1].split('"')[0]

    assert back() == reverse(f"performance:{queue}")
    client.force_login(scene.people.lead)
    assert back() == reverse("performance:submissions")
