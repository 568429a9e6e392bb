"""The one character that no text of the database can hold, in whatever may come in."""

from operator import attrgetter

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from performance.models import AuditEvent, Benchmark, Reopening, Submission
from performance.states import State
from tests import factories
from tests.factories import today
from tests.views.benchmark_steps import address, data, proposed, this_year

# In PostgreSQL a text with it is refused; SQLite takes it, so each test asks what became of it.
TYPED, KEPT = "The panel\0 met\0.", "The panel met."
# Each page with what its address takes of a scene.
PAGES = {
    "home": "",
    "submissions": "",
    "indicators": "",
    "scorecards": "",
    "scorecard": "framework.code",
    "benchmarks": "",
    "cycles": "",
    "cycle": "cycle.code",
    "cycle-reopen": "cycle.code",
    "indicator": "indicator.pk",
    "indicator-audit": "indicator.pk",
    "submission": "draft.pk",
    "submission-edit": "draft.pk",
    "submission-answers": "draft.pk",
    "entering": "cycle.code portfolio.code",
    "turns": "series.code",
    "deputies": "",
    "help-grading": "",
    "check-queue": "",
}
ASKED = (
    *("words", "framework", "portfolio", "state", "year", "period", "grade", "as_at"),
    *("sort", "page", "tick", "show", "indicator", "from", "refused", "next", "\0"),
)
ADDRESSES = (
    "/%00",
    "/scorecards/%00/",
    "/indicators/{indicator.pk}/grades/force-2021/%00/",
    "/indicators/{indicator.pk}/grades/force-2021/2021-07-01.2021-07-31%00/",
    "/password/reset/%00/%00/",
    "/invitation/%00/%00/",
    "/admin/performance/indicator/%00/change/",
    "/admin/performance/indicator/%00/history/",
    "/admin/performance/auditevent/%00/change/",
    "/admin/%00/",
)


def of(scene, paths: str) -> list:
    return [attrgetter(path)(scene) for path in paths.split()]


@pytest.mark.parametrize(
    ("verb", "field", "kept_in"),
    [
        ("approve", "waiver", "waiver_reason"),
        ("send-back", "reason", "return_reason"),
        ("withdraw", "withdraw_reason", None),
    ],
)
def test_it_is_left_out_of_what_is_typed_to_decide_on_a_benchmark(
    client, scene, verb, field, kept_in
):
    people = scene.people
    row = proposed(scene, year=this_year(), by=people.second_analyst)
    if verb == "withdraw":
        people.second_analyst.appointments.update(ends=today())
    client.force_login(people.panel_chair)
    answer = client.post(address(row, verb), data(row, **{field: TYPED}))
    assert (answer.status_code, answer.get("Location")) == (302, address(row))
    assert [each.level_tag for each in get_messages(answer.wsgi_request)] == ["success"]
    assert AuditEvent.objects.first().reason == KEPT
    if kept_in:
        assert getattr(Benchmark.objects.get(pk=row.pk), kept_in) == KEPT


def test_it_is_left_out_of_what_a_form_takes(client, scene):
    submission = factories.walk(scene.draft, scene.people, to=State.SUBMITTED)
    client.force_login(scene.people.analyst)
    where = reverse("performance:submission-send-back", args=[submission.pk])
    answer = client.post(where, {"version": submission.version, "reason": TYPED})
    assert answer.status_code == 302
    assert Submission.objects.get(pk=submission.pk).return_reason == KEPT


def test_it_is_left_out_of_a_form_that_is_shown_again(client, scene):
    client.force_login(scene.people.analyst)
    where = reverse("performance:cycle-reopen", args=[scene.cycle.code])
    answer = client.post(where, {"reason": TYPED, "last\0_day": "no\0 day"})
    assert answer.context["form"].data.dict() == {"reason": KEPT, "last_day": "no day"}
    assert not Reopening.objects.exists()


@pytest.mark.parametrize("by", ["lead", "analyst", "board_member"])
def test_no_address_with_it_in_its_query_fails(client, scene, by):
    client.force_login(getattr(scene.people, by))
    for page, paths in PAGES.items():
        where = reverse(f"performance:{page}", args=of(scene, paths))
        plain = client.get(where)
        asked = client.get(where, dict.fromkeys(ASKED, "\0"))
        assert (page, asked.status_code) == (page, plain.status_code)
        assert "\0" not in asked.text


def test_what_is_looked_for_is_found_without_it(client, scene):
    client.force_login(scene.people.lead)
    for page in ("indicators", "benchmarks"):
        answer = client.get(reverse(f"performance:{page}"), {"words": "within\0 three"})
        assert len(answer.context["table"].page.object_list) == 1, page


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_address_that_has_it_names_nothing(client, scene, method):
    client.force_login(scene.people.administrator)
    for where in ADDRESSES:
        answer = getattr(client, method)(where.format(indicator=scene.indicator))
        assert (where, answer.status_code) == (where, 404)
        assert answer.headers["X-Request-ID"] and answer.headers["X-Frame-Options"] == "DENY"
        assert "default-src" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("query", ["q=%00", "name=%00", "p=%00", "o=%00", "e=%00", "_facets=%00"])
def test_the_administrations_lists_take_it_for_nothing(client, scene, query):
    client.force_login(scene.people.administrator)
    answer = client.get(f"/admin/performance/indicator/?{query}")
    assert answer.status_code in {200, 302}


def test_a_cookie_that_has_it_signs_nobody_in(client, scene):
    client.cookies["sessionid"] = "\0" * 32
    answer = client.get(reverse("performance:home"))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("accounts:sign-in"))


def test_what_is_typed_to_sign_in_fails_nothing(client, scene):
    where = reverse("accounts:sign-in")
    answer = client.post(where, {"username": "a\0@example.org", "password": "\0", "next": "/\0"})
    assert answer.status_code == 200
    assert "\0" not in answer.text
