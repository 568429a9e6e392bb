"""A rubric's bands as a drawing: every band, gap and overlap is there, in shape and in words."""

from dataclasses import replace
from fractions import Fraction
from xml.etree import ElementTree

import pytest

from performance.charts.bands import BandsChart, Bar, Valued, draw_bands, reach_in_words
from performance.figures import Form, Unit
from performance.grading import Reach

COUNT = Unit("volunteers", Form.COUNT)
SVG = "{http://www.w3.org/2000/svg}"
CADETS = BandsChart(
    key="cadets",
    title="Cadet units: the bands for 2024/25",
    unit=COUNT,
    bars=(
        Bar("Outstanding", Reach(8, None, low_open=True)),
        Bar("Good", Reach(5, 7)),
        Bar("Satisfactory", Reach(2, 4), "Needs Improvement"),
        Bar("Poor", Reach(None, 1, high_open=True)),
    ),
    range=Reach(0, None),
    gaps=(
        Reach(1, 2, high_open=True),
        Reach(4, 5, low_open=True, high_open=True),
        Reach(7, 8, low_open=True),
    ),
)


def drawn(chart):
    return ElementTree.fromstring(
        draw_bands(chart).replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" ', 1)
    )


def of_class(chart, name):
    return [each for each in drawn(chart).iter() if each.get("class") == name]


def words(chart):
    return [each.text for each in drawn(chart).iter(f"{SVG}text")]


def test_the_bands_of_the_2024_paper_are_drawn_with_their_gaps():
    assert len(of_class(CADETS, "app-bands__band")) == 4
    assert len(of_class(CADETS, "app-bands__gap")) == 3
    assert of_class(CADETS, "app-bands__overlap") == []


def test_each_band_and_gap_is_named_with_its_values():
    assert words(CADETS)[5:] == [
        "Outstanding: more than 8",
        "Good: 5 or more, up to 7",
        "Satisfactory (counts as Needs Improvement): 2 or more, up to 4",
        "Poor: less than 1",
        "Gap: 1 or more, less than 2",
        "Gap: more than 4, less than 5",
        "Gap: more than 7, up to 8",
    ]


def test_the_axis_is_in_the_unit():
    assert words(CADETS)[:5] == ["0", "2", "4", "6", "8"]


def test_who_does_not_see_it_is_told_every_gap_and_overlap():
    overlapping = replace(CADETS, bars=CADETS.bars[:1], gaps=(), overlaps=(Reach(5, 7),))
    assert drawn(overlapping).find(f"{SVG}desc").text == (
        "Outstanding: more than 8. Several bands hold 5 or more, up to 7."
    )
    whole = replace(CADETS, bars=CADETS.bars[:1], gaps=())
    assert drawn(whole).find(f"{SVG}desc").text == (
        "Outstanding: more than 8. There is no gap and no overlap."
    )


def test_a_gap_is_as_wide_as_the_room_between_its_bands():
    good, satisfactory = of_class(CADETS, "app-bands__band")[1:3]
    gap = of_class(CADETS, "app-bands__gap")[1]
    assert float(gap.get("x")) == float(satisfactory.get("x")) + float(satisfactory.get("width"))
    assert float(gap.get("x")) + float(gap.get("width")) == float(good.get("x"))


def test_a_number_that_is_left_out_has_a_hollow_end():
    assert len(of_class(CADETS, "app-bands__open")) == 2 + len(["below 2", "4", "5", "7"])


def test_an_overlap_of_one_value_shows():
    once = replace(CADETS, gaps=(), overlaps=(Reach(5, 5),))
    assert words(once)[-1] == "Overlap: exactly 5"
    assert of_class(once, "app-bands__overlap") == []
    strokes = [each for each in drawn(once).iter(f"{SVG}line") if each.get("stroke-width") == "3"]
    assert len(strokes) == 1


def test_last_years_figures_stand_among_the_bands():
    dotted = replace(
        CADETS,
        figures=(Valued("May 2023", Fraction(3)), Valued("June 2023", Fraction(9))),
        figures_name="The figures of 2023/24",
    )
    tips = [each.text for each in drawn(dotted).iter(f"{SVG}title")][1:]
    assert tips == ["May 2023: 3", "June 2023: 9"]
    assert words(dotted)[-1] == "The figures of 2023/24"


def test_words_are_escaped():
    risky = replace(CADETS, bars=(Bar("<b>Best & rest</b>", Reach(1, 2)),), gaps=())
    assert "&lt;b&gt;Best &amp; rest&lt;/b&gt;" in draw_bands(risky)
    assert words(risky)[-1] == "<b>Best & rest</b>: 1 or more, up to 2"


def test_without_a_number_there_is_nothing_to_draw():
    bare = BandsChart("bare", "Bare", COUNT, bars=(Bar("All", Reach(None, None)),))
    assert draw_bands(bare) == ""


@pytest.mark.parametrize(
    ("reach", "words"),
    [
        (Reach(None, None), "any value"),
        (Reach(8, None), "8 or more"),
        (Reach(None, 1), "up to 1"),
        (Reach(5, 5), "exactly 5"),
        (Reach(7, 5), "7 or more, up to 5, which holds nothing"),
        (Reach(5, 5, low_open=True), "more than 5, up to 5, which holds nothing"),
        (Reach(2, 3, low_open=True, high_open=True), "more than 2, less than 3"),
    ],
)
def test_the_values_of_a_band_in_words(reach, words):
    assert reach_in_words(reach, COUNT) == words
