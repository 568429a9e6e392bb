"""What a line prints: by rule the latest figure and its like, or a list that is looked up."""

from datetime import date, timedelta

import pytest

from performance.documents.scorecard_export import rows_of
from performance.figures import Period
from performance.models import Observation, Placement, PrintedItem, period_fields
from performance.queries.scorecards.latest import same_period, years_before
from performance.queries.scorecards.scorecards import scorecard
from performance.queries.scorecards.ungraded import why_ungraded
from performance.states import Missing, PrintRule
from tests import factories

TODAY = date(2026, 3, 2)


@pytest.mark.django_db
def test_a_reason_stands_where_the_rule_finds_no_figure():
    scene = factories.scene()
    Placement.objects.update(print_rule=PrintRule.LATEST)
    Observation.objects.create(
        series=scene.series,
        organisation=factories.force(),
        brought_by=factories.paper(),
        known_on=date(2021, 8, 1),
        missing=Missing.AWAITING,
        **period_fields(factories.JULY),
    )

    [line] = scorecard(scene.framework, as_at=TODAY).lines

    assert [(each.printed, each.missing, each.label) for each in line.current] == [
        ("Awaiting data", "awaiting", "[Jul 21]")
    ]


@pytest.mark.django_db
def test_by_rule_the_same_month_of_earlier_years_stands_beside_the_latest():
    june = Period.month(2021, 6)
    scene = factories.scene(
        raw_before={june: "40%", Period.month(2021, 5): "51%", Period.month(2020, 6): "66%"}
    )
    factories.observation(scene.series, june, "62%", organisation=factories.peer())
    Placement.objects.update(print_rule=PrintRule.LATEST, years_back=2)

    [line] = scorecard(scene.framework, as_at=TODAY).lines

    assert [(each.organisation_short, each.printed) for each in line.current] == [
        ("WMP", "40%"),
        ("GM", "62%"),
    ]
    assert [(each.printed, each.label, each.role) for each in line.historical] == [
        ("66%", "[Jun 20]", "historical")
    ]


@pytest.mark.django_db
def test_a_listed_figure_that_was_revised_prints_the_revision_known_on_the_day():
    scene = factories.scene()
    june = Period.month(2021, 6)
    PrintedItem.objects.create(
        placement=scene.placement,
        column="current",
        order=1,
        kind="figure",
        role="current",
        series=scene.series,
        organisation=factories.force(),
        **period_fields(june),
    )
    Placement.objects.update(print_rule=PrintRule.EXPLICIT)
    first = Observation.objects.get(series=scene.series, period_start=june.start)
    Observation.objects.filter(pk=first.pk).update(is_current=False)
    factories.observation(
        scene.series, june, "41%", revision=2, replaces=first, known_on=date(2021, 9, 1)
    )

    def printed(as_at):
        [line] = scorecard(scene.framework, as_at=as_at).lines
        return [each.printed for each in line.current]

    assert printed(date(2021, 7, 19)) == []
    assert printed(date(2021, 8, 31)) == ["40%"]
    assert printed(date(2021, 9, 1)) == ["41%"]


@pytest.mark.parametrize(
    ("day", "years", "earlier"),
    [
        (date(2021, 6, 30), 1, date(2020, 6, 30)),
        (date(2021, 2, 28), 1, date(2020, 2, 29)),
        (date(2024, 2, 29), 1, date(2023, 2, 28)),
        (date(2024, 2, 28), 1, date(2023, 2, 28)),
        (date(2021, 12, 31), 2, date(2019, 12, 31)),
    ],
)
def test_the_same_day_of_an_earlier_year(day, years, earlier):
    assert years_before(day, years) == earlier


@pytest.mark.parametrize(
    ("period", "earlier"),
    [
        (Period.month(2024, 2), Period.month(2023, 2)),
        (Period.financial_year(2021), Period.financial_year(2020)),
        (Period.on(date(2022, 3, 31)), Period.on(date(2021, 3, 31))),
        (Period.rolling(12, 2021, 2), Period.rolling(12, 2020, 2)),
    ],
)
def test_the_same_period_of_the_year_before(period, earlier):
    assert same_period(period, 1) == earlier


@pytest.mark.django_db
def test_a_figure_newer_than_the_papers_list_stands_first_and_no_export_holds_it():
    scene = listed_june(factories.scene())
    july = factories.observation(
        scene.series, factories.JULY, "38%", known_on=date(2021, 8, 9), brought_by=factories.paper()
    )

    def current(as_at):
        [line] = scorecard(scene.framework, as_at=as_at).lines
        return [(each.lead_in, each.printed, each.is_later) for each in line.current]

    listed = [("", "40%", False)]
    assert current(july.known_on - timedelta(days=1)) == listed
    part = scene.indicator.parts.get()
    assert current(july.known_on) == [(f"Latest: {part}", "38%", True), *listed]
    rows = rows_of(scorecard(scene.framework, as_at=july.known_on))
    assert [row["printed"] for row in rows] == ["40%", "-"]


@pytest.mark.django_db
def test_a_newer_figure_of_a_monitored_series_stays_out_of_the_papers_list():
    scene = listed_june(factories.scene())
    type(scene.series).objects.update(direction="monitor")
    factories.observation(scene.series, factories.JULY, "38%")

    [line] = scorecard(scene.framework, as_at=TODAY).lines

    assert [each.printed for each in line.current] == ["40%"]
    assert line.ungraded == "Monitored only: no direction is set."


@pytest.mark.django_db
def test_a_figure_after_the_framework_ended_stays_out_of_its_list():
    scene = listed_june(factories.scene())
    type(scene.framework).objects.update(ends=date(2021, 7, 1))
    factories.observation(scene.series, factories.JULY, "38%")
    scene.framework.refresh_from_db()

    [line] = scorecard(scene.framework, as_at=TODAY).lines

    assert [each.printed for each in line.current] == ["40%"]


def listed_june(scene):
    """The scene with its placement printing a list: June 2021 alone."""
    PrintedItem.objects.create(
        placement=scene.placement,
        column="current",
        order=1,
        kind="figure",
        role="current",
        series=scene.series,
        organisation=factories.force(),
        **period_fields(Period.month(2021, 6)),
    )
    Placement.objects.update(print_rule=PrintRule.EXPLICIT)
    return scene


@pytest.mark.parametrize(
    ("is_monitored", "has_figures", "has_words", "said"),
    [
        (True, True, True, "Monitored only: no direction is set."),
        (
            *(False, True, True),
            "Its figures are for other periods than the ones that are graded.",
        ),
        (False, False, True, "Reported in words."),
        (False, False, False, "No figure to grade was known on that day."),
    ],
)
def test_a_row_that_was_never_graded_says_why(is_monitored, has_figures, has_words, said):
    assert said == why_ungraded(
        is_monitored=is_monitored, has_figures=has_figures, has_words=has_words
    )
