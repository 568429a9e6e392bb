"""explain: a grade in the terminal, by what people write; figures not yet submitted."""

import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from performance.figures import Period
from performance.models import Grade, Series
from performance.queries.checks.provisional import provisional_outcome
from performance.regrading import regrade_waiting
from performance.states import State
from performance.workflow.requests import request_regrades
from tests import factories

JUNE = Period.month(2021, 6)

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage():
    return factories.scene()


@pytest.fixture
def graded(stage):
    request_regrades([(stage.series, JUNE)], because="loaded")
    regrade_waiting()
    return stage


def explain(*arguments) -> str:
    said = io.StringIO()
    call_command("explain", *arguments, stdout=said)
    return said.getvalue()


def refusal(*arguments) -> str:
    with pytest.raises(CommandError) as refused:
        explain(*arguments)
    return str(refused.value)


def grade_line(text: str) -> str:
    [line] = [
        each
        for each in text.splitlines()
        if each.startswith(("Poor in", "Needs Improvement in", "Good in", "Not graded in"))
    ]
    return line


def test_the_whole_explanation_reads_from_the_grade_down_to_the_digest(graded):
    assert explain("non-emergency-demand", "--period", "June 2021") == (
        f"""\
Non-emergency demand (101 and online)
Force 2021, number 1 (non-emergency-demand)

Poor in June 2021
  40% in June 2021; the worse of the last 2 is 40%. The path expected 90% (50 points
  behind); the floor is 66%.
  The trend is unknown: 2 figures within 12 months, and 4 are needed.
  Staying halfway between the last 2, March 2022 would be 46%: Poor.

What is graded
  Series  101 calls answered within three minutes (calls-101-within-3-minutes)
  Unit    percent
  Kind    Higher is better; a level in each period; monthly

Figures and lines
  Period     Figure  Expected  Floor  From expected     Used for
  ---------  ------  --------  -----  ----------------  ---------------
  May 2021   51%     90%       66%    39 points behind  position, trend
  June 2021  40%     90%       66%    50 points behind  position, trend
  Source  Performance report, 20 July 2021

Where it stands
  Position        Poor, by the worse of the last 2 figures: expected 50 points behind;
                  floor 26 points behind
  Trend           unknown, from 2 figures
  Projection      46% in March 2022: Poor
  Step for trend  none

Control chart
  Note  Too few figures for limits (2 figures; 6 are needed).

Benchmark
  Year      2021/22, version 1
  Expected  90% all year
  Floor     66% all year
  Proposal  Proposed by Proposer of benchmarks
  Approval  Approved by Panel chair of benchmarks on 31 March 2021

Method
  Version  2026.1
  Digest   {Grade.objects.get().digest}
"""
    )


@pytest.mark.parametrize("period", ["June 2021", "Jun 21", "2021-06", "[Jun 21]", "30 June 2021"])
def test_a_period_is_read_as_people_write_it(graded, period):
    assert grade_line(explain("non-emergency-demand", "--period", period)) == "Poor in June 2021"


def test_an_indicator_is_known_by_words_of_its_name(graded):
    assert explain("101", "ONLINE", "--period", "Jun 21") == explain(
        "non-emergency-demand", "--period", "Jun 21"
    )


def test_words_that_several_share_list_them(stage):
    factories.indicator("non-emergency-channels", name="Non-emergency channels")

    assert refusal("non-emergency", "--period", "June 2021") == (
        "Several indicators are called “non-emergency”. Name one:\n"
        "  non-emergency-channels  Non-emergency channels\n"
        "  non-emergency-demand  Non-emergency demand (101 and online)"
    )


def test_a_slip_of_the_pen_is_answered_with_what_is_near(stage):
    assert refusal("non-emergncy-demand", "--period", "June 2021") == (
        "No indicator is called “non-emergncy-demand”. Did you mean:\n"
        "  non-emergency-demand  Non-emergency demand (101 and online)"
    )


def test_what_is_like_nothing_is_refused(stage):
    assert refusal("zzz", "--period", "June 2021") == (
        "No indicator is called “zzz”. Give its code, or words of its name or of a framework's "
        "wording."
    )


@pytest.mark.parametrize(
    ("period", "why"),
    [
        (
            "last month",
            "“last month” is not a period that can be read. Write it like January 2024, Apr-Jun "
            "23, 2022/23, 12 months to Dec 22 or 31 March 2023. It is graded month by month: "
            "write a month, such as June 2021.",
        ),
        (
            "2020/21",
            "Nothing is graded for “2020/21”. It is graded month by month: write a month, such "
            "as June 2021.",
        ),
    ],
)
def test_a_period_that_is_not_graded_is_refused_with_what_to_write(stage, period, why):
    assert refusal("non-emergency-demand", "--period", period) == why


def test_a_quarterly_indicator_is_asked_for_by_its_months():
    asked = factories.indicator("satisfaction", frequency="quarterly")
    factories.placement(asked)
    factories.series(asked)

    assert refusal("satisfaction", "--period", "Jun 21") == (
        "Nothing is graded for “Jun 21”. It is graded by quarter: write its months, such as April "
        "to June 2021."
    )
    assert (
        grade_line(explain("satisfaction", "--period", "Apr-Jun 21"))
        == "Not graded in April to June 2021"
    )


