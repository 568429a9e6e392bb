"""The panel chair's decisions on benchmarks: POST only, refused in words, nothing typed lost."""

from datetime import date

import pytest
from django.test import Client

from performance.models import Benchmark, Break
from performance.states import BenchmarkState, Role
from performance.workflow import benchmarks
from tests import factories
from tests.factories import today
from tests.views.benchmark_steps import (
    EVERYBODY,
    TERMS,
    WHY,
    address,
    approved,
    data,
    messages,
    proposed,
    state_of,
    this_year,
    words,
)

MOVES = {
    "approve": (proposed, BenchmarkState.APPROVED),
    "send-back": (proposed, BenchmarkState.RETURNED),
}


@pytest.mark.parametrize("verb", MOVES)
def test_a_decision_is_made_and_leads_back_to_the_page(client, scene, verb):
    make, target = MOVES[verb]
    row = make(scene)
    client.force_login(scene.people.panel_chair)
    answer = client.post(address(row, verb), data(row, reason="Too easy."))
    assert (answer.status_code, answer.url) == (302, address(row))
    assert state_of(row) == target
    assert [level for level, _ in messages(client.get(answer.url))] == ["success"]


@pytest.mark.parametrize("verb", [*MOVES, "reapprove"])
def test_a_decision_is_not_made_by_opening_its_address(client, scene, verb):
    row = proposed(scene)
    client.force_login(scene.people.panel_chair)
    for method in (client.get, client.head, client.put, client.delete):
        assert method(address(row, verb)).status_code == 405
    assert state_of(row) == BenchmarkState.PROPOSED


@pytest.mark.parametrize("verb", [*MOVES, "reapprove"])
def test_nobody_else_decides(client, scene, verb):
    row = proposed(scene)
    for name in set(EVERYBODY) - {"panel_chair"}:
        client.force_login(getattr(scene.people, name))
        answer = client.post(address(row, verb), data(row, reason="Too easy."))
        assert (name, answer.status_code) == (name, 403)
    assert state_of(row) == BenchmarkState.PROPOSED


@pytest.mark.parametrize("verb", MOVES)
def test_nobody_decides_on_their_own(client, scene, verb):
    chair = scene.people.panel_chair
    factories.appoint(chair, Role.ANALYST)
    row = proposed(scene, by=chair)
    client.force_login(chair)
    text = words(client.get(address(row)))
    assert f'"{address(row, verb)}"' not in text
    assert client.post(address(row, verb), data(row, reason="Too easy.")).status_code == 403
    assert state_of(row) == BenchmarkState.PROPOSED


@pytest.mark.parametrize("verb", MOVES)
def test_the_page_sends_the_forms_own_token(scene, verb):
    row = proposed(scene)
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(scene.people.panel_chair)
    assert careful.post(address(row, verb), data(row, reason="Too easy.")).status_code == 403
    form = words(careful.get(address(row))).split(f'action="{address(row, verb)}"')[1]
    token = form.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    body = data(row, reason="Too easy.", csrfmiddlewaretoken=token)
    assert careful.post(address(row, verb), body).status_code == 302
    assert state_of(row) == MOVES[verb][1]


@pytest.mark.parametrize("verb", [*MOVES, "reapprove"])
@pytest.mark.parametrize("version", ["", "two"])
def test_a_form_that_forgot_its_version_is_refused(client, scene, verb, version):
    row = proposed(scene)
    client.force_login(scene.people.panel_chair)
    assert client.post(address(row, verb), {"version": version}).status_code == 400
    assert state_of(row) == BenchmarkState.PROPOSED


def test_a_late_one_asks_for_a_waiver_at_its_field(client, scene):
    row = proposed(scene, year=this_year())
    client.force_login(scene.people.panel_chair)
    assert 'name="waiver"' in words(client.get(address(row)))
    answer = client.post(address(row, "approve"), data(row, waiver=" "))
    assert answer.status_code == 400
    (said,) = answer.context["waiver"].errors["waiver"]
    assert said.endswith("say why this may grade it all the same.")
    assert f'<a href="#id_waiver">{said}</a>' in words(answer)
    assert state_of(row) == BenchmarkState.PROPOSED
    client.post(address(row, "approve"), data(row, waiver=WHY))
    assert Benchmark.objects.get(pk=row.pk).waiver_reason == WHY


