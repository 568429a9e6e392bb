"""One part in words: figures and lines, trend, projection, step, margin, share, chart."""

from datetime import date
from decimal import Decimal
from types import MappingProxyType

from performance.figures import Frequency, Period
from performance.grading import (
    Accumulation,
    Band,
    Better,
    Direction,
    Flat,
    Linear,
    Profile,
    Reach,
    Rubric,
    UnitKind,
    grade_series,
)
from performance.queries.explanations.explained_figures import Recorded
from performance.queries.explanations.explained_parts import Named, part_explained
from tests.grading.builders import (
    APRIL,
    CALLS,
    JUNE,
    a_benchmark,
    a_series,
    band,
    points,
    year_before,
)

THIRTEEN_FALLING = (90, 88, 87, 85, 84, 82, 80, 79, 77, 75, 72, 70, 68)


NOTHING = MappingProxyType({})


def part(approved=NOTHING, stand_ins=(), **said):
    inputs = a_series(**said)
    return part_explained(
        Named(name="Calls"),
        inputs,
        grade_series(inputs),
        benchmark=None,
        approved=approved,
        stand_ins=stand_ins,
    )


def table(explained):
    return [(each.label, each.figure, each.expected, each.deviation) for each in explained.figures]


def used(explained):
    return [(each.is_compared, each.is_in_trend) for each in explained.figures]


def test_a_clear_trend_gives_its_numbers_and_moves_the_grade():
    said = part(points=year_before(*THIRTEEN_FALLING), benchmark=a_benchmark(baseline=Decimal(90)))

    assert (said.zone, said.grade, said.step) == ("Needs Improvement", "Poor", "One grade down")
    assert (said.trend.word, said.trend.S, said.trend.S_needed, said.trend.n) == (
        "deteriorating",
        -66,
        26,
        12,
    )
    assert said.trend.slope == "1.87 points worse a month"
    assert (said.projection.at, said.projection.zone) == ("in March 2022", "Poor")


def test_a_steady_series_does_not_change_from_month_to_month():
    assert part(points=points(70, 70, 70, 70, first=date(2021, 3, 1))).trend.slope == (
        "no change from month to month"
    )


def test_the_figures_used_for_the_trend_reach_back_further_than_those_compared():
    said = part(points=year_before(*THIRTEEN_FALLING))

    assert table(said)[0] == ("July 2020", "88%", "", "")
    assert table(said)[-1] == ("June 2021", "68%", "90%", "22 points behind")
    assert used(said) == [(False, True)] * 9 + [(True, True)] * 3


def test_a_month_without_a_figure_shows_as_such():
    assert table(part(points=points(51, None, 40))) == [
        ("April 2021", "51%", "90%", "39 points behind"),
        ("May 2021", "no figure", "90%", ""),
        ("June 2021", "40%", "90%", "50 points behind"),
    ]


def test_an_approved_figure_shows_as_printed_with_its_remark_and_a_stand_in_does_not():
    may = Recorded("about 51%", "Provisional", None)
    said = part(
        approved={Period.month(2021, 5): may, Period.month(2021, 6): may},
        stand_ins=[Period.month(2021, 6)],
        points=points(51, 40, first=date(2021, 5, 1)),
    )

    assert [(each.figure, each.remark) for each in said.figures] == [
        ("about 51%", "Provisional"),
        ("40%", "Not yet approved"),
    ]


def test_a_flow_ends_with_the_total_that_was_compared():
    said = part(
        accumulation=Accumulation.FLOW,
        unit=CALLS,
        unit_kind=UnitKind.COUNT,
        points=points(100, 110, 120),
        benchmark=a_benchmark(
            expected=Profile((Decimal(100),) * 12), floor=Profile((Decimal(80),) * 12)
        ),
    )

    assert said.compared == "the year's figures to date, added up"
    assert table(said) == [
        ("April 2021", "100", "100", "exactly on it"),
        ("May 2021", "110", "100", "10 ahead"),
        ("June 2021", "120", "100", "20 ahead"),
        ("April 2021 to June 2021, added up", "330", "300", "30 ahead"),
    ]
    assert said.projection.at == "over 2021/22"


