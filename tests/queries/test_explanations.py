"""A grade explained: what it is, on which figures and lines, and who stands behind them."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from performance.documents.explanation_text import as_text
from performance.figures import Period
from performance.grading import Cap, Grade, Reason
from performance.models import Break, Observation, period_fields
from performance.queries.explanations.explanations import (
    NothingToGrade,
    explained,
    explanation_of,
)
from performance.queries.grading import stand_ins
from performance.queries.grading.gradings import facts_of
from performance.queries.grading.judgements import judgements
from performance.regrading import outcome
from performance.states import State
from tests import factories
from tests.factories import JULY

MAY, JUNE = Period.month(2021, 5), Period.month(2021, 6)

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage():
    return factories.scene()


def only_part(explanation):
    [part] = explanation.parts
    return part


def test_a_grade_says_what_it_is_of_and_why(stage):
    said = explanation_of(stage.placement, JUNE)

    assert (said.grade, said.reason, said.period) == (Grade.POOR, None, JUNE)
    assert said.subject.name == "Non-emergency demand (101 and online)"
    assert (said.subject.framework, said.subject.framework_code) == ("Force 2021", "force-2021")
    assert said.sentences == (
        "40% in June 2021; the worse of the last 2 is 40%. "
        "The path expected 90% (50 points behind); the floor is 66%.",
        "The trend is unknown: 2 figures within 12 months, and 4 are needed.",
        "Staying halfway between the last 2, March 2022 would be 46%: Poor.",
    )
    assert not said.is_composite
    assert (said.is_assumed, said.is_late, said.waivers, said.is_provisional) == (
        False,
        False,
        (),
        False,
    )


def test_it_rests_on_the_same_digest_and_method_as_the_grade_that_is_stored(stage):
    stored = outcome(facts_of([stage.placement]), stage.placement, JUNE)
    said = explanation_of(stage.placement, JUNE)

    assert (said.digest, said.method) == (stored.digest, stored.method)


def test_each_figure_stands_beside_the_lines_it_was_compared_with(stage):
    part = only_part(explanation_of(stage.placement, JUNE))

    assert [
        (each.label, each.figure, each.expected, each.floor, each.stretch, each.deviation)
        for each in part.figures
    ] == [
        ("May 2021", "51%", "90%", "66%", "", "39 points behind"),
        ("June 2021", "40%", "90%", "66%", "", "50 points behind"),
    ]
    assert [(each.is_compared, each.is_in_trend) for each in part.figures] == [(True, True)] * 2
    assert part.compared == "the worse of the last 2 figures"
    assert part.distances == (("Expected", "50 points behind"), ("Floor", "26 points behind"))
    assert {each.origin.title for each in part.figures} == {"Performance report"}


def test_the_benchmark_says_who_approved_it_and_when(stage):
    [expected, floor] = only_part(explanation_of(stage.placement, JUNE)).benchmark.lines
    held = only_part(explanation_of(stage.placement, JUNE)).benchmark

    assert (expected.title, expected.words) == ("Expected", "90% all year")
    assert (floor.title, floor.words, floor.is_default) == ("Floor", "66% all year", False)
    assert held.approval == "Approved by Panel chair of benchmarks on 31 March 2021"
    assert (held.year, held.version, held.is_late, held.waiver) == ("2021/22", 1, False, "")


def test_figures_not_yet_approved_stand_in_and_say_so(stage):
    entries = factories.walk(
        stage.draft, stage.people, to=State.SUBMITTED, raw="38%"
    ).entries.select_related("series", "organisation")
    said = explanation_of(stage.placement, JULY, instead=stand_ins.from_entries(entries))

    assert said.is_provisional
    assert [(each.figure, each.is_stand_in, each.remark) for each in only_part(said).figures] == [
        ("51%", False, ""),
        ("40%", False, ""),
        ("38%", True, "Not yet approved"),
    ]


def test_what_somebody_types_stands_in_as_the_entry_would(stage):
    entries = factories.walk(
        stage.draft, stage.people, to=State.SUBMITTED, raw="38%"
    ).entries.select_related("series", "organisation")

    assert stand_ins.as_typed(stage.series, "38 %", JULY) == {stage.series.pk: {JULY: Decimal(38)}}
    assert stand_ins.as_typed(stage.series, "38%", JULY) == stand_ins.from_entries(entries)


def test_a_range_stands_in_for_no_grade(stage):
    assert stand_ins.as_typed(stage.series, "38%-40%", JULY) == {stage.series.pk: {JULY: None}}


def test_a_break_counts_from_its_day_on_with_its_reason(stage):
    Break.objects.create(
        series=stage.series, on=date(2021, 5, 1), reason="Calls recounted", known_on=MAY.end
    )
    before = only_part(explanation_of(stage.placement, Period.month(2021, 4)))
    after = only_part(explanation_of(stage.placement, JUNE))

    assert before.breaks == ()
    assert [(each.on, each.reason) for each in after.breaks] == [
        (date(2021, 5, 1), "Calls recounted")
    ]
    assert after.reason is Reason.SERIES_BREAK


def test_parts_are_listed_with_the_mean_and_the_cap_that_held_it_down(stage):
    for code, raw in (("calls-answered", "97%"), ("calls-returned", "98%")):
        more = factories.series(stage.indicator, code, name=code.replace("-", " ").capitalize())
        factories.benchmark(more, stretch="95")
        factories.observation(more, JUNE, raw)

    said = explanation_of(stage.placement, JUNE)

    assert [(part.name, part.grade) for part in said.parts] == [
        ("101 calls answered within three minutes", Grade.POOR),
        ("Calls answered", Grade.OUTSTANDING),
        ("Calls returned", Grade.OUTSTANDING),
    ]
    assert (said.grade, said.mean, said.score) == (Grade.NEEDS_IMPROVEMENT, 3, "3")
    assert [(cap.cap, cap.parts) for cap in said.caps] == [
        (
            Cap.ESSENTIAL_PART_POOR_OR_NOT_GRADED,
            ("101 calls answered within three minutes",),
        )
    ]
    assert said.sentences == (
        "3 parts: 2 Outstanding, 1 Poor. Mean score 3 of 4.",
        "Held at Needs Improvement: 101 calls answered within three minutes (Poor) is essential.",
    )


def test_an_indicator_in_words_has_nothing_to_explain(stage):
    in_words = factories.placement(factories.indicator("readiness"))

    with pytest.raises(NothingToGrade, match="Readiness has no figures that are graded"):
        explanation_of(in_words, JUNE)


def test_three_parts_ask_the_database_as_often_as_one(stage):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            explanation_of(stage.placement, JUNE)
        return len(queries)

    one = asked()
    for code in ("calls-answered", "calls-returned"):
        more = factories.series(stage.indicator, code)
        factories.benchmark(more)
        factories.observation(more, JUNE, "97%")

    assert asked() == one


def test_a_page_that_read_the_facts_asks_nothing_more(stage):
    facts = facts_of([stage.placement])
    judged = judgements(facts, stage.placement, JUNE)

    with CaptureQueriesContext(connection) as queries:
        said = explained(facts, stage.placement, JUNE, judged)

    assert len(queries) == 0
    assert said.sentences == explanation_of(stage.placement, JUNE).sentences


def test_an_assumed_benchmark_and_a_late_one_are_told_apart():
    late = factories.indicator("late")
    place = factories.placement(late)
    overdue = factories.proposed_benchmark(factories.series(late), waiver_reason="A new framework.")
    overdue.known_on = date(2021, 5, 4)
    factories.approve_benchmark(overdue)
    made_up = factories.proposed_benchmark(
        factories.series(late, "made-up"), assumed=True, waiver_reason="Made up afterwards."
    )
    factories.approve_benchmark(made_up)

    said = explanation_of(place, JUNE)

    assert [(part.is_late, part.is_assumed) for part in said.parts] == [
        (True, False),
        (False, True),
    ]
    assert (said.is_late, said.is_assumed) == (True, True)
    assert said.waivers == ("A new framework.", "Made up afterwards.")
    assert [line for line in as_text(said).splitlines() if line.startswith("! ")] == [
        "! Benchmark approved late, by a waiver. A new framework.",
        "! Benchmark assumed. Made up afterwards.",
    ]


def test_each_figure_says_what_is_particular_about_it(stage):
    factories.observation(stage.series, Period.on(date(2021, 7, 20)), "38%", standing="provisional")
    factories.observation(stage.series, Period.month(2021, 8), "30%-40%")
    Observation.objects.create(
        series=stage.series,
        organisation=factories.force(),
        brought_by=factories.paper(),
        known_on=JUNE.end,
        missing="awaiting",
        **period_fields(Period.month(2021, 4)),
    )
    part = only_part(explanation_of(stage.placement, Period.month(2021, 8)))

    assert [(each.label, each.figure, each.remark) for each in part.figures] == [
        ("May 2021", "51%", ""),
        ("June 2021", "40%", ""),
        ("July 2021", "38%", "As at 20 July 2021; Provisional"),
        ("August 2021", "30%-40%", "Not graded on: it is a range, a limit or a change"),
    ]
    april = only_part(explanation_of(stage.placement, Period.month(2021, 4)))
    assert [(each.label, each.figure, each.is_compared) for each in april.figures] == [
        ("April 2021", "Awaiting data", False)
    ]
