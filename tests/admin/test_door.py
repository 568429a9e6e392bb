"""One door, opened by an appointment of the day and by nothing else."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.urls import reverse

from performance.states import Role
from tests import factories
from tests.admin.models import EDITED, READ, address

pytestmark = pytest.mark.django_db

INDEX = "/admin/"


def test_every_table_has_a_page_and_no_other_is_shown():
    assert set(admin.site._registry) == {*EDITED, *READ}


def test_an_administrator_sees_reference_data_and_then_the_records(admin_pages):
    page = admin_pages.get(INDEX)
    listed = [
        (app["name"], {each["model"] for each in app["models"]}) for app in page.context["app_list"]
    ]
    own = {model for model in EDITED if model._meta.app_label == "performance"}
    assert listed == [
        ("People", {*EDITED} - own),
        ("Performance", own),
        ("Records (read only)", {*READ}),
    ]


def everybody_else():
    people = factories.cast()
    ended = factories.person(Role.ADMINISTRATOR, "Former administrator", ends=factories.today())
    coming = factories.person(
        Role.ADMINISTRATOR,
        "Coming administrator",
        starts=factories.today() + timedelta(days=1),
    )
    others = {name: getattr(people, name) for name in people.__dataclass_fields__}
    del others["administrator"]
    return others | {"former administrator": ended, "coming administrator": coming}


def test_nobody_else_opens_any_page_a_superuser_included(client):
    addresses = [INDEX, reverse("admin:app_list", args=["performance"])]
    for model in (*EDITED, *READ):
        addresses += [reverse(address(model, page)) for page in ("changelist", "add")]
    opened = []
    for name, person in everybody_else().items():
        client.force_login(person)
        for each in addresses:
            for answer in (client.get(each), client.post(each, {})):
                if answer.status_code != 403:
                    opened.append((name, each, answer.status_code))
    assert opened == []


def test_who_is_not_signed_in_is_sent_to_the_service_s_own_page(client):
    for path in (INDEX, "/admin/login/", reverse("admin:performance_series_changelist")):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (
            302,
            reverse("accounts:sign-in"),
        )


def test_the_site_signs_nobody_in_or_out_and_changes_no_password(admin_pages):
    sign_in = admin_pages.post(reverse("admin:login"), {"username": "a", "password": "b"})
    assert (sign_in.status_code, sign_in["Location"]) == (302, INDEX)
    elsewhere = admin_pages.get(reverse("admin:login"), {"next": "https://example.org/"})
    assert elsewhere["Location"] == INDEX
    change = admin_pages.get(reverse("admin:password_change"))
    assert change["Location"] == reverse("accounts:password-change")
    done = admin_pages.get(reverse("admin:password_change_done"))
    assert done["Location"] == reverse("accounts:password-change-done")
    assert admin_pages.get(reverse("admin:logout"))["Location"] == INDEX
    out = admin_pages.post(reverse("admin:logout"))
    assert (out.status_code, out["Location"]) == (307, reverse("accounts:sign-out"))


def test_an_appointment_that_ends_closes_the_door_at_the_next_click(admin_pages, administrator):
    assert admin_pages.get(INDEX).status_code == 200
    administrator.appointments.update(ends=factories.today())
    assert admin_pages.get(INDEX).status_code == 403


def test_an_administrator_of_one_portfolio_is_refused_and_not_sent_round_in_a_circle(client):
    portfolio = factories.portfolio("roads")
    client.force_login(factories.person(Role.ADMINISTRATOR, portfolio=portfolio))
    answer = client.get(INDEX, follow=True)
    assert (answer.redirect_chain, answer.status_code) == ([], 403)


def test_the_site_and_its_tables_ask_for_themselves_whoever_stands_before_them(rf):
    """The gate refuses first; behind it each asks again."""
    doors = [
        admin.site.has_permission,
        *(
            getattr(each, f"has_{name}_permission")
            for each in admin.site._registry.values()
            for name in ("module", "view", "add", "change", "delete")
        ),
    ]
    for name, person in everybody_else().items():
        request = rf.get(INDEX)
        request.user = person
        assert not any(door(request) for door in doors), name
