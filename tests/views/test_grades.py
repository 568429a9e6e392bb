"""The page of a grade: why it is what it is, on what, against what, and how it came to be."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from performance.figures import Period
from performance.models import Break, Grade, RegradeRequest, Series, period_fields
from performance.regrading import regrade_waiting
from performance.states import LineKind, LineShape, State
from performance.workflow.requests import request_regrades
from tests import factories
from tests.factories import JULY
from tests.views.pages import address, badges, page_of, words

JUNE = Period.month(2021, 6)

pytestmark = pytest.mark.django_db


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


def composite(parts: int, *, essential=()):
    """An indicator of so many graded parts, each at 95%, 50%, 95% … of expected 90%."""
    made = factories.indicator(f"skills-{parts}", name=f"Skills {parts}")
    stands = factories.placement(made)
    for number in range(1, parts + 1):
        each = factories.series(
            made,
            f"skill-{parts}-{number}",
            name=f"Skill {parts}.{number}",
            essential=number in essential,
        )
        factories.benchmark(each)
        factories.observation(each, JUNE, "50%" if number == 2 else "95%")
        request_regrades([(each, JUNE)], because="loaded")
    regrade_waiting()
    return reverse("performance:grade", args=[made.pk, stands.framework.code, JUNE.key])


def test_the_page_says_the_grade_its_period_and_every_sentence(reader, scene):
    answer = page_of(reader, address(scene))
    part = answer.context["page"].shown.explanation.parts[0]

    assert badges(answer) == ["Poor", "Poor"]
    assert "the grade for July 2021 Poor July 2021" in words(answer)
    assert len(part.sentences) == 3
    for sentence in part.sentences:
        assert sentence in words(answer)


@pytest.mark.parametrize(
    ("period", "framework"),
    [
        ("2021-07-01.2021-07-31", "plan"),
        ("2021-08-01.2021-08-31", "force-2021"),
        ("2021-06-01.2021-06-30", "force-2021"),
        ("2021-07-31.2021-07-01", "force-2021"),
        ("20210701.20210731", "force-2021"),
        ("2021-07-01", "force-2021"),
        ("2021-07-01.", "force-2021"),
        ("2021-02-30.2021-02-31", "force-2021"),
        ("july-2021", "force-2021"),
    ],
)
def test_where_no_grade_stands_there_is_no_page(reader, scene, period, framework):
    page_of(reader, address(scene, period, framework), status=404)


def test_an_indicator_that_is_not_there_has_no_grades(reader):
    nobody = "00000000-0000-0000-0000-000000000000"
    where = reverse("performance:grade", args=[nobody, "force-2021", "2021-07-01.2021-07-31"])
    page_of(reader, where, status=404)


def test_a_framework_that_had_ended_has_no_grade_of_the_period(reader, scene):
    scene.framework.ends = date(2021, 7, 1)
    scene.framework.save()

    page_of(reader, address(scene), status=404)


def test_a_grade_known_later_is_not_shown_yet(reader, scene):
    observed = factories.paper("paper-2999", published_on=date(2999, 1, 1))
    factories.observation(scene.series, JUNE.next().next(), "40%", brought_by=observed)
    request_regrades([(scene.series, JUNE.next().next())], because="loaded")
    regrade_waiting()

    assert Grade.objects.filter(known_on__year=2999).count() == 1
    page_of(reader, address(scene, "2021-08-01.2021-08-31"), status=404)


def test_while_it_is_regraded_no_grade_is_current_and_nothing_is_explained(reader, scene):
    RegradeRequest.objects.create(
        placement=scene.placement, because="A figure changed", **period_fields(JULY)
    )
    answer = page_of(reader, address(scene))

    assert answer.context["page"].shown is None
    assert "Being regraded since" in words(answer)
    assert "(being regraded)" in words(answer)
    assert "stands today" not in words(answer)
    # The one that is left is the history's.
    assert badges(answer) == ["Poor"]


def test_a_first_grade_that_is_waited_for_has_a_page_already(reader, scene):
    request_regrades([(scene.series, JUNE)], because="loaded")
    answer = page_of(reader, address(scene, JUNE.key))

    assert badges(answer) == []
    assert "No grade is stored yet" in words(answer)


def test_a_stored_grade_that_no_longer_follows_from_the_figures_says_so(reader, scene):
    Series.objects.filter(pk=scene.series.pk).update(direction="lower")
    answer = page_of(reader, address(scene))

    assert "was worked out from other inputs than those that stand now" in words(answer)
    assert "Worked out now: Good ." in words(answer)


def test_a_benchmark_that_cannot_grade_is_a_sentence_and_no_fault_of_the_page(reader, scene):
    other = factories.series(scene.indicator, "broken", unit_code="count")
    without_baseline = factories.proposed_benchmark(other, expected=None)
    without_baseline.lines.create(kind=LineKind.EXPECTED, shape=LineShape.LINEAR, value=9)
    factories.approve_benchmark(without_baseline)
    factories.observation(other, JULY, "5")
    answer = page_of(reader, address(scene))

    assert answer.context["page"].shown is None
    assert "The benchmark cannot grade:" in words(answer)


def test_the_figures_stand_beside_their_lines_with_what_they_were_used_for(reader, scene):
    answer = page_of(reader, address(scene))
    [part] = answer.context["parts"]

    assert [(each.label, each.figure, each.is_compared) for each in part.part.figures] == [
        ("May 2021", "51%", True),
        ("June 2021", "40%", True),
        ("July 2021", "38%", True),
    ]
    said = words(answer)
    assert "July 2021 38% 90% 66% 52 points behind Compared , trend" in said
    assert f"approved by {scene.people.reviewer.name} on" in said
    assert reverse("performance:indicator-figures", args=[scene.indicator.pk]) in (
        answer.content.decode()
    )


def test_a_submission_is_linked_for_those_who_may_open_it_alone(reader, scene, client):
    submission = reverse("performance:submission", args=[scene.draft.pk])
    assert submission in page_of(reader, address(scene)).content.decode()
    client.force_login(scene.people.other_lead)
    assert submission not in page_of(client, address(scene)).content.decode()


def test_the_chart_marks_the_figures_that_were_compared(reader, scene):
    [part] = page_of(reader, address(scene)).context["parts"]
    assert len(part.chart.chart.highlighted) == 3
    assert part.chart.chart.graded_at == max(part.chart.chart.highlighted)
    assert {path.kind for path in part.chart.chart.paths} == {"expected", "floor"}


def test_the_benchmark_says_who_approved_it_and_when(reader, scene):
    said = words(page_of(reader, address(scene)))
    approver = scene.benchmark.approved_by.name

    assert f"Approval Approved by {approver} on 31 March 2021" in said
    assert "Year 2021/22, version 1 Expected 90% all year Floor 66% all year" in said


def test_the_benchmark_and_the_breaks_have_pages_one_click_away(reader, scene):
    code = scene.series.code
    benchmark = reverse("performance:benchmark", args=[code, "force-2021", 2021, 1])
    breaks = reverse("performance:turns", args=[code])
    before = page_of(reader, address(scene)).content.decode()
    Break.objects.create(
        series=scene.series, on=date(2020, 11, 1), reason="A new switchboard", known_on=JUNE.end
    )
    after = page_of(reader, address(scene)).content.decode()

    assert (benchmark in before, breaks in before) == (True, False)
    assert breaks in after
    page_of(reader, benchmark)
    page_of(reader, breaks)


def test_a_marginal_grade_says_so_beside_its_sentences(client):
    made = factories.scene(
        raw_before={
            Period.month(2021, month): raw
            for month, raw in enumerate(("88%", "92%", "89%", "91%", "88%", "91%"), start=1)
        }
    )
    request_regrades([(made.series, JUNE)], because="loaded")
    regrade_waiting()
    client.force_login(made.people.board_member)
    said = words(page_of(client, address(made, JUNE.key)))

    assert "Marginal: a line lies within one sigma of the latest figure." in said


def test_a_proposal_is_not_shown_for_it_counts_in_no_grade(reader, scene):
    other = factories.series(scene.indicator, "calls-999", name="999 calls")
    factories.proposed_benchmark(other, expected="77", floor="55")
    factories.observation(other, JULY, "60%")
    request_regrades([(other, JULY)], because="loaded")
    regrade_waiting()
    answer = page_of(reader, address(scene))

    assert answer.context["page"].remark == ""
    part = answer.context["parts"][1]
    assert (part.benchmark, part.has_lines, part.part.grade) == ([], False, None)
    assert "77%" not in answer.content.decode()


def test_breaks_that_count_are_told_with_their_reason(reader, scene):
    Break.objects.create(
        series=scene.series, on=date(2020, 11, 1), reason="A new switchboard", known_on=JUNE.end
    )
    said = words(page_of(reader, address(scene)))
    assert "Break on 1 November 2020 A new switchboard" in said


def test_the_method_and_the_digest_stand_on_the_page(reader, scene):
    said = words(page_of(reader, address(scene)))
    digest = Grade.objects.get().digest

    assert "Version 2026.1 of the method" in said
    assert said.count(digest) == 2


def test_the_history_says_what_changed_the_grade(reader, scene):
    Series.objects.filter(pk=scene.series.pk).update(direction="lower")
    request_regrades([(scene.series, JULY)], because="The direction was changed")
    regrade_waiting()
    said = words(page_of(reader, address(scene)))

    assert "What changed it The direction was changed" in said
    assert "From the one before From Poor to Good." in said
    assert f"What changed it {scene.draft} was approved" in said


# Several parts


def test_the_parts_are_listed_with_their_weights_and_the_cap_with_the_part_that_caused_it(reader):
    answer = page_of(reader, composite(3, essential=(2,)))
    said = words(answer)

    assert badges(answer) == [
        "Needs Improvement",
        *("Good", "Poor", "Good") * 2,
        "Needs Improvement",
    ]
    assert "Skill 3.2 Poor 1 1 Essential" in said
    assert "by their weights: 2.33 of 4" in said


def test_a_cap_names_the_part_that_held_the_grade_down(reader):
    answer = page_of(reader, composite(5, essential=(2,)))
    said = words(answer)

    assert "by their weights: 2.6 of 4" in said
    assert (
        "Held at Needs Improvement, because an essential part is Poor or not graded. "
        "The part: Skill 5.2."
    ) in said
    assert "No part held the grade down." not in said
    assert badges(answer)[0] == "Needs Improvement"


def test_three_parts_ask_the_database_as_often_as_one(reader):
    asked = []
    for where in (composite(1), composite(3)):
        with CaptureQueriesContext(connection) as queries:
            page_of(reader, where)
        asked.append(len(queries))
    assert asked[0] == asked[1]
