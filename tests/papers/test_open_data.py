"""The published statistics: years of figures of four forces, printed by rule."""

from datetime import date
from decimal import Decimal

import pytest

from performance.figures import Period, parse_period
from performance.models import Framework, Import, Observation, Series
from performance.papers.open_data import statistical_period
from performance.papers.sheets import sheet
from performance.queries.scorecards.scorecards import scorecard

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("papers")]

FOLDER = "home-office-open-data"
FILES = {
    "workforce.csv": "home-office-workforce",
    "stop-search.csv": "home-office-stop-search",
    "taser.csv": "home-office-taser",
}


@pytest.mark.parametrize("file", FILES)
def test_every_line_of_a_file_is_a_figure(file):
    rows = sheet(FOLDER, file)
    figures = Observation.objects.filter(brought_by__code=FILES[file])

    assert figures.count() == len(rows)
    assert sum(each.value for each in figures) == sum(Decimal(row["value"]) for row in rows)


def test_west_midlands_is_the_force():
    [officers] = Observation.objects.filter(
        series__code="open-workforce-police-officers-headcount",
        organisation__kind="force",
        period_end=date(2007, 3, 31),
    )

    assert (officers.value, officers.decimals, officers.period) == (
        8388,
        0,
        Period.on(date(2007, 3, 31)),
    )


@pytest.mark.parametrize(
    ("label", "period"),
    [
        ("as at 31 March 2007", Period.on(date(2007, 3, 31))),
        ("year ending 2015-03-31", Period.financial_year(2014)),
        ("year ending 2016-12-31", Period.calendar_year(2016)),
        ("2018/19", parse_period("2018/19")),
    ],
)
def test_periods_of_the_statistics(label, period):
    assert statistical_period(label) == period


def test_a_publication_date_that_we_assumed_says_so():
    assumed = {row["code"] for row in sheet("reference", "sources.csv") if row["date_is_assumed"]}

    assert assumed == set(FILES.values())
    for source in Import.objects.filter(code__in=assumed):
        assert "publication date assumed" in source.source


def test_the_latest_year_is_printed_with_peers_and_the_year_before():
    card = scorecard(Framework.objects.get(code=FOLDER), as_at=date(2024, 2, 27))
    officers = [each for each in card.lines[0].current if each.series == "Headcount"]
    earlier = [each for each in card.lines[0].historical if each.series == "Headcount"]

    assert [(each.lead_in, each.printed, each.label, each.is_peer) for each in officers] == [
        ("Headcount:", "7,706", "[Mar 22]", False),
        ("GM:", "7,445", "[Mar 22]", True),
        ("M:", "4,076", "[Mar 22]", True),
        ("WY:", "5,775", "[Mar 22]", True),
    ]
    assert [(each.printed, each.label) for each in earlier[:2]] == [
        ("7,319", "[Mar 21]"),
        ("7,135", "[Mar 21]"),
    ]


def test_before_its_publication_a_statistic_is_not_known():
    card = scorecard(Framework.objects.get(code=FOLDER), as_at=date(2020, 12, 16))
    printed = [line.number for line in card.lines if line.current]

    # Stop and search was published in 2019; the others later.
    assert printed == [9, 10]


def test_an_arrest_rate_is_derived_from_arrests_and_searches():
    rate = Series.objects.get(code="open-stop-and-search-section-1-pace-arrest-rate")

    assert rate.derivation == "percentage"
    assert rate.numerator.code == "open-stop-and-search-section-1-pace-resultant-arrests"
    assert rate.denominator.code == "open-stop-and-search-section-1-pace-searches"
