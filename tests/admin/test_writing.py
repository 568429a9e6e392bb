"""What an administrator writes is in the audit trail, and asks for the grades that rest on it."""

import pytest
from django.urls import reverse

from performance.models import (
    AuditEvent,
    Framework,
    Indicator,
    Objective,
    Part,
    Placement,
    Portfolio,
    RegradeRequest,
    Series,
    Unit,
)
from tests import factories
from tests.admin.forms import filled
from tests.admin.models import address

pytestmark = pytest.mark.django_db


def change(pages, row, **changes):
    path = reverse(address(type(row), "change"), args=[row.pk])
    return pages.post(path, filled(pages.get(path), **changes))


def trail() -> list[tuple]:
    events = AuditEvent.objects.order_by("id")
    return [(event.subject, event.action, event.before, event.after) for event in events]


def test_an_addition_a_change_and_a_deletion_are_in_the_trail(admin_pages, administrator):
    admin_pages.post(reverse("admin:performance_portfolio_add"), {"code": "roads", "name": "Roads"})
    roads = Portfolio.objects.get(code="roads")
    change(admin_pages, roads, name="Roads policing")
    admin_pages.post(
        reverse("admin:performance_portfolio_delete", args=[roads.pk]), {"post": "yes"}
    )
    whole = {"code": "roads", "name": "Roads policing", "is_demonstration": False}
    assert trail() == [
        ("portfolio", "added", {}, whole | {"name": "Roads"}),
        ("portfolio", "changed", {"name": "Roads"}, {"name": "Roads policing"}),
        ("portfolio", "deleted", whole, {}),
    ]
    assert set(AuditEvent.objects.values_list("actor", flat=True)) == {administrator.pk}
    assert not Portfolio.objects.exists()


def test_the_history_of_a_row_is_its_trail(admin_pages, administrator):
    roads = factories.portfolio("roads")
    change(admin_pages, roads, name="Roads policing")
    page = admin_pages.get(reverse("admin:performance_portfolio_history", args=[roads.pk]))
    assert [event.actor for event in page.context["action_list"]] == [administrator]


def test_a_row_of_an_inline_has_its_own_event(admin_pages):
    indicator = factories.indicator()
    custody = factories.portfolio("custody")
    held = indicator.accountabilities.get()
    answer = change(
        admin_pages,
        indicator,
        **{"accountabilities-0-portfolio": custody.pk, "parts-TOTAL_FORMS": 0},
    )
    assert answer.status_code == 302
    assert held.pk == indicator.accountabilities.get().pk
    assert trail() == [
        ("accountability", "changed", {"portfolio": "contact"}, {"portfolio": "custody"})
    ]
    assert AuditEvent.objects.get().indicator == indicator


def test_two_portfolios_added_at_once_do_not_answer_for_the_same_days(admin_pages):
    indicator = factories.indicator()
    indicator.accountabilities.all().delete()
    roads, custody = factories.portfolio("roads"), factories.portfolio("custody")
    rows = {
        "accountabilities-TOTAL_FORMS": 2,
        "accountabilities-0-portfolio": roads.pk,
        "accountabilities-0-starts": "2021-04-01",
        "accountabilities-0-ends": "2021-06-01",
        "accountabilities-1-portfolio": custody.pk,
        "accountabilities-1-starts": "2021-05-01",
    }
    page = change(admin_pages, indicator, **rows)
    assert page.context["inline_admin_formsets"][0].formset.non_form_errors() == [
        "“Roads from 1 April 2021” still holds when “Custody from 1 May 2021” starts: "
        "one portfolio answers for an indicator at a time."
    ]
    rows["accountabilities-1-starts"] = "2021-06-01"
    assert change(admin_pages, indicator, **rows).status_code == 302
    assert indicator.accountabilities.count() == 2


def test_what_is_deleted_with_a_row_is_in_the_trail_too(admin_pages):
    framework = factories.framework("plan")
    above = factories.objective(framework, "above")
    Objective.objects.create(framework=framework, code="below", parent=above)
    admin_pages.post(
        reverse("admin:performance_framework_delete", args=[framework.pk]), {"post": "yes"}
    )
    assert not Framework.objects.exists()
    assert sorted((subject, before["code"]) for subject, _, before, _ in trail()) == [
        ("framework", "plan"),
        ("objective", "above"),
        ("objective", "below"),
    ]


def test_what_is_used_is_not_deleted_and_the_page_says_by_what(admin_pages, scene):
    path = reverse("admin:performance_unit_delete", args=[scene.series.unit.pk])
    page = admin_pages.post(path, {"post": "yes"})
    assert page.status_code == 200
    assert "101 calls answered within three minutes" in str(page.context["protected"])
    assert Unit.objects.filter(pk=scene.series.unit.pk).exists()
    assert trail() == []


def test_an_indicator_is_retired_not_deleted(admin_pages, scene):
    path = reverse("admin:performance_indicator_delete", args=[scene.indicator.pk])
    assert admin_pages.post(path, {"post": "yes"}).status_code == 403
    change(admin_pages, scene.indicator, retired_on="2022-04-01")
    assert Indicator.objects.get(pk=scene.indicator.pk).retired_on is not None


@pytest.mark.parametrize(
    ("model", "changes"),
    [
        (Part, {"weight": "2"}),
        (Series, {"direction": "monitor"}),
        (Unit, {"kind": "other"}),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_change_that_moves_grades_asks_for_them(model, changes, admin_pages, scene):
    change(admin_pages, model.objects.get(), **changes)
    asked = [(each.placement, each.period_end.month) for each in RegradeRequest.objects.all()]
    assert asked == [(scene.placement, 5), (scene.placement, 6)]


def test_a_wording_asks_for_no_grade(admin_pages, scene):
    change(admin_pages, scene.placement, wording="Calls")
    assert Placement.objects.get().wording == "Calls"
    assert RegradeRequest.objects.count() == 0


def test_spaces_of_a_suffix_and_lines_of_a_text_stay_as_typed(admin_pages):
    days = factories.unit("days")
    change(admin_pages, days, name="whole days")
    assert Unit.objects.get(pk=days.pk).suffix == " days"
    indicator = factories.indicator()
    change(admin_pages, indicator, definition=" DA>6%\r\n(<50% good) ")
    indicator.refresh_from_db()
    assert indicator.definition == " DA>6%\n(<50% good) "


def test_what_is_at_odds_with_its_neighbours_is_refused_beside_its_field(admin_pages, scene):
    elsewhere = factories.objective(factories.framework("plan"))
    answer = change(admin_pages, scene.placement, objective=elsewhere.pk)
    assert answer.context["adminform"].form.errors == {
        "objective": ["This objective is in another framework: choose one in this one."]
    }
    answer = change(admin_pages, scene.cycle, period_end="2021-07-30")
    assert list(answer.context["adminform"].form.errors) == ["period_kind"]
    answer = change(admin_pages, Part.objects.get(), weight="0")
    assert answer.context["adminform"].form.non_field_errors() == [
        "This breaks a rule: part weight above zero. Change what breaks it."
    ]
