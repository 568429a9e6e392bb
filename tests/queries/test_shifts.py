"""A shift in the figures: since when, how far, and where there is none to speak of."""

from datetime import date

import pytest

from performance.figures import Period
from performance.models import Rebasing
from performance.queries.grading.gradings import facts_of
from performance.queries.series.shifts import shift_in
from tests import factories

pytestmark = pytest.mark.django_db

LOW = [40, 42, 41, 39, 40, 42, 41, 40]
HIGH = [60, 62, 61, 59, 60, 61, 62, 63]


def shift(values, *, rebased=None, offsets=None, **fields):
    """Of monthly percentages from January 2020."""
    indicator = factories.indicator()
    series = factories.series(indicator, **fields)
    for place, value in enumerate(values):
        month = Period.month(2020 + place // 12, place % 12 + 1)
        factories.observation(series, month, f"{value}%")
    if rebased:
        Rebasing.objects.create(series=series, on=rebased, reason="New", known_on=rebased)
    placement = factories.placement(indicator)
    if offsets:
        factories.benchmark(series, placement.framework, seasonal_offsets=offsets)
    facts = facts_of([placement])
    (part,) = facts.parts[indicator.pk]
    return shift_in(facts, part, [placement.framework])


def test_a_run_that_lasts_is_told_with_its_start_and_both_means():
    found = shift(LOW + HIGH)
    assert (found.begins, found.since, found.figures, found.side) == (
        date(2020, 9, 1),
        "September 2020",
        8,
        "above",
    )
    assert (found.mean, found.before, found.after) == ("50.8%", "40.6%", "61.0%")
    assert found.sentence == (
        "Since September 2020 every figure, 8 in a row, lies above the mean of 50.8%. "
        "The mean was 40.6% before and is 61.0% since: 20.4 points higher."
    )


def test_a_fall_is_told_as_one():
    found = shift(HIGH + LOW)
    assert (found.side, found.apart, found.way) == ("below", "20.4 points", "lower")


@pytest.mark.parametrize(
    "values",
    [[], LOW, LOW + HIGH[:6], LOW + HIGH + [40]],
    ids=["no figure", "no run", "six in a row", "a run that ended"],
)
def test_nothing_is_offered_without_a_run_of_seven_to_the_latest_figure(values):
    assert shift(values) is None


def test_a_rebasing_that_counts_ends_the_offer():
    assert shift(LOW + HIGH, rebased=date(2020, 9, 1)) is None


def test_overlapping_periods_are_never_re_based():
    assert shift(LOW + HIGH, rolling_months=12) is None


def test_a_season_is_taken_off_before_a_shift_is_told():
    # The offsets are those of April to March: the high months are the season's own.
    season = {month: "20" if month in (9, 10, 11, 12) else "-10" for month in range(1, 13)}
    offsets = [season[month] for month in (*range(4, 13), *range(1, 4))]
    level = [40, 42, 41, 39, 40, 42, 41, 40]
    values = [
        value + int(season[place % 12 + 1])
        for place, value in enumerate(level + [value + 30 for value in level])
    ]
    found = shift(values, offsets=offsets)
    assert (found.since, found.is_seasonless) == ("September 2020", True)
    assert (found.before, found.after) == ("40.6%", "70.6%")
