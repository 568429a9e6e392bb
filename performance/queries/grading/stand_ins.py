"""Figures not yet approved that stand in for approved ones: from entries, or as typed."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from performance.figures import Frequency, Period, parse_quantity, period_of
from performance.models import Entry, Series
from performance.queries.grading.gradings import gradable, graded_period
from performance.states import OrganisationKind

# By series id, the number that a grade may use by the period it counts in; None where it may not.
StandIns = Mapping[object, Mapping[Period, Decimal | None]]


def from_entries(entries: Iterable[Entry]) -> StandIns:
    """What the entries of a submission would put in the place of approved figures.

    Args:
        entries: with their ``series`` and ``organisation`` already read. Other organisations'
            figures, and those of periods that are not graded, stand in for nothing.
    """
    found: dict = {}
    for entry in entries:
        own = graded_period(entry.period, entry.series.frequency)
        if entry.organisation.kind == OrganisationKind.FORCE and own is not None:
            value = gradable(entry.value, entry.value_high, entry.qualifier)
            found.setdefault(entry.series_id, {})[own] = value
    return found


def as_typed(series: Series, text: str, period: Period) -> StandIns:
    """One figure as somebody types it, in the series' unit, for the graded period ``period``.

    Raises:
        UnreadableQuantity: the text is no figure in the unit of the series.
    """
    quantity = parse_quantity(text, series.unit.dress)
    own = period_of(period.end, Frequency(series.frequency))
    return {series.pk: {own: gradable(quantity.value, quantity.high, quantity.qualifier.value)}}