def test_an_annual_indicator_is_asked_for_by_its_year():
    asked = factories.indicator("misconduct", frequency="annual")
    factories.placement(asked)
    factories.series(asked)

    assert grade_line(explain("misconduct", "--period", "2021/22")) == "Not graded in 2021/22"


def test_what_stands_in_two_frameworks_is_explained_in_both_or_in_the_one_named(stage):
    factories.placement(stage.indicator, factories.framework("plan-2021-25"))

    both = explain("non-emergency-demand", "--period", "June 2021")
    one = explain("non-emergency-demand", "--period", "June 2021", "--framework", "plan-2021-25")

    assert [line for line in both.splitlines() if "number 1" in line] == [
        "Force 2021, number 1 (non-emergency-demand)",
        "Plan 2021 25, number 1 (non-emergency-demand)",
    ]
    assert both.endswith(one)


def test_a_framework_it_does_not_stand_in_is_refused(stage):
    asked = ("non-emergency-demand", "--period", "June 2021")

    assert refusal(*asked, "--framework", "plan") == (
        "Non-emergency demand (101 and online) does not stand in plan: it stands in force-2021."
    )


def test_a_framework_that_had_ended_grades_nothing_after(stage):
    stage.framework.ends = date(2021, 6, 1)
    stage.framework.save()

    assert refusal("non-emergency-demand", "--period", "June 2021") == (
        "June 2021 is not graded in force-2021, which had ended by then."
    )


def test_an_indicator_in_words_is_refused(stage):
    factories.placement(factories.indicator("readiness"))

    assert refusal("readiness", "--period", "June 2021") == (
        "Readiness has no figures that are graded: it is reported in words."
    )


def test_indicator_and_period_are_both_needed(stage):
    assert refusal() == "Name an indicator: its code, or words of its name."
    assert refusal("non-emergency-demand") == "Say which period, such as --period 'June 2021'."


def test_a_grade_that_is_being_worked_out_again_says_so(stage):
    request_regrades([(stage.series, JUNE)], because="loaded")

    [mark] = [
        line
        for line in explain("non-emergency-demand", "--period", "June 2021").splitlines()
        if line.startswith("! ")
    ]
    assert mark.startswith("! Being regraded since ")


def test_a_stored_grade_that_the_figures_no_longer_give_says_so(graded):
    Series.objects.filter(pk=graded.series.pk).update(direction="lower")

    text = explain("non-emergency-demand", "--period", "June 2021")

    assert grade_line(text) == "Good in June 2021"
    assert (
        "! The stored grade differs: Poor, by method 2026.1, known on 20 July 2021. What follows "
        "is worked out from the approved figures as they are now. Run verify_grades to see every "
        "such difference. Good in June 2021"
    ) in " ".join(text.split())


def test_a_period_without_a_stored_grade_says_so(stage):
    text = explain("non-emergency-demand", "--period", "May 2021")

    assert "! No grade is stored for this period. What follows was worked out now.\n" in text


def test_a_figure_not_yet_submitted_gives_the_grade_that_the_entry_page_gives(graded):
    draft = factories.walk(graded.draft, graded.people, to=State.SUBMITTED, raw="70%")
    text = explain("non-emergency-demand", "--period", "July 2021", "--what-if", "70%")

    assert grade_line(text) == "Poor in July 2021"
    assert provisional_outcome(draft).grade == "Poor"
    assert (
        "  July 2021  70%     90%       66%    20 points behind  position, trend  "
        "Not yet approved\n"
    ) in text
    assert "! Provisional: figures marked “Not yet approved” stand in for approved ones.\n" in text
    assert provisional_outcome(draft).sentence in " ".join(text.split())


def test_a_figure_may_name_its_series(stage):
    assert explain(
        "non-emergency-demand",
        "--period",
        "July 2021",
        "--what-if",
        "calls-101-within-3-minutes=38%",
    ) == explain("non-emergency-demand", "--period", "July 2021", "--what-if", "38%")


def test_with_several_graded_series_a_figure_must_name_its_own(stage):
    factories.series(stage.indicator, "calls-returned")
    asked = ("non-emergency-demand", "--period", "July 2021", "--what-if")

    assert refusal(*asked, "38%") == (
        "Which series is “38%” for? Write SERIES=VALUE with one of these:\n"
        "  calls-101-within-3-minutes\n"
        "  calls-returned"
    )
    assert refusal(*asked, "calls-lost=38%").startswith("Which series is “calls-lost=38%” for?")
    both = explain(*asked, "calls-101-within-3-minutes=38%", "calls-returned=12%")
    assert both.count("Not yet approved") == 3


def test_a_figure_that_cannot_be_read_is_refused(stage):
    asked = ("non-emergency-demand", "--period", "July 2021", "--what-if")

    assert refusal(*asked, "12m27s") == (
        "“12m27s” cannot be read: it is a time, and this is counted in percent. Write one figure, "
        "such as 56%."
    )


def test_a_benchmark_that_cannot_grade_is_named():
    asked = factories.indicator("answering")
    factories.placement(asked)
    graded = factories.series(asked)
    held = factories.proposed_benchmark(graded, expected=None)
    held.lines.create(kind="expected", shape="profile")
    factories.approve_benchmark(held)
    factories.observation(graded, JUNE, "40%")

    assert refusal("answering", "--period", "June 2021").startswith(
        "The benchmark cannot grade it: "
    )
