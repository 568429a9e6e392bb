"""The indicators' list, the page of one, and its figures as CSV."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from performance import workflow
from performance.figures import Period
from performance.models import RegradeRequest, Statement, period_fields
from performance.regrading import regrade_waiting
from performance.states import Role, State
from tests import factories

pytestmark = pytest.mark.django_db

JULY = factories.JULY


@pytest.fixture
def scene():
    made = factories.scene()
    factories.walk(made.draft, made.people, to=State.APPROVED)
    regrade_waiting()
    return made


@pytest.fixture
def reader(client, scene):
    client.force_login(scene.people.board_member)
    return client


def page_of(client, indicator, status=200):
    answer = client.get(reverse("performance:indicator", args=[indicator.pk]))
    assert answer.status_code == status
    return answer


def listed(client, **query):
    answer = client.get(reverse("performance:indicators"), query)
    assert answer.status_code == 200
    return [row.record.code for row in answer.context["table"].paginated_rows]


def csv_rows(client, indicator):
    answer = client.get(reverse("performance:indicator-figures", args=[indicator.pk]))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(StringIO(answer.content.decode())))


def test_the_page_shows_the_grade_with_its_sentence(reader, scene):
    text = page_of(reader, scene.indicator).content.decode()
    assert "app-grade--poor" in text
    assert "38% in July 2021; the middle of the last 3 is 40%" in text


def test_the_page_says_being_regraded_and_no_grade_while_a_request_is_open(reader, scene):
    RegradeRequest.objects.create(
        placement=scene.placement, because="A figure changed", **period_fields(JULY)
    )
    text = page_of(reader, scene.indicator).content.decode()
    assert "Being regraded" in text
    assert "app-grade--poor" not in text


def test_the_page_draws_the_chart_without_a_style_attribute(reader, scene):
    text = page_of(reader, scene.indicator).content.decode()
    assert '<svg class="app-chart"' in text
    assert "style=" not in text


def test_the_page_names_who_approved_a_figure(reader, scene):
    text = page_of(reader, scene.indicator).content.decode()
    assert f"approved by {scene.people.reviewer.name} on" in text


def test_a_submission_is_linked_for_those_who_may_see_it_alone(reader, client, scene):
    address = reverse("performance:submission", args=[scene.draft.pk])
    assert address in page_of(reader, scene.indicator).content.decode()
    client.force_login(scene.people.other_lead)
    assert address not in page_of(client, scene.indicator).content.decode()


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("lead", True),
        ("analyst", True),
        ("other_lead", False),
        ("contributor", False),
        ("reviewer", False),
        ("board_member", False),
    ],
)
def test_correct_is_offered_to_those_who_may_correct(client, scene, who, may):
    client.force_login(getattr(scene.people, who))
    answer = page_of(client, scene.indicator)
    assert answer.context["may_correct"] is may
    address = reverse("performance:indicator-correct", args=[scene.indicator.pk])
    assert (address in answer.content.decode()) is may


def test_commentary_is_rendered_safely(client):
    made = factories.scene()
    factories.walk(
        made.draft, made.people, to=State.APPROVED, narrative="**Fewer** <b>calls</b>, Poor <1"
    )
    client.force_login(made.people.board_member)
    text = page_of(client, made.indicator).content.decode()
    assert "<strong>Fewer</strong> &lt;b&gt;calls&lt;/b&gt;, Poor &lt;1" in text


def test_an_indicator_that_is_not_there_is_not_found(reader):
    answer = reader.get("/indicators/00000000-0000-0000-0000-000000000000/")
    assert answer.status_code == 404


def test_an_indicator_without_anything_still_has_a_page(reader):
    page_of(reader, factories.indicator("empty"))


def test_somebody_without_an_appointment_sees_no_indicator(client, scene):
    client.force_login(scene.people.unappointed)
    page_of(client, scene.indicator, status=403)


def test_the_list_is_filtered_by_what_stands_in_the_address(reader, scene):
    roads = factories.indicator(
        "casualties", name="Road casualties", under=factories.portfolio("roads")
    )
    factories.placement(roads, factories.framework("plan"))
    ours = scene.indicator.code
    assert listed(reader) == [ours, "casualties"]
    assert listed(reader, framework="plan") == ["casualties"]
    assert listed(reader, portfolio="contact") == [ours]
    assert listed(reader, words="road casual") == ["casualties"]
    assert listed(reader, words="three minutes") == [ours]
    assert listed(reader, grade="Poor") == [ours]
    assert listed(reader, grade="Good") == []
    assert listed(reader, grade="Not graded") == ["casualties"]


def test_a_framework_and_a_grade_speak_of_the_same_placement(reader, scene):
    factories.placement(scene.indicator, factories.framework("plan"))
    assert listed(reader, framework="plan", grade="Poor") == []
    assert listed(reader, framework="force-2021", grade="Poor") == [scene.indicator.code]


def test_a_grade_that_is_superseded_is_not_found(reader, scene):
    """The latest grade counts, not one that stood before it."""
    factories.observation(scene.series, Period.month(2021, 8), "95%")
    factories.observation(scene.series, Period.month(2021, 9), "95%")
    for month in (8, 9):
        RegradeRequest.objects.create(
            placement=scene.placement,
            because="Two new figures",
            **period_fields(Period.month(2021, month)),
        )
    regrade_waiting()
    assert listed(reader, grade="Poor") == []
    assert listed(reader, grade="Good") == [scene.indicator.code]


def test_what_is_being_regraded_has_no_grade_to_be_found_by(reader, scene):
    RegradeRequest.objects.create(
        placement=scene.placement, because="A figure changed", **period_fields(JULY)
    )
    assert listed(reader, grade="Poor") == []
    assert listed(reader, grade="Being regraded") == [scene.indicator.code]


def test_a_filter_that_cannot_be_read_is_an_error_on_the_page(reader, scene):
    answer = reader.get(reverse("performance:indicators"), {"grade": "Splendid"})
    assert answer.status_code == 200
    assert list(answer.context["filter"].form.errors) == ["grade"]


def test_the_list_is_paginated_and_keeps_its_filter(reader, scene):
    for number in range(30):
        factories.indicator(f"more-{number:02}")
    answer = reader.get(reverse("performance:indicators"), {"portfolio": "contact", "page": 2})
    assert len(answer.context["table"].paginated_rows) == 6
    assert "?portfolio=contact&amp;page=1" in answer.content.decode()


def queries_of(read):
    with CaptureQueriesContext(connection) as captured:
        read()
    return len(captured)


def test_the_list_takes_as_many_queries_for_three_rows_as_for_one(reader, scene):
    one = queries_of(lambda: listed(reader))
    for code in ("second", "third"):
        factories.placement(factories.indicator(code))
    assert len(listed(reader)) == 3
    assert queries_of(lambda: listed(reader)) == one


def test_the_page_takes_as_many_queries_for_three_series_as_for_one(reader, scene):
    one = queries_of(lambda: page_of(reader, scene.indicator))
    for code in ("second", "third"):
        series = factories.series(scene.indicator, code)
        factories.benchmark(series)
        factories.observation(series, JULY, "50%")
    assert queries_of(lambda: page_of(reader, scene.indicator)) == one


@pytest.mark.parametrize("state", [State.DRAFT, State.CHECKED, State.RETURNED])
@pytest.mark.parametrize("name", ["lead", "other_lead", "reviewer", "board_member"])
def test_what_is_not_approved_is_in_no_csv_and_found_by_no_words(client, scene, name, state):
    """Whoever reads it: a spreadsheet leaves the service, and so must hold what stands alone."""
    august = factories.submission(scene.indicator, factories.cycle(Period.month(2021, 8)))
    factories.walk(august, scene.people, to=state, raw="61%", narrative="Unspokenword.")
    client.force_login(getattr(scene.people, name))
    assert [row["printed"] for row in csv_rows(client, scene.indicator)] == ["38%", "40%", "51%"]
    assert listed(client, words="Unspokenword") == []


def test_every_standing_figure_is_a_row_of_the_csv(reader, scene):
    rows = csv_rows(reader, scene.indicator)
    assert [(row["period_label"], row["value"], row["printed"]) for row in rows] == [
        ("July 2021", "38", "38%"),
        ("June 2021", "40", "40%"),
        ("May 2021", "51", "51%"),
    ]
    assert rows[0] == {
        "indicator": "non-emergency-demand",
        "series": "calls-101-within-3-minutes",
        "series_name": "101 calls answered within three minutes",
        "unit": "percent",
        "organisation": "West Midlands Police",
        "period_kind": "month",
        "period_start": "2021-07-01",
        "period_end": "2021-07-31",
        "period_label": "July 2021",
        "value": "38",
        "value_high": "",
        "qualifier": "exact",
        "printed": "38%",
        "status": "Final",
        "missing": "",
        "text": "",
        "note": "",
        "source": "",
        "source_address": "",
        "approved_in": "Submission for July 2021",
        "approved_by": scene.people.reviewer.name,
        "known_on": factories.today().isoformat(),
        "revision": "1",
    }


def test_a_negative_number_stays_a_number_and_text_never_becomes_a_formula(reader):
    made = factories.indicator("budget", name="=cmd()")
    series = factories.series(made, name="@SUM(A1)", unit_code="count", direction="monitor")
    factories.observation(
        series, Period.on(date(2021, 7, 1)), "-7.5", note="=HYPERLINK()", source_name="+tab"
    )
    (row,) = csv_rows(reader, made)
    assert (row["value"], row["qualifier"], row["printed"]) == ("-7.5", "change", "'-7.5")
    assert (row["series_name"], row["note"], row["source"]) == (
        "'@SUM(A1)",
        "'=HYPERLINK()",
        "'+tab",
    )


def test_a_range_gives_both_ends(reader, scene):
    factories.observation(scene.series, Period.month(2021, 4), "92%-95%")
    row = csv_rows(reader, scene.indicator)[-1]
    assert (row["value"], row["value_high"]) == ("92", "95")


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.REVIEWER, Role.PANEL_CHAIR])
def test_whoever_holds_an_appointment_may_read_an_indicator(client, scene, role):
    client.force_login(getattr(scene.people, role.value))
    page_of(client, scene.indicator)


def open_correction(scene):
    return workflow.correct(
        scene.indicator,
        JULY,
        by=scene.people.lead,
        on=factories.today(),
        reason="The July count was wrong.",
    )


def test_an_open_correction_leads_from_the_page_for_those_who_may_see_it(client, scene):
    correction = open_correction(scene)
    link = reverse("performance:submission", args=[correction.pk])
    client.force_login(scene.people.lead)
    assert f'href="{link}">Correction for July 2021</a>: draft' in (
        page_of(client, scene.indicator).content.decode()
    )
    client.force_login(scene.people.board_member)
    assert link not in page_of(client, scene.indicator).content.decode()


def test_shared_figures_are_corrected_where_they_are_entered(client, scene):
    sharing = factories.indicator("sharing")
    factories.part(sharing, scene.series)
    client.force_login(scene.people.analyst)
    text = page_of(client, sharing).content.decode()
    home = reverse("performance:indicator", args=[scene.indicator.pk])
    assert "These figures are corrected under" in text
    assert f'href="{home}">{scene.indicator.name}</a>.' in text
    assert reverse("performance:indicator-correct", args=[sharing.pk]) not in text


def test_statements_are_rendered_from_markdown(client, scene):
    Statement.objects.create(
        indicator=scene.indicator,
        topic="Skills",
        text="940 **Taser Users**",
        brought_by=factories.paper(),
        known_on=date(2021, 7, 20),
    )
    client.force_login(scene.people.board_member)
    text = page_of(client, scene.indicator).content.decode()
    assert "<p>940 <strong>Taser Users</strong></p>" in text
