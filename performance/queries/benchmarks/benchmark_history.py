"""What a series did before a plan year: the figures that its benchmark is set by."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from performance import grading
from performance.figures import Frequency, periods_of_year
from performance.grading.seasons import FEWEST_YEARS
from performance.models import Break, Observation, Rebasing, Series
from performance.queries.grading.gradings import Facts, figures_of, gradable
from performance.queries.grading.indicator_figures import Figure, standing_figures
from performance.queries.series.last_year import approved_before, periods_before, year_before
from performance.states import OrganisationKind

MOST_YEARS = 3


@dataclass(frozen=True, slots=True)
class Before:
    """One period of the year before. ``figure`` is None where nothing is approved; ``value`` is
    the number that a line may rest on, None where there is none."""

    label: str
    printed: str
    figure: Figure | None
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Season:
    """Offsets from whole earlier plan years, one for each position in the year, and which years.

    ``offsets`` is None where too few years are whole; ``years`` then names those that are.
    """

    offsets: tuple[Decimal, ...] | None
    years: tuple[str, ...]


def facts_of_series(series: Series) -> Facts:
    """The figures, breaks and re-basings of one series. Three queries."""
    facts = Facts()
    observations = Observation.objects.current().filter(
        series=series, organisation__kind=OrganisationKind.FORCE
    )
    facts.observations[series.pk] = list(observations.order_by("period_end", "period_start"))
    facts.breaks[series.pk] = list(Break.objects.holding().filter(series=series))
    facts.rebasings[series.pk] = list(Rebasing.objects.holding().filter(series=series))
    return facts


def last_years_figures(facts: Facts, series: Series, year_start: date) -> tuple[Before, ...]:
    """Every period of the year before, with the figure that counts for it. One query."""
    standing = {
        figure.period: figure
        for figure in standing_figures([series]).get(series.pk, ())
        if figure.is_force
    }
    counted = figures_of(facts, series)
    found = []
    values = approved_before(facts, series, year_start)
    for own, value in zip(periods_before(series, year_start), values, strict=True):
        figure = standing.get(counted[own].period) if own in counted else None
        found.append(Before(own.label(), figure.printed if figure else "", figure, value))
    return tuple(found)


def season_before(facts: Facts, series: Series, year_start: date) -> Season:
    """The season of up to three whole plan years before ``year_start``, none of them before a
    break. Asks nothing of the database."""
    figures = {
        own: gradable(each.value, each.value_high, each.qualifier)
        for own, each in figures_of(facts, series).items()
    }
    breaks = [each.on for each in facts.breaks[series.pk] if each.on < year_start]
    since = max(breaks, default=date.min)
    whole = {}
    year = year_before(year_start)
    for _ in range(MOST_YEARS):
        values = [
            figures.get(period) for period in periods_of_year(year, Frequency(series.frequency))
        ]
        if None not in values and year.start >= since:
            whole[year] = values
        year = year.previous()
    labels = tuple(each.label() for each in sorted(whole))
    if len(whole) < FEWEST_YEARS:
        return Season(None, labels)
    by_number = {each.start.year: values for each, values in whole.items()}
    return Season(grading.estimated_offsets(by_number), labels)
