"""The pages of benchmarks: who sees what, and decisions that are explained when refused."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from performance.figures import Period
from performance.models import Benchmark
from performance.queries.benchmarks.benchmark_terms import BandTerms, LineTerms, Terms
from performance.regrading import regrade_waiting
from performance.states import LineShape
from performance.workflow import benchmarks
from performance.workflow.requests import request_regrades
from tests import factories
from tests.factories import today
from tests.views.benchmark_steps import (
    EVERYBODY,
    NOBODYS,
    OVERSIGHT,
    TERMS,
    WHY,
    E,
    address,
    approved,
    listed,
    next_year,
    proposed,
    returned,
    this_year,
    words,
)

# Who sees what.


@pytest.mark.parametrize("make", [proposed, returned, approved])
def test_who_sees_a_benchmark(client, scene, make):
    row = make(scene)
    for name in EVERYBODY:
        client.force_login(getattr(scene.people, name))
        hidden = name in OVERSIGHT or name == "other_lead"
        seen = 404 if hidden and row.approved_on is None else 200
        expected = 403 if name in NOBODYS else seen
        assert (name, client.get(address(row)).status_code) == (name, expected)


def test_the_list_leaves_out_what_one_may_not_see(client, scene):
    row = proposed(scene)
    for name in set(EVERYBODY) - NOBODYS:
        client.force_login(getattr(scene.people, name))
        hidden = name in OVERSIGHT or name == "other_lead"
        expected = [scene.benchmark] if hidden else [row, scene.benchmark]
        assert (name, listed(client.get("/benchmarks/"))) == (name, expected)


def test_an_address_of_nothing_is_not_there(client, scene):
    client.force_login(scene.people.analyst)
    assert client.get(address(scene.benchmark)).status_code == 200
    scene.benchmark.version = 7
    assert client.get(address(scene.benchmark)).status_code == 404


def test_the_oversight_body_reads_no_proposal_in_the_audit_trail(client, scene):
    row = benchmarks.revise(
        returned(scene),
        terms=TERMS,
        by=scene.people.analyst,
        on=today(),
        version=Benchmark.objects.get(year_start=next_year()).edits,
    )
    approved(scene, row)
    trail = reverse("performance:indicator-audit", args=[scene.indicator.pk])
    seen = {}
    for name in ("analyst", "reviewer"):
        client.force_login(getattr(scene.people, name))
        lines = [each for each in client.get(trail).context["lines"] if each.subject == "benchmark"]
        seen[name] = [each.did for each in lines]
        events = client.get(address(row)).context["shown"].events
        assert [each.action for each in events] == seen[name]
    assert seen == {
        "analyst": ["approved", "revised", "sent back", "proposed"],
        "reviewer": ["approved"],
    }


# The list.


def test_the_list_is_narrowed_by_its_address(client, scene):
    client.force_login(scene.people.analyst)
    row = proposed(scene)
    other = factories.benchmark(factories.series(scene.indicator, "calls-999"), year=2021)
    elsewhere = factories.framework("plan-2021-25")
    for query, expected in {
        "state=proposed": [row],
        "state=approved": [scene.benchmark, other],
        "state=returned": [],
        "year=2021": [scene.benchmark, other],
        f"year={row.year_start.year}": [row],
        f"framework={scene.framework.code}&state=proposed": [row],
        f"framework={elsewhere.code}": [],
        "words=calls-999": [other],
        "words=minutes+101&year=2021": [scene.benchmark],
    }.items():
        found = {each.pk for each in listed(client.get(f"/benchmarks/?{query}"))}
        assert (query, found) == (query, {each.pk for each in expected})


def test_a_filter_that_cannot_be_read_is_named_and_narrows_nothing(client, scene):
    client.force_login(scene.people.analyst)
    answer = client.get("/benchmarks/?state=perfect&year=1066")
    assert answer.status_code == 200
    assert "“perfect” is no state: choose one from the list." in words(answer)
    assert "Nothing is kept for “1066”: choose a year from the list." in words(answer)
    assert listed(answer) == [scene.benchmark]


def test_the_gaps_lead_to_the_editor_those_who_may_propose(client, scene):
    year = next_year()
    new = reverse(
        "performance:benchmark-new", args=[scene.series.code, scene.framework.code, year.year]
    )
    gaps = f"/benchmarks/?state=missing&year={year.year}"
    for name, leads in {"analyst": True, "administrator": True, "reviewer": False}.items():
        client.force_login(getattr(scene.people, name))
        answer = client.get(gaps)
        assert [each.series for each in listed(answer)] == [scene.series]
        assert (name, f'href="{new}"' in words(answer)) == (name, leads)


def test_a_gap_names_what_is_under_way(client, scene):
    row = proposed(scene)
    client.force_login(scene.people.analyst)
    answer = client.get(f"/benchmarks/?state=missing&year={row.year_start.year}")
    assert f'href="{address(row)}">Version 1' in words(answer)
    client.force_login(scene.people.reviewer)
    answer = client.get(f"/benchmarks/?state=missing&year={row.year_start.year}")
    assert "Nothing yet" in words(answer)


@pytest.mark.parametrize("query", ["", "?state=missing"])
def test_the_list_asks_as_often_for_three_rows_as_for_one(client, scene, query):
    client.force_login(scene.people.analyst)
    counts = []
    for more in ((), ("one", "two")):
        for code in more:
            series = factories.series(scene.indicator, code)
            if not query:
                factories.proposed_benchmark(series, proposed_by=scene.people.analyst)
        client.get(f"/benchmarks/{query}")
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(f"/benchmarks/{query}")
        counts.append((len(listed(answer)), len(asked)))
    (few, asked_for_one), (many, asked_for_three) = counts
    assert (few, many) == (1, 3)
    assert asked_for_three == asked_for_one


# The page.


def test_the_page_says_it_all(client, scene):
    row = approved(scene, proposed(scene, year=this_year()))
    client.force_login(scene.people.reviewer)
    text = words(client.get(address(row)))
    for said in (
        "90% all year",
        "66% all year",
        "The plan, page 4",
        "Higher is better",
        'Proposed by</dt><dd class="govuk-summary-list__value">Analyst',
        "Approved by Panel chair on",
        "Late: the plan year began on",
        WHY,
        "This is the version that grades",
    ):
        assert (said, said in text) == (said, True)


def test_the_page_gives_the_lines_period_by_period(client, scene):
    client.force_login(scene.people.analyst)
    shown = client.get(address(scene.benchmark)).context["shown"]
    assert len(shown.periods) == 12
    first = shown.periods[0]
    assert (first.period, first.expected, first.floor) == ("April 2021", "90%", "66%")


def test_the_page_of_a_rubric_gives_its_bands_and_their_grades(client, scene):
    bands = (
        BandTerms(label="Splendid", low=Decimal(80), grade="Outstanding"),
        BandTerms(label="Poor", high=Decimal(80), high_open=True),
    )
    row = proposed(scene, terms=Terms(bands=bands, range_low=Decimal(0)))
    client.force_login(scene.people.panel_chair)
    answer = client.get(address(row))
    shown = answer.context["shown"]
    assert [(each.label, each.words, each.grade) for each in shown.explained.bands] == [
        ("Splendid", "80% or more", "Outstanding"),
        ("Poor", "less than 80%", "Poor"),
    ]
    assert (shown.range, shown.periods) == ("0% or more", ())


def test_the_page_links_the_grades_that_rest_on_it(client, scene):
    request_regrades([(scene.series, Period.month(2021, 6))], because="a test")
    regrade_waiting()
    client.force_login(scene.people.analyst)
    answer = client.get(address(scene.benchmark))
    resting = answer.context["shown"].resting
    assert [(each.indicator, each.label) for each in resting] == [(scene.indicator, "June 2021")]
    link = reverse(
        "performance:grade",
        args=[scene.indicator.pk, scene.framework.code, "2021-06-01.2021-06-30"],
    )
    assert link in words(answer)


def test_a_grade_that_is_worked_out_again_is_not_shown_as_current(client, scene):
    request_regrades([(scene.series, Period.month(2021, 6))], because="a test")
    regrade_waiting()
    request_regrades([(scene.series, Period.month(2021, 6))], because="a test")
    client.force_login(scene.people.analyst)
    answer = client.get(address(scene.benchmark))
    assert [each.is_regrading for each in answer.context["shown"].resting] == [True]
    assert "<strong>Being regraded</strong>" in words(answer)


def test_the_page_of_a_seasonal_one_tells_what_its_lines_rest_on(client, scene):
    series = factories.series(scene.indicator, "thefts", frequency="annual", direction="higher")
    first = factories.observation(series, Period.financial_year(2020), "50%")
    line = LineTerms(shape=LineShape.SEASONAL, change=Decimal("0.1"))
    elsewhere = replace(scene, series=series)
    row = proposed(elsewhere, year=date(2021, 4, 1), terms=Terms(lines={E: line}))
    client.force_login(scene.people.panel_chair)
    seen = []
    for raw in ("60%", "80%"):
        first.is_current = False
        first.save(update_fields=["is_current"])
        first = factories.observation(
            series, first.period, raw, revision=first.revision + 1, replaces=first
        )
        answer = client.get(address(row))
        seen.append(answer.context["shown"].periods[0].expected)
        assert ("as they stand today" in words(answer)) == (row.approved_on is None)
        row = approved(elsewhere, row) if row.approved_on is None else row
    assert seen == ["66%", "66%"]
    assert "as they stood on" in words(answer)


def test_the_page_links_its_versions_and_says_which_stands(client, scene):
    first = approved(scene)
    second = approved(scene, proposed(scene))
    third = proposed(scene)
    client.force_login(scene.people.analyst)
    seen = {}
    for row in (first, second, third):
        shown = client.get(address(row)).context["shown"]
        seen[row.version] = (shown.stands, shown.standing)
        versions = [(each.row.version, each.is_this, each.stands) for each in shown.versions]
        assert versions == [(each, each == row.version, each == 2) for each in (3, 2, 1)]
    assert seen == {1: (False, 2), 2: (True, 2), 3: (False, 2)}
    client.force_login(scene.people.reviewer)
    shown = client.get(address(first)).context["shown"]
    assert [each.row.version for each in shown.versions] == [2, 1]


def test_the_page_of_what_no_longer_suits_its_series_says_what_is_wrong(client, scene):
    row = proposed(scene)
    scene.series.direction = "band"
    scene.series.save()
    client.force_login(scene.people.panel_chair)
    answer = client.get(address(row))
    assert answer.status_code == 200
    assert "The expected line needs both ends." in words(answer)
    assert f'action="{address(row, "approve")}"' not in words(answer)


@pytest.mark.parametrize(
    ("make", "offers"),
    [
        (
            proposed,
            {"analyst": "edit", "panel_chair": "approve send-back", "second_analyst": "new"},
        ),
        (returned, {"analyst": "edit", "panel_chair": "", "second_analyst": "new"}),
        (approved, {"analyst": "new", "panel_chair": "", "administrator": "new", "lead": ""}),
    ],
)
def test_the_page_offers_what_may_be_done_now(client, scene, make, offers):
    row = make(scene)
    new = reverse(
        "performance:benchmark-new",
        args=[row.series.code, row.framework.code, row.year_start.year],
    )
    links = {verb: address(row, verb) for verb in ("edit", "approve", "send-back", "reapprove")}
    for name, expected in offers.items():
        client.force_login(getattr(scene.people, name))
        text = words(client.get(address(row)))
        found = {verb for verb, link in links.items() if f'"{link}"' in text}
        found |= {"new"} if f"{new}?from={row.year_start.year}.{row.version}" in text else set()
        assert (name, found) == (name, set(expected.split()))


def test_the_page_asks_as_often_for_three_versions_as_for_one(client, scene):
    client.force_login(scene.people.analyst)
    row = approved(scene)
    counts = []
    for versions in (1, 3):
        while row.version < versions:
            row = approved(scene, proposed(scene))
        client.get(address(row))
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address(row))
        counts.append((len(answer.context["shown"].versions), len(asked)))
    (few, asked_for_one), (many, asked_for_three) = counts
    assert (few, many) == (1, 3)
    assert asked_for_three == asked_for_one


# The ways there.


def test_the_chairs_home_shows_what_waits_and_the_analysts_what_came_back(client, scene):
    row = proposed(scene)
    link = f'href="{address(row)}"'
    client.force_login(scene.people.panel_chair)
    home = client.get("/")
    assert home.context["benchmark_decisions"].count == 1
    assert link in words(home)
    client.force_login(scene.people.analyst)
    assert link not in words(client.get("/"))
    benchmarks.send_back(
        row, by=scene.people.panel_chair, on=today(), version=row.edits, reason="Too easy."
    )
    assert link in words(client.get("/"))
    client.force_login(scene.people.panel_chair)
    assert "No benchmark waits for your approval." in words(client.get("/"))


def test_the_menu_leads_those_who_set_benchmarks_to_them(client, scene):
    setters = {"analyst", "second_analyst", "panel_chair", "administrator"}
    for name in set(EVERYBODY) - NOBODYS:
        client.force_login(getattr(scene.people, name))
        menu = words(client.get("/")).split('aria-label="Menu"')[1].split("</nav>")[0]
        assert (name, 'href="/benchmarks/"' in menu) == (name, name in setters)


def test_the_indicators_page_leads_to_its_benchmarks(client, scene):
    client.force_login(scene.people.board_member)
    page = words(client.get(reverse("performance:indicator", args=[scene.indicator.pk])))
    link = f"/benchmarks/?words={scene.series.code}"
    assert f'href="{link}"' in page
    assert listed(client.get(link)) == [scene.benchmark]