def test_one_in_time_asks_for_no_waiver(client, scene):
    row = proposed(scene)
    client.force_login(scene.people.panel_chair)
    assert 'name="waiver"' not in words(client.get(address(row)))


def test_sending_back_without_a_reason_says_so_at_its_field(client, scene):
    row = proposed(scene)
    client.force_login(scene.people.panel_chair)
    answer = client.post(address(row, "send-back"), data(row, reason=" "))
    assert answer.status_code == 400
    said = "Say why: to send back needs a reason."
    assert f'<a href="#id_reason">{said}</a>' in words(answer)
    assert '<details class="govuk-details" id="send-back" open>' in words(answer)


def test_what_is_wrong_with_it_is_said_and_the_waiver_kept(client, scene):
    row = proposed(scene, year=this_year())
    scene.series.direction = "lower"
    scene.series.save()
    client.force_login(scene.people.panel_chair)
    answer = client.post(address(row, "approve"), data(row, waiver=WHY))
    assert answer.status_code == 400
    assert "is not worse than the expected line" in words(answer)
    assert answer.context["waiver"]["waiver"].value() == WHY


def test_a_second_click_is_a_friendly_word(client, scene):
    row = proposed(scene)
    client.force_login(scene.people.panel_chair)
    client.post(address(row, "approve"), data(row))
    answer = client.post(address(row, "approve"), data(row), follow=True)
    assert messages(answer)[-1] == ("info", "You did this already: version 1 is approved.")


def test_a_chair_who_came_second_is_told_and_keeps_the_reason(client, scene):
    row = proposed(scene)
    second = factories.person(Role.PANEL_CHAIR, "Second panel chair")
    approved(scene, row)
    client.force_login(second)
    answer = client.post(address(row, "send-back"), data(row, reason="It asks too little."))
    assert answer.status_code == 409
    assert "before you could send back, Panel chair approved this benchmark on" in words(answer)
    assert "It asks too little." in words(answer)
    answer = client.post(address(row, "approve"), data(row), follow=True)
    assert [level for level, _ in messages(answer)] == ["error"]
    assert state_of(row) == BenchmarkState.APPROVED


def test_a_chair_whose_page_is_older_than_a_revision_is_told(client, scene):
    row = proposed(scene, year=this_year())
    benchmarks.revise(row, terms=TERMS, by=scene.people.analyst, on=today(), version=row.edits)
    client.force_login(scene.people.panel_chair)
    answer = client.post(address(row, "approve"), data(row, waiver=WHY))
    assert answer.status_code == 409
    assert "Analyst revised this benchmark on" in words(answer)
    assert answer.context["waiver"]["waiver"].value() == WHY
    assert state_of(row) == BenchmarkState.PROPOSED


def a_break(scene, on):
    return Break.objects.create(series=scene.series, on=on, reason="Recounted", known_on=on)


def test_a_break_asks_for_another_approval_on_the_page(client, scene):
    a_break(scene, date(2021, 10, 1))
    client.force_login(scene.people.panel_chair)
    page = client.get(address(scene.benchmark))
    assert f'action="{address(scene.benchmark, "reapprove")}"' in words(page)
    assert "1 October 2021: Recounted" in words(page)
    answer = client.post(address(scene.benchmark, "reapprove"), data(scene.benchmark), follow=True)
    assert messages(answer) == [
        ("success", "Version 1 is approved again. Its grades follow within a minute.")
    ]
    assert Benchmark.objects.get(pk=scene.benchmark.pk).reapproved_on == today()
    again = client.post(address(scene.benchmark, "reapprove"), data(scene.benchmark), follow=True)
    assert [level for level, _ in messages(again)] == ["info"]


