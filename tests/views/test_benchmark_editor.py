"""Setting a benchmark: proposing, revising, and the picture of what is typed."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from performance import workflow
from performance.figures import Period
from performance.models import AuditEvent, Benchmark
from performance.queries.benchmarks.benchmark_terms import LineTerms, Terms, terms_of
from performance.states import BenchmarkState, LineKind, LineShape
from tests import factories
from tests.factories import today

YEAR = today().year + 1
TYPED = {
    "kind": "lines",
    "expected-shape": "flat",
    "expected-value": "90%",
    "floor-shape": "flat",
    "floor-value": "66%",
    "source": "Charter <90% good>",
}


def key(scene, year=YEAR):
    return scene.series.code, scene.framework.code, year


def new(scene, year=YEAR):
    return reverse("performance:benchmark-new", args=key(scene, year))


def edit(benchmark):
    place = benchmark.series.code, benchmark.framework.code, benchmark.year_start.year
    return reverse("performance:benchmark-edit", args=[*place, benchmark.version])


def preview(scene, year=YEAR):
    return reverse("performance:benchmark-preview", args=key(scene, year))


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def proposal(scene, by, **values):
    lines = {
        LineKind(kind): LineTerms(shape=LineShape.FLAT, value=Decimal(value))
        for kind, value in (values or {"expected": 90, "floor": 66}).items()
    }
    return workflow.benchmarks.propose(
        scene.series,
        scene.framework,
        date(YEAR, 4, 1),
        terms=Terms(lines=lines),
        by=by,
        on=today(),
    )


@pytest.fixture
def analyst(client, scene):
    client.force_login(scene.people.analyst)
    return client


# Proposing


def test_the_page_says_what_is_graded_and_who_approves_it_by_when(analyst, scene):
    page = words(analyst.get(new(scene)))
    assert "Propose a benchmark: 101 calls answered within three minutes" in page
    assert "percent, monthly" in page
    assert "Higher is better" in page
    assert f"A panel chair who did not propose it, by 31 March {YEAR}." in page
    assert "After that it is late, and needs a waiver with a reason." in page


def test_a_year_that_has_begun_is_said_to_be_late(analyst, scene):
    assert "The year has begun:</strong> an approval is late now" in words(
        analyst.get(new(scene, 2021))
    )


def test_what_is_typed_becomes_the_next_version(analyst, scene):
    answer = analyst.post(new(scene), TYPED)
    made = Benchmark.objects.get(year_start=date(YEAR, 4, 1))
    assert answer.url == reverse("performance:benchmark", args=[*key(scene), 1])
    assert (made.version, made.state, made.proposed_by, made.source) == (
        1,
        BenchmarkState.PROPOSED,
        scene.people.analyst,
        "Charter <90% good>",
    )
    assert terms_of(made).lines == {
        LineKind.EXPECTED: LineTerms(shape=LineShape.FLAT, value=Decimal(90)),
        LineKind.FLOOR: LineTerms(shape=LineShape.FLAT, value=Decimal(66)),
    }


def test_a_fault_loses_nothing_and_leads_to_its_field(analyst, scene):
    typed = TYPED | {"expected-value": "sixty", "stretch-value": "kept", "expected-3": "kept too"}
    answer = analyst.post(new(scene), typed)
    assert answer.status_code == 400
    form = answer.context["form"]
    assert {name: form[name].value() for name in typed} == typed
    assert "“sixty” cannot be read" in words(answer)
    assert '<a href="#id_expected-value">' in answer.text
    assert 'id="id_expected-value"' in answer.text
    assert "Error: Propose a benchmark" in answer.text
    assert not Benchmark.objects.filter(year_start=date(YEAR, 4, 1)).exists()


def test_every_link_of_the_summary_leads_somewhere(analyst, scene):
    for typed in (
        {"kind": "lines"},
        {"kind": "bands", "band-1-low": "x", "range-low": "y"},
        {"kind": "lines", "expected-shape": "profile", "offsets": "typed", "assumed": "on"},
        TYPED | {"floor-value": "95"},
    ):
        answer = analyst.post(new(scene), typed)
        links = [fault["href"] for fault in answer.context["faults"]]
        assert links != []
        assert [href for href in links if f'id="{href[1:]}"' not in answer.text] == []


def test_a_version_of_ones_own_under_way_is_to_be_changed_instead(analyst, scene):
    proposal(scene, scene.people.analyst)
    answer = analyst.post(new(scene), TYPED)
    assert answer.status_code == 409
    assert "Version 1, which you proposed, is proposed: change that one instead." in words(answer)
    assert answer.context["form"]["expected-value"].value() == "90%"
    assert [each["href"] for each in answer.context["faults"]] == [edit(Benchmark.objects.last())]


def test_links_that_lead_away_open_beside_what_is_typed(analyst, scene):
    page = analyst.get(new(scene)).text
    _, _, main = page.partition("<main")
    main, _, _ = main.partition("</main")
    away = [
        each
        for each in re.findall(r"<a [^>]*>.*?</a>", main, re.DOTALL)
        if re.search(r'href="/', each)
    ]
    assert len(away) == 3
    assert [each for each in away if 'target="_blank"' not in each] == []
    assert [each for each in away if "(opens in a new tab)" not in each] == []


def test_another_band_is_added_and_nothing_judged(analyst, scene):
    answer = analyst.post(new(scene), {"kind": "bands", "band-4-label": "Gold", "add_band": "yes"})
    form = answer.context["form"]
    assert (answer.status_code, form.band_count, form["band-4-label"].value()) == (200, 5, "Gold")
    assert answer.context["faults"] == []
    assert "There is a problem" not in answer.text
    typed = {"kind": "bands", "band-1-label": "Good", "band-1-low": "80", "add_band": "yes"}
    assert "Good: 80% or more" in analyst.post(new(scene), typed).text


def test_without_scripts_a_button_shows_the_picture_and_saves_nothing(analyst, scene):
    answer = analyst.post(new(scene), TYPED | {"show": "yes"})
    assert answer.status_code == 200
    assert "app-chart__expected" in answer.text
    assert answer.context["form"]["expected-value"].value() == "90%"
    assert not Benchmark.objects.filter(year_start=date(YEAR, 4, 1)).exists()


# Starting from an earlier version


def test_a_new_version_may_start_from_an_earlier_one(analyst, scene):
    page = analyst.get(new(scene))
    assert "Expected 90% all year; floor 66% all year." in words(page)
    assert 'href="?from=2021.1"' in page.text
    form = analyst.get(f"{new(scene)}?from=2021.1").context["form"]
    assert (form["expected-shape"].value(), form["expected-value"].value()) == ("flat", "90%")
    assert form["floor-value"].value() == "66%"


def test_that_there_is_no_season_is_asked_for_again(client, scene):
    client.force_login(scene.people.analyst)
    scene.series.accumulation = "flow"
    scene.series.save()
    factories.benchmark(
        scene.series,
        year=2022,
        no_season_confirmed_by=scene.people.second_analyst,
        no_season_confirmed_on=date(2022, 3, 1),
    )
    form = client.get(f"{new(scene)}?from=2022.1").context["form"]
    assert form["no_season"].value() is False


def test_another_years_waiver_and_assumption_stay_with_that_year(analyst, scene):
    why = "The paper of 2020 prints none."
    factories.benchmark(scene.series, year=2020, assumed=True, waiver_reason=why)
    form = analyst.get(f"{new(scene)}?from=2020.1").context["form"]
    assert (form["assumed"].value(), form["waiver_reason"].value()) == (False, "")
    same = analyst.get(f"{new(scene, 2020)}?from=2020.1").context["form"]
    assert (same["assumed"].value(), same["waiver_reason"].value()) == (True, why)


def test_a_version_that_is_not_there_cannot_be_started_from(analyst, scene):
    assert analyst.get(f"{new(scene)}?from=2021.9").status_code == 404


# Revising


def test_whoever_proposed_it_changes_it(analyst, scene):
    held = proposal(scene, scene.people.analyst)
    form = analyst.get(edit(held)).context["form"]
    assert (form["expected-value"].value(), form["version"].value()) == ("90%", held.edits)
    answer = analyst.post(edit(held), TYPED | {"expected-value": "92%", "version": held.edits})
    assert answer.url == reverse("performance:benchmark", args=[*key(scene), 1])
    held.refresh_from_db()
    assert terms_of(held).lines[LineKind.EXPECTED].value == 92


def test_what_was_sent_back_says_why(analyst, scene):
    held = proposal(scene, scene.people.analyst)
    workflow.benchmarks.send_back(
        held, by=scene.people.panel_chair, on=today(), version=held.edits, reason="Expect <more>"
    )
    page = words(analyst.get(edit(held)))
    assert f"Sent back by Panel chair on {today():%-d %B %Y}" in page
    assert "Expect &lt;more&gt;" in page


def test_nobody_else_changes_it(client, scene):
    held = proposal(scene, scene.people.analyst)
    client.force_login(scene.people.second_analyst)
    answer = client.get(edit(held))
    assert answer.url == reverse("performance:benchmark", args=[*key(scene), 1])
    refused = client.post(edit(held), TYPED | {"expected-value": "92%", "version": held.edits})
    assert refused.status_code == 403
    assert refused.context["form"]["expected-value"].value() == "92%"
    assert "Propose it again" not in refused.text
    held.refresh_from_db()
    assert terms_of(held).lines[LineKind.EXPECTED].value == 90


def test_an_approved_one_is_not_changed(analyst, scene):
    held = scene.benchmark
    assert analyst.get(edit(held)).status_code == 302
    assert analyst.post(edit(held), TYPED | {"version": held.edits}).status_code == 409


def test_who_was_overtaken_keeps_what_they_typed_and_is_told_by_whom_and_when(analyst, scene):
    held = proposal(scene, scene.people.analyst)
    workflow.benchmarks.revise(
        held,
        terms=Terms(
            lines={
                LineKind.EXPECTED: LineTerms(shape=LineShape.FLAT, value=Decimal(80)),
                LineKind.FLOOR: LineTerms(shape=LineShape.FLAT, value=Decimal(66)),
            }
        ),
        by=scene.people.analyst,
        on=today(),
        version=held.edits,
    )
    typed = TYPED | {"expected-value": "92%", "version": held.edits}
    answer = analyst.post(edit(held), typed)
    assert answer.status_code == 409
    assert "Your changes are not saved" in answer.text
    event = AuditEvent.objects.first()
    assert f"Analyst {event.action} this benchmark on {today():%-d %B %Y} at" in words(answer)
    form = answer.context["form"]
    assert form["expected-value"].value() == "92%"
    again = analyst.post(edit(held), typed | {"version": form["version"].value()})
    assert again.status_code == 302
    held.refresh_from_db()
    assert terms_of(held).lines[LineKind.EXPECTED].value == 92


def test_what_was_approved_meanwhile_keeps_the_text_but_takes_no_more(analyst, scene):
    held = proposal(scene, scene.people.analyst)
    before = held.edits
    workflow.benchmarks.approve(held, by=scene.people.panel_chair, on=today(), version=before)
    answer = analyst.post(edit(held), TYPED | {"expected-value": "92%", "version": before})
    assert answer.status_code == 409
    assert "It cannot be saved any more" in answer.text
    assert "Propose it again" not in answer.text
    assert answer.context["form"]["expected-value"].value() == "92%"


# The picture


def test_the_picture_follows_what_is_typed_and_changes_nothing(analyst, scene):
    factories.observation(scene.series, Period.month(YEAR - 1, 5), "91%")
    before = Benchmark.objects.count(), AuditEvent.objects.count()
    answer = analyst.post(preview(scene), TYPED)
    assert (answer.status_code, "<html" in answer.text) == (200, False)
    assert f"What {YEAR - 1}/{YEAR % 100:02} would have been graded" in answer.text
    assert f"91% in May {YEAR - 1}. The path expected 90%" in words(answer)
    assert 'data-said="The picture is up to date. Nothing is wrong with what is typed."' in (
        answer.text
    )
    assert (Benchmark.objects.count(), AuditEvent.objects.count()) == before


def test_the_picture_names_the_first_offending_period(analyst, scene):
    answer = analyst.post(preview(scene), TYPED | {"floor-value": "95"})
    assert (
        f'<a class="govuk-link" href="#id_floor-value">The floor for April {YEAR} is not worse '
        "than the expected line" in words(answer)
    )
    assert 'data-said="The picture is up to date. 1 thing to put right."' in answer.text


def test_bands_are_drawn_with_their_gaps_while_they_are_typed(analyst, scene):
    bands = {"band-1-label": "Good", "band-1-low": "80", "band-2-label": "Poor"}
    answer = analyst.post(preview(scene), {"kind": "bands", **bands, "band-2-high": "60"})
    assert "Gap: more than 60%, less than 80%" in answer.text
    assert "No band holds more than 60%, less than 80%: close the gap" in words(answer)


def test_a_half_typed_form_never_fails(analyst, scene):
    for typed in (
        {},
        {"kind": "bands"},
        {"kind": "nonsense", "bands": "-3", "expected-shape": "round"},
        {"kind": "lines", "expected-shape": "linear", "expected-end": "9" * 40},
        {"kind": "lines", "expected-shape": "seasonal", "expected-change": "5% more"},
        {"kind": "lines", "expected-shape": "profile", "expected-1": "\x00", "offsets": "computed"},
    ):
        assert analyst.post(preview(scene), typed).status_code == 200


def test_a_picture_is_no_link(analyst, scene):
    assert analyst.get(preview(scene)).status_code == 405


# Who, and for what


@pytest.mark.parametrize("role", ["contributor", "lead", "panel_chair", "reviewer", "board_member"])
def test_only_analysts_and_administrators_set_benchmarks(client, scene, role):
    client.force_login(getattr(scene.people, role))
    for answer in (client.get(new(scene)), client.post(preview(scene), TYPED)):
        assert answer.status_code == 403


def test_an_administrator_may_propose_one(client, scene):
    client.force_login(scene.people.administrator)
    assert client.post(new(scene), TYPED).status_code == 302


@pytest.mark.parametrize("place", ["series", "framework", "placement", "year"])
def test_an_address_of_nothing_is_not_found(analyst, scene, place):
    code, framework, year = key(scene)
    match place:
        case "series":
            code = "no-such-series"
        case "framework":
            framework = "no-such-framework"
        case "placement":
            framework = factories.framework("plan-2021").code
        case "year":
            year = 1887
    address = reverse("performance:benchmark-new", args=[code, framework, year])
    assert analyst.get(address).status_code == 404


def test_a_series_to_keep_within_a_band_is_offered_intervals_only(analyst, scene):
    scene.series.direction = "band"
    scene.series.save()
    page = words(analyst.get(new(scene)))
    assert "The upper end of the expected value all year" in page
    assert "What does the benchmark set?" not in page
    assert "The same month last year" not in page
    assert "on which a line that follows last year rests" not in page


def test_more_figures_and_versions_cost_no_more_queries(analyst, scene):
    analyst.get(new(scene))
    with CaptureQueriesContext(connection) as few:
        analyst.get(new(scene))
    for year in (2018, 2019, 2020):
        factories.benchmark(scene.series, year=year)
    for month in range(1, 13):
        factories.observation(scene.series, Period.month(2020, month), "50%")
    with CaptureQueriesContext(connection) as many:
        analyst.get(new(scene))
    assert len(many) == len(few)
