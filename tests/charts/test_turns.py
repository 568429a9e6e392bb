"""Labels of breaks and re-basings never cover one another, however near their marks are."""

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest

from performance.charts import Break, Rebasing
from performance.charts.scales import Scale
from performance.charts.turns import placed, rows_of
from tests.charts.pieces import CHART

ACROSS = Scale(Fraction(-1, 2), Fraction(119, 2), 76, 704)


def turns(*periods, kind=Break):
    marks = tuple(kind(at, "September 2020", "") for at in periods)
    name = "breaks" if kind is Break else "rebasings"
    return placed(replace(CHART, **{name: marks}), ACROSS)


@pytest.mark.parametrize(
    "periods",
    [(5,), (5, 50), (5, 8), (50, 58), (40, 55), (10, 15, 20, 25), (30, 40, 50, 58), (57, 58, 59)],
)
def test_no_label_covers_another_or_is_crossed_by_a_line(periods):
    found = turns(*periods)
    assert len(found) == len(periods)
    for one, other in combinations(found, 2):
        if one.row == other.row:
            assert one.right <= other.left or other.right <= one.left
        low, high = sorted((one, other), key=lambda turn: turn.row)
        assert not low.left < high.x < low.right


def test_a_label_stays_on_the_chart():
    found = turns(*range(1, 60, 4))
    assert min(turn.left for turn in found) >= 0
    assert max(turn.right for turn in found) <= 704


def test_one_label_takes_one_row_and_near_ones_more():
    assert rows_of(turns()) == rows_of(turns(5)) == rows_of(turns(5, 50)) == 1
    assert rows_of(turns(5, 8)) == 2


def test_a_break_and_a_rebasing_on_one_day_are_both_shown():
    marks = (Break(20, "May 2021", ""),), (Rebasing(20, "May 2021", ""),)
    found = placed(replace(CHART, breaks=marks[0], rebasings=marks[1]), ACROSS)
    assert {turn.words for turn in found} == {"Break, May 2021", "Re-based, May 2021"}
    assert {turn.row for turn in found} == {0, 1}
