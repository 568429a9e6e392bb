"""Last year's figures of a series, period by period, on which a seasonal line rests: the approved
ones, and estimates where none is approved."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from performance.figures import Frequency, Period, financial_year_of, periods_of_year
from performance.models import Observation, Series
from performance.queries.grading.gradings import Facts, figures_of, gradable
from performance.states import OrganisationKind


def last_year_of(series: Series, year_start: date) -> tuple[Decimal | None, ...]:
    """The figures of the year before ``year_start`` as they stand now, its first period first.

    None where nothing is approved, and where what is approved is no number a grade may use. One
    query.
    """
    before = year_before(year_start)
    facts = Facts()
    facts.observations[series.pk] = list(
        Observation.objects.current()
        .filter(
            series=series,
            organisation__kind=OrganisationKind.FORCE,
            period_end__range=(before.start, before.end),
        )
        .order_by("period_end", "period_start")
    )
    return approved_before(facts, series, year_start)


def approved_before(facts: Facts, series: Series, year_start: date) -> tuple[Decimal | None, ...]:
    """As ``last_year_of``, from figures already read. Asks nothing of the database."""
    found = figures_of(facts, series)
    return tuple(
        gradable(each.value, each.value_high, each.qualifier) if (each := found.get(own)) else None
        for own in periods_before(series, year_start)
    )


def year_before(year_start: date) -> Period:
    return financial_year_of(year_start - timedelta(days=1))


def periods_before(series: Series, year_start: date) -> tuple[Period, ...]:
    """Every period of the year before, the first one first."""
    return periods_of_year(year_before(year_start), Frequency(series.frequency))


def filled(
    approved: tuple[Decimal | None, ...], estimates: Mapping[int, Decimal]
) -> tuple[Decimal | None, ...]:
    """Estimates, by their place in the year from 0, where nothing is approved: an approved figure
    always wins."""
    return tuple(estimates.get(at) if value is None else value for at, value in enumerate(approved))


def in_use(
    approved: tuple[Decimal | None, ...], estimates: Mapping[int, Decimal]
) -> dict[int, Decimal]:
    """The estimates that no approved figure has replaced."""
    return {at: value for at, value in estimates.items() if approved[at] is None}