def test_another_approval_is_offered_to_the_chair_alone(client, scene):
    a_break(scene, date(2021, 10, 1))
    for name in set(scene.people.__dataclass_fields__) - {"panel_chair"}:
        client.force_login(getattr(scene.people, name))
        answer = client.get(address(scene.benchmark))
        assert address(scene.benchmark, "reapprove") not in answer.text, name
        assert answer.status_code == 403 or not answer.context["may_reapprove"]


def test_what_no_break_asks_for_is_not_approved_again(client, scene):
    client.force_login(scene.people.panel_chair)
    answer = client.post(address(scene.benchmark, "reapprove"), data(scene.benchmark))
    assert answer.status_code == 400
    assert "it grades as it stands" in words(answer)


def withdraw(client, person, row, **typed):
    client.force_login(person)
    return client.post(address(row, "withdraw"), data(row, **typed))


def overtaken(scene):
    row = proposed(scene)
    approved(scene, proposed(scene, by=scene.people.second_analyst))
    return row


def test_who_proposed_it_withdraws_it_on_its_page(client, scene):
    row = proposed(scene)
    client.force_login(scene.people.analyst)
    assert "Withdraw my proposal" in words(client.get(address(row)))
    answer = withdraw(client, scene.people.analyst, row)
    assert (answer.status_code, answer.url) == (302, address(row))
    assert state_of(row) == BenchmarkState.WITHDRAWN
    page = words(client.get(address(row)))
    assert "<strong>It was withdrawn</strong> before it was approved, and grades nothing." in page
    assert "Change this version" not in page
    assert "<strong>Withdrew</strong> by Analyst" in page


def test_the_chair_withdraws_for_who_has_left_and_says_why(client, scene):
    row, chair = proposed(scene), scene.people.panel_chair
    client.force_login(chair)
    assert 'id="withdraw"' not in words(client.get(address(row)))
    scene.people.analyst.is_active = False
    scene.people.analyst.save()
    assert "Withdraw it for Analyst, who has left" in words(client.get(address(row)))
    answer = withdraw(client, chair, row, withdraw_reason=" ")
    assert (answer.status_code, state_of(row)) == (400, BenchmarkState.PROPOSED)
    assert answer.context["withdrawal"].errors == {
        "withdraw_reason": ["Say why: to withdraw needs a reason."]
    }
    assert withdraw(client, chair, row, withdraw_reason="It lingers.").status_code == 302
    assert state_of(row) == BenchmarkState.WITHDRAWN


def test_a_version_behind_an_approved_one_says_so_and_is_decided_on_no_more(client, scene):
    row = overtaken(scene)
    client.force_login(scene.people.panel_chair)
    answer = client.get(address(row))
    assert "<strong>Version 2, which is newer, is approved</strong>" in words(answer)
    assert (answer.context["may_approve"], answer.context["may_send_back"]) == (False, False)
    client.force_login(scene.people.analyst)
    page = client.get(address(row)).context
    assert (page["may_revise"], page["may_withdraw"], page["may_propose"]) == (False, True, True)


def test_a_waiver_for_what_a_newer_version_overtook_is_shown_again(client, scene):
    row = overtaken(scene)
    client.force_login(scene.people.panel_chair)
    answer = client.post(address(row, "approve"), data(row, waiver="The panel met late."))
    assert answer.status_code == 400
    assert answer.context["typed"] == [
        ("Why may it grade although its year has begun?", "The panel met late.")
    ]
    assert "The panel met late." in words(answer)


def test_the_list_tags_what_was_overtaken_and_what_was_withdrawn(client, scene):
    row = overtaken(scene)
    client.force_login(scene.people.analyst)
    tag = '<strong class="govuk-tag govuk-tag--grey">Overtaken</strong>'
    assert words(client.get("/benchmarks/")).count(tag) == 1
    withdraw(client, scene.people.analyst, row)
    page = words(client.get("/benchmarks/"))
    assert (page.count(tag), page.count('govuk-tag--grey">Withdrawn</strong>')) == (0, 1)
