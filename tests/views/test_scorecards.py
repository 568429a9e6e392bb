"""The scorecard of any framework as at any date."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from performance.figures import Period
from performance.models import Note, RegradeRequest, Series, period_fields
from performance.regrading import regrade_waiting
from performance.states import NoteKind, State
from tests import factories

pytestmark = pytest.mark.django_db

JULY = factories.JULY
AFTER_THE_PAPER = date(2021, 7, 20)


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


def page_of(client, code="force-2021", **query):
    answer = client.get(reverse("performance:scorecard", args=[code]), query)
    assert answer.status_code == 200
    return answer


def numbers(answer):
    return [line.number for line in answer.context["scorecard"].lines]


def queries_of(read):
    with CaptureQueriesContext(connection) as captured:
        read()
    return len(captured)


def another(number, **fields):
    """A second indicator of the framework, without a figure or a grade."""
    return factories.placement(factories.indicator(f"another-{number}"), **fields)


def test_the_list_names_every_framework(reader):
    factories.framework("plan-2021-25", starts=date(2021, 11, 1))
    text = reader.get(reverse("performance:scorecards")).content.decode()
    for code in ("force-2021", "plan-2021-25"):
        assert reverse("performance:scorecard", args=[code]) in text


def test_the_page_shows_the_grade_with_its_sentence(reader):
    text = page_of(reader).content.decode()
    assert "app-grade--poor" in text
    assert "July 2021" in text
    assert "38% in July 2021; the middle of the last 3 is 40%" in text


def test_as_at_an_earlier_day_the_later_figure_is_not_known(reader):
    regrade_waiting()
    answer = page_of(reader, as_at=AFTER_THE_PAPER.isoformat())
    text = answer.content.decode()
    assert "As at 20 July 2021" in text
    assert "38%" not in text


def test_while_being_regraded_no_old_grade_is_shown(reader, scene):
    RegradeRequest.objects.create(
        placement=scene.placement, because="A figure changed", **period_fields(JULY)
    )
    text = page_of(reader).content.decode()
    assert "Being regraded" in text
    assert "app-grade--poor" not in text
    assert "the middle of the last 3" not in text


def test_an_assumed_benchmark_is_said_where_its_grade_stands(client):
    made = factories.scene()
    factories.benchmark(
        made.series, version=2, assumed=True, waiver_reason="The paper of 2021 prints none."
    )
    factories.walk(made.draft, made.people, to=State.APPROVED)
    regrade_waiting()
    client.force_login(made.people.board_member)
    text = page_of(client).content.decode()
    assert "Assumed benchmark." in text
    assert "The paper of 2021 prints none." in text


def test_lines_are_counted_by_grade_and_filtered_in_the_address(reader):
    another(1)
    whole = page_of(reader)
    assert [(each.grade, each.lines) for each in whole.context["counts"]] == [
        ("Outstanding", 0),
        ("Good", 0),
        ("Needs Improvement", 0),
        ("Poor", 1),
        ("Not graded", 1),
    ]
    poor = page_of(reader, grade="Poor")
    assert numbers(poor) == [1]
    assert [each.grade for each in poor.context["counts"] if each.is_chosen] == ["Poor"]
    assert numbers(page_of(reader, grade="Not graded")) == [2]
    assert numbers(page_of(reader, grade="Good")) == []


def test_a_sub_row_whose_row_is_filtered_out_keeps_the_rows_wording(reader, scene):
    another(1, under=scene.placement, sub_row="Recruitment", wording=scene.placement.wording)
    text = page_of(reader, grade="Not graded").content.decode()
    assert f"{scene.placement.wording}: Recruitment</a>" in text
    whole = page_of(reader).content.decode()
    assert f'<span class="govuk-visually-hidden">{scene.placement.wording}: </span>' in whole


def test_each_count_leads_to_its_lines_as_at_the_same_day(reader):
    answer = page_of(reader, as_at="2021-07-20")
    poor = next(each for each in answer.context["counts"] if each.grade == "Poor")
    assert poor.href == "?as_at=2021-07-20&grade=Poor"


@pytest.mark.parametrize("day", ["2024-02-31", "yesterday", "9999-12-31"])
def test_a_day_that_cannot_be_is_an_error_of_the_form(reader, day):
    answer = page_of(reader, as_at=day)
    assert list(answer.context["form"].errors) == ["as_at"]
    assert "scorecard" not in answer.context
    assert "Error: " in answer.content.decode()
    assert f'value="{day}"' in answer.content.decode()


def test_tomorrow_is_not_known_yet(reader):
    tomorrow = factories.today() + timedelta(days=1)
    answer = page_of(reader, as_at=tomorrow.isoformat())
    assert answer.context["form"].errors["as_at"] == [
        "Nothing is known yet of a day to come: choose today or an earlier day"
    ]


def test_a_day_before_2000_is_refused_in_words(reader):
    answer = page_of(reader, as_at="1999-12-31")
    assert answer.context["form"].errors["as_at"] == [
        "Nothing here is from before 2000: choose a day from 1 January 2000 on"
    ]
    assert "scorecard" not in answer.context


def test_a_scorecard_on_which_nothing_was_known_says_so_once(reader):
    text = page_of(reader, as_at="2000-01-01").content.decode()
    assert "Nothing of this scorecard was known on 1 January 2000" in text
    assert "<table" not in text


def test_the_form_says_how_a_day_is_given(reader):
    text = page_of(reader).content.decode()
    assert "What was known on that day. For example, 27 February 2024" in text


def test_every_table_has_a_caption(reader):
    text = page_of(reader).content.decode()
    assert text.count("<table") == text.count("<caption") == 1


def test_a_grade_that_there_is_not_is_an_error_of_the_form(reader):
    answer = page_of(reader, grade="Splendid")
    assert list(answer.context["form"].errors) == ["grade"]


def test_an_empty_day_is_today(reader):
    assert page_of(reader, as_at="").context["whole"].as_at == factories.today()


def test_a_framework_that_is_not_there_is_not_found(reader):
    assert reader.get(reverse("performance:scorecard", args=["nothing"])).status_code == 404


def test_contents_lead_to_headings_on_the_page(reader, scene):
    priority = factories.objective(scene.framework, "communities")
    part = factories.objective(scene.framework, "cadets")
    part.parent = priority
    part.save()
    another(1, objective=part)
    text = page_of(reader).content.decode()
    for anchor in ("section-service", "section-communities", "group-cadets", "line-2"):
        assert f'id="{anchor}"' in text
    for anchor in ("section-service", "section-communities", "group-cadets"):
        assert f'href="#{anchor}"' in text


def test_a_footnote_leads_back_to_each_line_that_carries_its_mark(reader, scene):
    note = Note.objects.create(
        code="n1",
        kind=NoteKind.FOOTNOTE,
        text="Uplift statistics",
        source_address="https://example.org/uplift",
        order=1,
    )
    for placement in (scene.placement, another(1)):
        placement.notes.add(note)
    text = page_of(reader).content.decode()
    assert 'href="https://example.org/uplift"' in text
    for number in (1, 2):
        assert f'id="mark-1-{number}"' in text
        assert f'href="#mark-1-{number}"' in text


def test_a_line_leads_to_its_indicator(reader, scene):
    address = reverse("performance:indicator", args=[scene.indicator.pk])
    assert address in page_of(reader).content.decode()


def test_every_figure_shows_its_unit_status_and_source(reader):
    text = page_of(reader).content.decode()
    assert "(percent), final. Submission approved on" in text


def test_no_style_attribute_on_the_page(reader):
    assert "style=" not in page_of(reader).content.decode()


def test_somebody_without_an_appointment_sees_no_scorecard(client, scene):
    client.force_login(scene.people.unappointed)
    address = reverse("performance:scorecard", args=["force-2021"])
    assert client.get(address).status_code == 403


def test_a_framework_of_three_lines_takes_at_most_fifteen_queries(reader):
    for number in (1, 2):
        another(number)
    found = queries_of(lambda: page_of(reader))
    assert len(page_of(reader).context["whole"].lines) == 3
    assert found <= 15


def test_three_lines_take_as_many_queries_as_one(reader):
    one = queries_of(lambda: page_of(reader))
    for number in (1, 2):
        more = another(number).indicator
        series = factories.series(more)
        factories.observation(series, Period.month(2021, 6), "50%")
    assert queries_of(lambda: page_of(reader)) == one


@pytest.fixture
def papers():
    call_command("load_papers", verbosity=0)


def test_the_plan_of_77_lines_takes_at_most_fifteen_queries(papers, client):
    client.force_login(factories.cast().board_member)
    answers = []
    found = queries_of(lambda: answers.append(page_of(client, "plan-2021-25")))
    assert len(answers[0].context["whole"].lines) == 77
    assert found <= 15


def test_the_plan_reads_as_its_paper(papers, client):
    client.force_login(factories.cast().board_member)
    answer = page_of(client, "plan-2021-25", as_at="2024-02-27")
    sections = answer.context["whole"].sections
    assert [section.title for section in sections][:3] == [
        "Rebuilding community policing",
        "Preventing and Reducing Crime",
        "Increased Confidence in West Midlands Police",
    ]
    text = " ".join(answer.content.decode().split())
    for words in (
        "Awaiting data from WMP.",
        "Historical Performance / Benchmark",
        "[Adjusted baseline]",
        "*N.B. Decrease linked to more incidents being crimed",
    ):
        assert words in text


def row_of(answer, number):
    """The text of one line of the page."""
    row = answer.content.decode().split(f'id="line-{number}"')[1].split("</tr>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", "", row)).split())


def test_a_figure_approved_after_the_paper_stands_first_in_its_row(papers, client):
    client.force_login(factories.cast().board_member)
    series = Series.objects.get(code="calls-101-within-3-minutes")
    factories.observation(series, JULY, "38%")
    answers = []
    found = queries_of(lambda: answers.append(page_of(client)))
    row = row_of(answers[0], 7)
    assert row.split("Current ")[1].split(" 56%")[0] == (
        "Latest: 101 answered within 3 minutes 38% [Jul 21] (later than the paper’s list) "
        "Calls for service: 999, 101 and live chat: >6,000 records a day "
        "101 answered within 3 minutes:"
    )
    assert found <= 15


def test_rows_read_as_the_papers_print_them(papers, client):
    client.force_login(factories.cast().board_member)
    force, plan = page_of(client), page_of(client, "plan-2021-25")
    assert "Calls for service: 999, 101 and live chat: >6,000 records a day" in row_of(force, 7)
    assert "22; PSU Commanders: failed test exercises: last 4" in row_of(force, 13)
    assert "940 skilled Taser Users in Force" in row_of(force, 13)
    assert "DA>6%; Rape>5%; S&H>8% [Target]" in row_of(plan, 21)
    assert ": >6% (%)" in row_of(plan, 21)
    assert "{GMP: 627; 7.8 / Merseyside: 401; 10.1 / West Yorkshire: 510; 7.8}" in row_of(plan, 25)
    assert "[2019-2021] [Latest as of Jan 24]" in row_of(plan, 25)
    assert "S&S 1.9 / 2.9; UoF 0.7 / 2.2 [2022/23] Asian / Black" in row_of(plan, 45)


def test_a_grade_names_the_year_that_its_figure_is_for(papers, client):
    regrade_waiting()
    client.force_login(factories.cast().board_member)
    row = row_of(page_of(client, "plan-2021-25"), 69)
    assert row.split("Grade ")[1] == (
        "Not graded 12 months to December 2022 This is monitored only: no wanted direction is set. "
        "Why? The grade of Monitor hospital admissions of under 25s who have been assaulted with a "
        "sharp object and assess what action West Midlands Police can take for 12 months to "
        "December 2022"
    )
