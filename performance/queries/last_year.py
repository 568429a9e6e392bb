"""Last year's approved figures of a series, period by period, on which a seasonal line rests."""

from datetime import date, timedelta
from decimal import Decimal

from performance.figures import Frequency, financial_year_of, periods_of_year
from performance.models import Observation, Series
from performance.queries.gradings import Facts, figures_of, gradable
from performance.states import OrganisationKind


def last_year_of(series: Series, year_start: date) -> tuple[Decimal | None, ...]:
    """The figures of the year before ``year_start`` as they stand now, its first period first.

    None where nothing is approved, and where what is approved is no number a grade may use. One
    query.
    """
    before = financial_year_of(year_start - timedelta(days=1))
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
    found = figures_of(facts, series)
    return tuple(
        gradable(each.value, each.value_high, each.qualifier) if (each := found.get(own)) else None
        for own in periods_of_year(before, Frequency(series.frequency))
    )
