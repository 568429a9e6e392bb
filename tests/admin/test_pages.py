"""Every table's pages open, and say the same however many rows there are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from performance.models import AuditEvent
from tests.admin import records
from tests.admin.forms import filled
from tests.admin.models import EDITED, READ, RECORDED, address, pages_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", EDITED, ids=lambda model: model.__name__)
def test_reference_data_is_listed_searched_and_opened(model, admin_pages, reference_data):
    listed = admin_pages.get(reverse(address(model, "changelist")))
    found = admin_pages.get(reverse(address(model, "changelist")), {"q": "a"})
    blank = admin_pages.get(reverse(address(model, "add")))
    pages = [
        admin_pages.get(reverse(address(model, page), args=[row.pk]))
        for row in model._base_manager.all()
        for page in ("change", "history")
    ]
    assert len(pages) >= 6
    assert {page.status_code for page in [listed, found, blank, *pages]} == {200}


@pytest.mark.parametrize("model", EDITED, ids=lambda model: model.__name__)
def test_every_filter_and_picker_answers(model, admin_pages, reference_data):
    pages = pages_of(model)
    for spec in admin_pages.get(reverse(address(model, "changelist"))).context["cl"].filter_specs:
        choices = spec.choices(_changelist(admin_pages, model))
        for choice in choices:
            query = choice["query_string"]
            assert admin_pages.get(reverse(address(model, "changelist")) + query).status_code == 200
    for name in pages.autocomplete_fields:
        field = model._meta.get_field(name)
        answer = admin_pages.get(
            reverse("admin:autocomplete"),
            {
                "app_label": model._meta.app_label,
                "model_name": model._meta.model_name,
                "field_name": name,
                "term": "",
            },
        )
        assert len(answer.json()["results"]) == min(20, field.related_model.objects.count())


def _changelist(pages, model):
    return pages.get(reverse(address(model, "changelist"))).context["cl"]


def queries(pages, model, query) -> tuple[int, int]:
    """How many queries the list makes, and how many rows it has."""
    with CaptureQueriesContext(connection) as captured:
        page = pages.get(reverse(address(model, "changelist")), query)
    assert page.status_code == 200
    return len(captured), page.context["cl"].result_count


def assert_asks_as_often(pages, model):
    """The list of one row makes as many queries as the list of all, which are three or more."""
    first = model._base_manager.first()
    # Caches of content types and the like are filled once, whatever the list.
    queries(pages, model, {})
    one, rows_of_one = queries(pages, model, {"id__exact": first.pk})
    many, rows = queries(pages, model, {"id__isnull": "False"})
    assert rows_of_one == 1
    assert rows >= 3
    assert one == many


@pytest.mark.parametrize("model", EDITED, ids=lambda model: model.__name__)
def test_a_list_asks_as_often_for_three_rows_as_for_one(model, admin_pages, reference_data):
    assert_asks_as_often(admin_pages, model)


@pytest.mark.parametrize("model", READ, ids=lambda model: model.__name__)
def test_a_record_list_asks_as_often_for_three_rows_as_for_one(model, client, scene):
    client.force_login(scene.people.administrator)
    records.build(scene)
    assert_asks_as_often(client, model)


def test_saving_a_page_as_it_stands_changes_nothing(admin_pages, administrator, reference_data):
    for model in set(EDITED) - set(RECORDED):
        for row in model._base_manager.all():
            if getattr(row, "person", None) == administrator:
                continue
            path = reverse(address(model, "change"), args=[row.pk])
            answer = admin_pages.post(path, filled(admin_pages.get(path)))
            faults = answer.context and answer.context["errors"]
            assert (model.__name__, answer.status_code, faults) == (model.__name__, 302, None)
    assert list(AuditEvent.objects.values_list("subject", "after")) == []