def test_a_flow_of_one_month_needs_no_total():
    said = part(
        accumulation=Accumulation.FLOW,
        unit=CALLS,
        unit_kind=UnitKind.COUNT,
        points=points(100, first=JUNE),
        benchmark=a_benchmark(
            expected=Profile((Decimal(100),) * 12), floor=Profile((Decimal(80),) * 12)
        ),
    )

    assert table(said) == [("June 2021", "100", "100", "exactly on it")]


def test_without_a_grade_the_figures_that_there_are_show_and_none_was_used():
    said = part(points=points(51, 56), period_graded=date(2021, 9, 1))

    assert said.reason == "data_too_old"
    assert table(said) == [
        ("April 2021", "51%", "90%", "39 points behind"),
        ("May 2021", "56%", "90%", "34 points behind"),
    ]
    assert used(said) == [(False, False)] * 2
    assert (said.compared, said.distances, said.trend, said.projection) == ("", (), None, None)
    assert (said.marginal, said.share, said.sigma, said.step) == ("", "", "", "")


def test_lines_that_do_not_suit_the_direction_leave_the_columns_empty():
    said = part(direction=Direction.MONITOR, benchmark=a_benchmark(expected=Flat(band(1, 2))))

    assert [each.expected for each in said.figures] == ["", "", ""]
    assert said.kind == ("Monitored only: no wanted direction; a level in each period; monthly")
    assert not said.is_counted


def test_margin_and_share_are_told_in_words():
    said = part(
        points=year_before(60, 62, 61, 63, 62, 64, 66, 65, 67, 68, 69, 70),
        benchmark=a_benchmark(expected=Linear(Decimal(100)), floor=None, baseline=Decimal(65)),
    )

    assert said.sigma == "1.29 points"
    assert said.marginal == "Not marginal: no line lies within one sigma of the latest figure"
    assert said.share == "14% of the way from the baseline to the end of the path"


def test_a_line_within_a_sigma_is_marginal():
    said = part(
        points=year_before(60, 62, 61, 63, 62, 64, 66, 65, 67, 68, 66, 66),
        benchmark=a_benchmark(floor=Flat(Decimal(65))),
    )

    assert said.marginal == "Marginal: a line lies within one sigma of the latest figure"


def test_a_quarterly_series_is_compared_by_its_latest_figure():
    said = part(
        frequency=Frequency.QUARTERLY,
        period_graded=APRIL,
        points=points(70, first=APRIL),
        benchmark=a_benchmark(last=date(2022, 1, 1)),
    )

    assert said.compared == "the latest figure"
    assert said.kind == "Higher is better; a level in each period; quarterly"
    assert table(said)[0][0] == "April to June 2021"


def test_a_rolling_series_says_that_its_periods_overlap():
    assert part(rolling=True).kind.endswith("monthly, over overlapping periods")


def test_breaks_and_rebasings_after_the_period_graded_do_not_count():
    inputs = a_series(rebases=(date(2021, 5, 1), date(2021, 8, 1)))
    said = part_explained(
        Named(name="Calls"),
        inputs,
        grade_series(inputs),
        benchmark=None,
        rebased={date(2021, 5, 1): "A new rota"},
    )

    assert [(each.on, each.reason) for each in said.rebasings] == [(date(2021, 5, 1), "A new rota")]


def test_bands_grade_the_latest_figure():
    rubric = Rubric(
        bands=(
            Band("Good", Reach(Decimal(50), None)),
            Band("Poor", Reach(None, Decimal(40))),
        ),
        better=Better.HIGHER,
        gap_rule="worse",
    )
    said = part(
        points=points(51, 56, 45), rubric=rubric, benchmark=a_benchmark(expected=None, floor=None)
    )

    assert (said.grade, said.zone, said.band) == (
        "Poor",
        None,
        "Poor, the worse of two that it lies between",
    )
    assert table(said)[-1] == ("June 2021", "45%", "", "")
