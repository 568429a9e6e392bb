"""What a grade looked at is on the chart: the figures compared and the period graded."""

from dataclasses import replace

from tests.charts.pieces import CHART, description, of_class, words

WINDOW = "app-chart__window"


def bands(chart):
    """(from, to) of each band, but for the legend's sample."""
    found = [
        (float(each.get("x")), float(each.get("width"))) for each in of_class(chart, "rect", WINDOW)
    ]
    return sorted((x, x + wide) for x, wide in found if wide > 26)


def test_nothing_is_highlighted_unless_asked():
    assert of_class(CHART, "rect", WINDOW) == []
    assert words(CHART)[:4] == ["The force", "Expected", "Floor", "0%"]


def test_neighbours_share_one_band_and_a_gap_parts_two():
    (both,) = bands(replace(CHART, highlighted=(1, 2)))
    first, second = bands(replace(CHART, highlighted=(2, 0)))
    assert both[1] - both[0] == (first[1] - first[0]) * 2
    assert first[1] < second[0]


def test_the_legend_and_the_description_say_what_was_compared():
    chart = replace(CHART, highlighted=(1, 2), graded_at=2)
    assert words(chart)[3:5] == ["Compared by the grade", "Period graded"]
    assert description(chart).endswith("The grade compared 51% in May 21, 40% in Jun 21.")


def test_the_pointer_stands_under_the_period_graded():
    def pointers(chart):
        return [each.get("d") for each in of_class(chart, "path", "app-chart__dot")]

    june, july = (pointers(replace(CHART, graded_at=at)) for at in (2, 3))
    assert (len(june), len(july)) == (2, 2)
    assert len({*june, *july}) == 3
