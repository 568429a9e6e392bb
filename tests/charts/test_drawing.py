"""A chart is well-formed, says what it shows in words, and never joins figures across a break."""

from dataclasses import replace
from decimal import Decimal

from performance.charts import Break, Mark, Path, PathPoint, draw
from tests.charts.pieces import CHART, MONTHS, SVG, description, drawn, mark, of_class, words


def test_a_chart_has_a_title_and_says_in_words_what_it_shows():
    assert drawn(CHART).find(f"{SVG}title").text == CHART.title
    assert drawn(CHART).find(f"{SVG}desc").text == (
        "The force: 3 figures, from 60% in Apr 21 to 40% in Jun 21; the lowest is 40% in Jun 21, "
        "the highest 60% in Apr 21. With the benchmark's lines: expected, floor."
    )
    assert drawn(CHART).get("aria-labelledby") == "chart-1-title chart-1-desc"


def test_the_legend_names_each_line_that_is_there():
    assert words(CHART)[:3] == ["The force", "Expected", "Floor"]


def test_each_figure_has_a_dot_and_the_last_its_words():
    assert len(of_class(CHART, "circle", "app-chart__dot")) == 3 + len(["in the legend"])
    assert words(CHART)[-1] == "40%"


def test_figures_in_a_row_are_joined():
    assert len(of_class(CHART, "line", "app-chart__figures")) == 2 + len(["in the legend"])


def test_a_gap_is_left_open():
    gappy = replace(CHART, marks=(mark(0, "60"), mark(2, "40")))
    assert of_class(gappy, "line", "app-chart__figures")[1:] == []


def test_figures_before_and_after_a_break_are_not_joined():
    broken = replace(CHART, breaks=(Break(2, "June 2021", "New system"),))
    assert len(of_class(broken, "line", "app-chart__figures")) == 1 + len(["in the legend"])
    assert len(of_class(broken, "line", "app-chart__break")) == 1
    assert "Break, June 2021" in words(broken)
    assert (
        drawn(broken).find(f"{SVG}desc").text.endswith("The series breaks at June 2021: New system")
    )


def test_a_band_has_two_lines():
    band = Path("expected", tuple(PathPoint(at, Decimal(40), Decimal(60)) for at in range(4)))
    assert len(of_class(replace(CHART, paths=(band,)), "polyline", "app-chart__expected")) == 2


def test_a_year_of_one_period_still_shows_its_line():
    year = replace(
        CHART,
        labels=("2020/21",),
        marks=(Mark(0, "2020/21", Decimal(303), "303"),),
        paths=(Path("expected", (PathPoint(0, Decimal(250)),)),),
    )
    (line,) = of_class(year, "polyline", "app-chart__expected")
    first, *_, last = (pair.split(",")[0] for pair in line.get("points").split())
    assert float(last) - float(first) > 100


def test_no_style_attribute_and_no_script():
    allowed = {"title", "desc", "line", "text", "circle", "polyline", "svg"}
    assert {each.tag.removeprefix(SVG) for each in drawn(CHART).iter()} == allowed
    assert [each for each in drawn(CHART).iter() if each.get("style")] == []


def test_words_from_the_data_are_escaped():
    hostile = replace(CHART, title="<script>&", organisation="A & <b>")
    assert drawn(hostile).find(f"{SVG}title").text == "<script>&"
    assert words(hostile)[0] == "A & <b>"


def test_a_chart_without_a_number_is_no_chart():
    assert draw(replace(CHART, marks=(), paths=())) == ""


def test_a_chart_without_a_figure_says_so():
    assert description(replace(CHART, marks=())) == (
        "No figure of The force yet, only the benchmark's lines. "
        "With the benchmark's lines: expected, floor."
    )


def test_a_single_figure_is_told_by_itself():
    alone = replace(CHART, marks=(mark(1, "51"),), paths=())
    assert description(alone) == "The force: 51% in May 21."


def last_words(*values):
    """Where the words of a last figure at the chart's right edge stand, and the figure itself."""
    marks = tuple(mark(at, value) for at, value in zip((2, 3), values, strict=True))
    chart = replace(CHART, marks=marks, labels=MONTHS * 5)
    chart = replace(chart, marks=(replace(marks[0], at=18), replace(marks[1], at=19)))
    (said,) = [each for each in drawn(chart).iter(f"{SVG}text") if each.get("font-weight")]
    *_, dot = of_class(chart, "circle", "app-chart__dot")
    return float(said.get("y")), float(dot.get("cy"))


def test_the_words_of_the_last_figure_keep_clear_of_the_line_that_leads_to_it():
    words_at, dot_at = last_words("40", "60")
    assert words_at < dot_at
    words_at, dot_at = last_words("60", "40")
    assert words_at > dot_at
