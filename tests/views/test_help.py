"""The page that explains the method, with the papers' own cases."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from performance import grading
from performance.figures import Period
from performance.models import RegradeRequest
from performance.papers.cases import section_6
from performance.regrading import regrade_waiting
from performance.views import help as help_pages
from performance.workflow.requests import request_regrades
from tests import factories
from tests.views.pages import badges, page_of, why_links, words

HELP = "/help/grading/"
JUNE = Period.month(2021, 6)

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return factories.cast()


@pytest.fixture
def reader(client, people):
    client.force_login(people.board_member)
    return client


def test_everybody_who_is_signed_in_may_read_it(client, people):
    client.force_login(people.unappointed)
    page_of(client, HELP)


def test_nobody_else_may(client):
    assert client.get(HELP).headers["Location"] == f"/sign-in/?next={HELP}"


def test_it_is_linked_from_the_foot_of_every_page(reader):
    footer = reader.get("/").content.decode().split("<footer")[1]
    assert f'href="{HELP}"' in footer


def test_it_states_the_version_of_the_method(reader):
    assert f"version {grading.METHOD} of the method" in words(page_of(reader, HELP))


def test_each_reason_for_no_grade_says_what_to_do(reader):
    assert set(help_pages.REMEDIES) == set(grading.Reason)
    said = words(page_of(reader, HELP))
    for remedy in help_pages.REMEDIES.values():
        assert remedy in said


def test_each_icon_is_shown_in_words_and_shape(reader):
    answer = page_of(reader, HELP)
    icons = answer.context["variations"] + answer.context["assurances"]
    assert [each.icon for each in icons] == [*grading.Variation, *grading.Assurance]
    section = answer.content.decode().split('id="charts"')[1].split("</section>")[0]
    assert section.count('<svg class="app-icon__shape"') == len(icons)


def test_every_case_of_the_file_is_graded_and_marked_as_inferred(reader):
    document = section_6()
    cases = [case for kind in ("grade", "composite") for case in document[kind]]
    answer = page_of(reader, HELP)
    shown = answer.context["examples"]

    assert [each.case.key for each in shown] == [case["id"] for case in cases]
    assert [each.case.shown.explanation.grade for each in shown] == [
        case["expected"]["grade"] for case in cases
    ]
    said = words(answer)
    assert said.count("Inferred case: not from approved figures.") == len(cases)
    for case in cases:
        assert case["inferred"] in said


def test_the_cases_are_worked_out_by_the_engine_and_not_written_down(monkeypatch, reader):
    document = section_6()
    [repeat] = [case for case in document["grade"] if case["id"] == "repeat-missing"]
    repeat["input"]["observations"] = [
        {**each, "value": "49"} for each in repeat["input"]["observations"]
    ]
    monkeypatch.setattr(help_pages, "section_6", lambda: document)
    help_pages.examples.cache_clear()
    try:
        shown = page_of(reader, HELP).context["examples"]
    finally:
        help_pages.examples.cache_clear()
    grades = {each.case.key: each.case.shown.explanation.grade for each in shown}
    assert grades["repeat-missing"] == "Good"


def test_without_the_papers_the_page_stands_all_the_same(reader):
    answer = page_of(reader, HELP)
    assert answer.context["loaded"] == ()
    assert why_links(answer) == {}


@pytest.fixture
def loaded(people):
    scene = factories.scene()
    request_regrades([(scene.series, JUNE)], because="loaded")
    regrade_waiting()
    return scene


def test_a_loaded_case_shows_its_grade_beside_the_papers_and_leads_to_why(reader, loaded):
    answer = page_of(reader, HELP)
    [case] = answer.context["loaded"]
    where = reverse("performance:grade", args=[loaded.indicator.pk, "force-2021", JUNE.key])

    assert (case.name, case.paper, case.grade.grade) == (loaded.indicator.name, "Poor", "Poor")
    assert list(why_links(answer).values()) == [where]
    page_of(reader, where)


def test_a_loaded_case_that_is_regraded_is_left_out_and_nothing_is_shown_to_the_unappointed(
    client, reader, people, loaded
):
    client.force_login(people.unappointed)
    assert page_of(client, HELP).context["loaded"] == ()
    client.force_login(people.board_member)
    request_regrades([(loaded.series, JUNE)], because="A figure changed")
    assert RegradeRequest.objects.count() == 1
    assert page_of(client, HELP).context["loaded"] == ()


def test_the_page_asks_the_database_for_the_loaded_cases_alone(reader, loaded):
    page_of(reader, HELP)
    with CaptureQueriesContext(connection) as queries:
        page_of(reader, HELP)
    tables = [re.search(r'FROM "(\w+)"', each["sql"])[1] for each in queries]
    asked = [table for table in tables if table.startswith("performance_")]
    assert asked == [
        "performance_appointment",
        "performance_regraderequest",
        "performance_grade",
    ]


def test_the_four_grades_are_explained_best_first(reader):
    section = badges(page_of(reader, HELP))[:4]
    assert section == [each.value for each in grading.Grade]
