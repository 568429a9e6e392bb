"""Loading: all of it or nothing, once, and never over what stands."""

from datetime import timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command

from performance.models import (
    AuditEvent,
    Cycle,
    Framework,
    Import,
    Indicator,
    Observation,
    Placement,
    RegradeRequest,
)
from performance.papers import load_papers
from performance.states import State
from tests.papers.loaded import FORCE_PAPER, LOADED_ON, PLAN_PAPER

pytestmark = pytest.mark.django_db


def counts() -> dict[str, int]:
    return {
        model.__name__: model.objects.count()
        for model in apps.get_app_config("performance").get_models()
    }


def digests() -> dict[str, str]:
    return dict(Import.objects.values_list("code", "digest"))


def test_loading_twice_changes_nothing(papers):
    before = counts(), digests(), list(Observation.objects.values_list("id").order_by("id"))

    again = load_papers(on=LOADED_ON + timedelta(days=40))

    assert again.new_sources == ()
    assert (
        counts(),
        digests(),
        list(Observation.objects.values_list("id").order_by("id")),
    ) == before


def test_a_second_load_asks_the_database_little(papers, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        load_papers(on=LOADED_ON)


def test_a_source_whose_date_is_assumed_says_so(papers):
    assert sorted(str(each) for each in Import.objects.filter(date_is_assumed=True)) == [
        "Home Office: police powers, stop and search, to March 2019, 24 October 2019 "
        "(date assumed)",
        "Home Office: police use of force, Taser, to March 2020, 17 December 2020 (date assumed)",
        "Home Office: police workforce, England and Wales, to March 2022, 27 July 2022 "
        "(date assumed)",
    ]


def test_figures_are_known_since_the_day_of_their_paper(papers):
    known = {
        code: set(Observation.objects.filter(brought_by__code=code).values_list("known_on"))
        for code in ("paper-2021-07-20", "paper-2024-02-27")
    }

    assert known == {
        "paper-2021-07-20": {(FORCE_PAPER,)},
        "paper-2024-02-27": {(PLAN_PAPER,)},
    }


def test_there_is_no_model_of_a_framework_that_the_papers_do_not_print(papers):
    assert sorted(Framework.objects.values_list("code", "kind")) == [
        ("force-2021", "force"),
        ("home-office-open-data", "open_data"),
        ("plan-2021-25", "plan"),
    ]
    assert Placement.objects.filter(framework__code="plan-2021-25").count() == 77
    assert Placement.objects.filter(framework__code="force-2021").count() == 16


def test_two_series_of_the_plan_stand_in_two_indicators_and_no_other_does(papers):
    plan = Indicator.objects.filter(placements__framework__code="plan-2021-25")
    shared = {}
    for indicator in plan.prefetch_related("parts__series", "placements"):
        [number] = [each.number for each in indicator.placements.all()]
        for part in indicator.parts.all():
            shared.setdefault(part.series.code, []).append(number)

    assert {code: sorted(at) for code, at in shared.items() if len(at) > 1} == {
        "drug-out-of-court-disposals-share": [28, 60],
        "robbery-of-personal-property": [29, 67],
    }


def test_series_of_like_names_are_distinct(papers):
    lines = Indicator.objects.filter(
        code__in=[
            "representation-workforce",
            "representation-recruitment",
            "representation-attrition",
            "representation-progression",
        ]
    )
    female = {
        part.series.code
        for indicator in lines
        for part in indicator.parts.all()
        if part.label == "Female"
    }

    assert len(female) == 4


def test_the_cycle_of_july_2021_opens_when_loaded_and_asks_for_the_monthly_indicators(papers):
    cycle = Cycle.objects.get()

    assert (cycle.code, cycle.opens_on) == ("2021-07", LOADED_ON)
    assert cycle.due_on == LOADED_ON + timedelta(days=14)
    assert cycle.closes_on == LOADED_ON + timedelta(days=28)
    assert sorted(cycle.submissions.values_list("indicator__code", "state")) == [
        ("cadet-community-volunteers", State.DRAFT),
        ("core-skills", State.DRAFT),
        ("non-emergency-channels", State.DRAFT),
        ("non-emergency-demand", State.DRAFT),
        ("repeat-missing-children", State.DRAFT),
        ("under-represented-colleagues", State.DRAFT),
        ("wmnow-sign-ups", State.DRAFT),
    ]


def test_a_grade_is_asked_for_wherever_the_force_has_a_figure(papers):
    asked = RegradeRequest.objects.filter(placement__framework__code="force-2021")

    assert {each.placement.number for each in asked} == {1, 2, 3, 7, 8, 9, 10, 11, 12, 13, 14}
    assert papers.regrade_requests == RegradeRequest.objects.count()


def test_loading_is_in_the_audit_trail(papers):
    loaded = AuditEvent.objects.filter(action="loaded")

    assert loaded.count() == 5
    assert {event.actor_name for event in loaded} == {"The system"}


def test_the_command_says_what_it_did(papers):
    said = StringIO()

    call_command("load_papers", stdout=said)

    assert said.getvalue() == (
        "Nothing to load: every paper is in.\n"
        f"3 frameworks, 106 indicators in 105 places, {papers.observations} figures, "
        f"{papers.statements} statements in words; {papers.regrade_requests} grades wait to be "
        "worked out; the cycle of July 2021 asks for 7 indicators.\n"
    )
