"""Records are read here; nothing moves them but the workflow."""

import pytest
from django.urls import reverse

from performance.figures import Period
from performance.models import (
    AuditEvent,
    Commentary,
    Entry,
    Participant,
    ReturnedFigure,
    Series,
    Submission,
)
from performance.states import EDITABLE_STATES, Role, State
from tests import factories
from tests.admin import records
from tests.admin.models import READ, SET_ELSEWHERE, address, pages_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(client, scene):
    client.force_login(scene.people.administrator)
    return client


@pytest.mark.parametrize("model", READ, ids=lambda model: model.__name__)
def test_a_record_is_listed_and_opened_and_nothing_more(model, pages, scene):
    records.build(scene)
    row = model._base_manager.first()
    assert pages.get(reverse(address(model, "changelist"))).status_code == 200
    change = reverse(address(model, "change"), args=[row.pk])
    assert pages.get(change).status_code == 200
    assert pages.get(reverse(address(model, "history"), args=[row.pk])).status_code == 200
    before = list(model._base_manager.order_by("pk").values())
    refused = [("delete", [row.pk])] + ([] if model in SET_ELSEWHERE else [("add", [])])
    for page, arguments in refused:
        for method in (pages.get, pages.post):
            path = reverse(address(model, page), args=arguments)
            assert (page, method(path).status_code) == (page, 403)
    assert pages.post(change, {"_save": "Save"}).status_code == 403
    assert list(model._base_manager.order_by("pk").values()) == before


@pytest.mark.parametrize("model", READ, ids=lambda model: model.__name__)
def test_a_record_has_no_action_in_bulk(model, pages, scene):
    records.build(scene)
    rows = list(model._base_manager.order_by("pk").values())
    changelist = reverse(address(model, "changelist"))
    assert pages.get(changelist).context["action_form"] is None
    keys = [row["id"] for row in rows]
    pages.post(changelist, {"action": "delete_selected", "_selected_action": keys, "post": "yes"})
    assert list(model._base_manager.order_by("pk").values()) == rows
    assert not hasattr(pages_of(model), "resource_classes")


def test_an_administrator_who_edited_cannot_approve_by_the_administration_site(client, scene):
    """Not even with every other appointment there is."""
    person = scene.people.contributor
    for role in (Role.ADMINISTRATOR, Role.REVIEWER, Role.LEAD):
        factories.appoint(person, role)
    checked = factories.walk(scene.draft, scene.people, to=State.CHECKED)
    client.force_login(person)
    answer = client.post(
        reverse(address(Submission, "change"), args=[checked.pk]),
        {"state": "approved", "approved_by": person.pk, "version": checked.version},
    )
    assert answer.status_code == 403
    assert Submission.objects.get(pk=checked.pk).state == State.CHECKED
    assert not AuditEvent.objects.filter(actor=person, action="approved").exists()


OWN = (Submission, Entry, Commentary, Participant, ReturnedFigure)


def of_drafts(model):
    path = {Submission: "state", ReturnedFigure: "entry__submission__state"}
    return {path.get(model, "submission__state") + "__in": EDITABLE_STATES}


@pytest.mark.parametrize("model", OWN, ids=lambda model: model.__name__)
def test_what_the_force_still_works_on_is_its_own(model, pages, scene):
    records.build(scene)
    august = factories.cycle(Period.month(2021, 10))
    draft = factories.submission(scene.indicator, august)
    records.returned(draft, scene.people, raw="38%")
    (row, *_) = model.objects.filter(**of_drafts(model))
    listed = pages.get(reverse(address(model, "changelist"))).context["cl"]
    assert listed.result_count == model.objects.exclude(**of_drafts(model)).count() > 0
    for page in ("change", "history"):
        path = reverse(address(model, page), args=[row.pk])
        assert pages.get(path, follow=True).redirect_chain == [(reverse("admin:index"), 302)]


def test_what_was_typed_in_a_draft_is_no_part_of_the_administrators_trail(pages, scene):
    records.build(scene)
    submission = Submission.objects.first()
    saved = AuditEvent.objects.filter(submission=submission, action="saved")
    listed = pages.get(reverse(address(AuditEvent, "changelist")), {"all": ""}).context["cl"]
    assert set(listed.queryset.filter(action="saved")) == set()
    assert listed.queryset.filter(submission=submission, action="approved").count() == 1
    path = reverse(address(AuditEvent, "change"), args=[saved.first().pk])
    assert pages.get(path, follow=True).redirect_chain == [(reverse("admin:index"), 302)]
    history = pages.get(reverse(address(Submission, "history"), args=[submission.pk]))
    done = [event.action for event in history.context["action_list"]]
    assert ("saved" in done, "approved" in done) == (False, True)


def test_a_row_that_a_draft_needs_does_not_say_what_was_typed(pages, scene):
    factories.fill(scene.draft, by=scene.people.contributor, raw="37.25%")
    page = pages.get(reverse(address(Series, "delete"), args=[scene.series.pk]))
    assert [each for each in page.context["protected"] if each.startswith("Entry")] == ["Entry"]
    assert "37.25" not in page.text
