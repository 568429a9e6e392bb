"""Breaks and re-basings are added and deleted here; what was recorded never changes."""

import pytest
from django.urls import reverse

from performance.figures import financial_year_of
from performance.models import AuditEvent, Break, Rebasing, RegradeRequest
from tests import factories
from tests.admin.models import address

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.parametrize("kind", [Break, Rebasing], ids=lambda kind: kind.noun),
]


def added(pages, scene, kind, **changes):
    typed = {"series": scene.series.pk, "on": "2021-06-01", "reason": "Counted anew"}
    return pages.post(reverse(address(kind, "add")), typed | changes)


def standing(scene, kind, **fields):
    return kind.objects.create(
        series=scene.series, on="2021-06-01", reason="New", known_on="2021-06-01", **fields
    )


def test_a_new_one_names_who_recorded_it_and_counts_for_nothing_yet(
    admin_pages, administrator, scene, kind
):
    chair = scene.people.panel_chair
    smuggled = {"confirmed_by": chair.pk, "confirmed_on": "2021-06-01", "known_on": "2021-06-01"}
    assert added(admin_pages, scene, kind, **smuggled).status_code == 302
    made = kind.objects.get()
    assert (made.recorded_by, made.confirmed_by, made.known_on) == (
        administrator,
        None,
        factories.today(),
    )
    assert RegradeRequest.objects.count() == 0
    event = AuditEvent.objects.get()
    assert (event.action, event.actor, event.indicator) == ("added", administrator, scene.indicator)


def test_two_on_one_day_are_refused_in_words(admin_pages, scene, kind):
    standing(scene, kind)
    answer = added(admin_pages, scene, kind)
    assert (answer.status_code, kind.objects.count()) == (200, 1)
    assert answer.context["adminform"].form.errors == {
        "on": [
            f"A {kind.noun} of this series on 1 June 2021 is recorded already: choose another day, "
            "or have that one withdrawn or discarded first."
        ]
    }


def test_nothing_of_it_is_edited_and_nothing_confirmed(admin_pages, scene, kind):
    made = standing(scene, kind, recorded_by=scene.people.analyst)
    page = admin_pages.get(reverse(address(kind, "change"), args=[made.pk]))
    assert (page.status_code, list(page.context["adminform"].form.fields)) == (200, [])
    typed = {"series": scene.series.pk, "on": "2021-05-01", "reason": "Newer"}
    answer = admin_pages.post(reverse(address(kind, "change"), args=[made.pk]), typed)
    assert answer.status_code == 403
    made.refresh_from_db()
    assert (made.reason, made.confirmed_by) == ("New", None)


def test_one_that_nobody_confirmed_is_deleted_with_an_event(
    admin_pages, administrator, scene, kind
):
    made = standing(scene, kind, recorded_by=scene.people.analyst)
    admin_pages.post(reverse(address(kind, "delete"), args=[made.pk]), {"post": "yes"})
    assert kind.objects.count() == 0
    event = AuditEvent.objects.get()
    assert (event.action, event.actor, event.before["reason"]) == (
        "discarded",
        administrator,
        "New",
    )


def test_one_that_counts_is_not_deleted(admin_pages, scene, kind):
    from_a_paper = standing(scene, kind)
    path = reverse(address(kind, "delete"), args=[from_a_paper.pk])
    assert admin_pages.post(path, {"post": "yes"}).status_code == 403
    assert kind.objects.get() == from_a_paper


@pytest.mark.parametrize("day", ["0201-01-01", "1850-01-01", "9999-12-31"])
def test_a_day_that_no_figure_can_have_is_refused_in_words(admin_pages, scene, kind, day):
    answer = added(admin_pages, scene, kind, on=day)
    assert (answer.status_code, kind.objects.count()) == (200, 0)
    assert answer.context["adminform"].form.errors == {
        "on": ["No figure here has this day: choose one from 1 April 1900 to 31 March 2199."]
    }


def test_a_day_after_the_next_plan_year_is_refused_in_words(admin_pages, scene, kind):
    last = financial_year_of(factories.today()).next().end
    answer = added(admin_pages, scene, kind, on=f"{last.year}-04-01")
    assert (answer.status_code, kind.objects.count()) == (200, 0)
    assert answer.context["adminform"].form.errors == {
        "on": [
            f"1 April {last.year} is no day of a figure here: choose one from 1 April 1900 to "
            f"{last:%-d %B %Y}, the end of the next plan year."
        ]
    }
