"""The paper of July 2021: its figures, its words, and the grades that they give."""

from collections import Counter

import pytest

from performance.figures import UnreadableQuantity, parse_quantity
from performance.models import Benchmark, Break, Framework, Grade, Portfolio, Unit
from performance.queries.scorecards.scorecards import scorecard
from performance.regrading import regrade_waiting
from tests.papers.loaded import FORCE_PAPER, by_fields, exported, seed_rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("papers")]

KEY = by_fields("indicator", "series", "period_label", "unit", "role")
COMPARED = ("organisation", "period_kind", "period_start", "period_end", "value", "qualifier")
# Where an exported cell differs from the cell read by hand: the row, the column, and why.
OTHER_FACTS = {
    ("411", "qualifier"): "+",  # "+19500" is a change; the hand left the sign in the text
    ("412", "qualifier"): "+",
    ("413", "qualifier"): "+",
    ("504", "period_kind"): "month_range",  # 1 May to 31 July are three whole months
    ("505", "period_kind"): "month_range",
}
# Where our print does not read back to the paper's own text, and why.
OTHER_PRINT = {
    "425": "3 minutes",  # "three minute": a number in words
    "441": "5",  # "five": a number in words
    "444": "about 1,000",  # "approximately +1000": about, and a change
    "503": "4",  # "last 4": the word before it is the lead-in
}


def numeric(rows):
    return [row for row in rows if row["unit"] != "text"]


def pairs():
    """Each numeric row read by hand beside the exported row of the same series and label."""
    found = {KEY(row): row for row in numeric(exported("force-2021", FORCE_PAPER))}
    return [(want, found[KEY(want)]) for want in numeric(seed_rows("2021"))]


def test_each_numeric_row_is_exported_once_and_none_besides():
    ours = Counter(KEY(row) for row in numeric(exported("force-2021", FORCE_PAPER)))

    assert ours == Counter(KEY(row) for row in numeric(seed_rows("2021")))
    assert ours.total() == 86


def test_every_numeric_row_has_the_papers_facts():
    other = {
        (want["row_id"], column): got[column]
        for want, got in pairs()
        for column in COMPARED
        if got[column] != want[column]
    }

    assert other == OTHER_FACTS


def test_what_is_printed_reads_back_to_the_same_quantity_as_the_paper():
    units = {unit.name: unit.dress for unit in Unit.objects.all()}
    other = {
        want["row_id"]: got["printed"]
        for want, got in pairs()
        if read(got["printed"], units[want["unit"]]) != read(want["raw"], units[want["unit"]])
    }

    assert other == OTHER_PRINT


def read(text, unit):
    try:
        return parse_quantity(text, unit)
    except UnreadableQuantity:
        return text


def test_objectives_and_organisations_are_the_papers():
    ours = {
        (row["objective"], row["sub_objective"], row["indicator"])
        for row in exported("force-2021", FORCE_PAPER)
    }

    assert ours == {
        (row["section"], row["sub_objective"], row["indicator"]) for row in seed_rows("2021")
    }


def test_words_read_by_hand_stand_in_the_statements_of_their_indicator():
    said = {}
    for row in exported("force-2021", FORCE_PAPER):
        said[row["indicator"]] = f"{said.get(row['indicator'], '')} {row['printed']}"
    words = [row for row in seed_rows("2021") if row["unit"] == "text"]

    assert len(words) == 22
    assert [row["row_id"] for row in words if row["raw"] not in said[row["indicator"]]] == []


def test_figures_without_a_date_are_known_as_at_the_paper_and_export_no_period():
    card = scorecard(Framework.objects.get(code="force-2021"), as_at=FORCE_PAPER)
    subscribers = card.lines[9].current[0]

    assert (subscribers.printed, subscribers.label) == ("113,504", "")
    assert (subscribers.period.start, subscribers.period.end) == (FORCE_PAPER, FORCE_PAPER)


@pytest.mark.parametrize(
    ("number", "period", "grade"),
    [
        (7, "May 2021", "Poor"),
        (7, "June 2021", "Poor"),
        (9, "July 2021", "Poor"),
        (10, "July 2021", "Needs Improvement"),
        (11, "2020/21", "Needs Improvement"),
        (12, "May 2021", "Needs Improvement"),
        (13, "May 2021", "Needs Improvement"),
        (14, "May 2021", "Needs Improvement"),
    ],
)
def test_the_grades_are_those_the_paper_gives(number, period, grade):
    regrade_waiting()

    grades = Grade.objects.filter(placement__framework__code="force-2021", placement__number=number)
    [found] = [each for each in grades if each.period.label() == period]
    assert (found.grade, found.assumed, found.known_on) == (grade, True, FORCE_PAPER)


def test_under_represented_colleagues_have_a_mean_score_of_two_and_a_third():
    regrade_waiting()

    [grade] = Grade.objects.filter(
        placement__framework__code="force-2021", placement__number=12, period_start="2021-05-01"
    )
    assert grade.verdict["m"] == "7/3"
    assert Counter(part["grade"] for part in grade.verdict["parts"]) == {
        "Good": 4,
        "Needs Improvement": 4,
        "Poor": 1,
    }


def test_assumed_benchmarks_say_so_on_the_scorecard():
    regrade_waiting()
    card = scorecard(Framework.objects.get(code="force-2021"), as_at=FORCE_PAPER)

    graded = [line for line in card.lines if line.grade and line.grade.grade]
    assert [line.number for line in graded] == [7, 9, 10, 11, 12, 13, 14]
    assert {line.grade.waiver for line in graded} == {
        "Assumed: the paper of 20 July 2021 prints no benchmark. These lines were made up "
        "afterwards for this past year, so that its figures can be graded."
    }
    assert card.counts == {"Poor": 2, "Needs Improvement": 5}


def test_every_benchmark_is_assumed_and_known_since_the_paper():
    facts = Benchmark.objects.values_list("assumed", "known_on", "approved_on", "approved_by")

    assert set(facts) == {(True, FORCE_PAPER, FORCE_PAPER, None)}
    assert len(facts) == 21


def test_the_removal_of_the_absent_category_is_a_break():
    [found] = Break.objects.all()

    assert found.series.code == "repeat-missing-children-u18-repeat-missing-rate"
    assert f"{found.on:%B %Y}" == "November 2019"
    assert "'absent' category" in found.reason


def test_portfolios_are_ours_and_every_indicator_has_one():
    placed = Framework.objects.get(code="force-2021").placements.select_related("indicator")

    assert set(Portfolio.objects.values_list("is_demonstration", flat=True)) == {True}
    assert [
        each.number for each in placed if each.indicator.portfolio_on(FORCE_PAPER) is None
    ] == []
