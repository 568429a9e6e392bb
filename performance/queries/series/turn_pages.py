"""What the page of a series' breaks and re-basings shows beside them: its charts, and a shift."""

from dataclasses import dataclass, replace

from performance.figures import Frequency, period_of
from performance.models import Organisation, Placement, Series
from performance.queries.grading.gradings import Facts, facts_of
from performance.queries.series.indicator_charts import ChartShown, charts_of
from performance.queries.series.shifts import Shift, shift_in
from performance.queries.series.turns import TurnRow, rows_of
from performance.states import OrganisationKind


@dataclass(frozen=True, slots=True)
class TurnsShown:
    """``offered`` is whether a re-basing may be offered for the shift: none is recorded for it.

    Charts and shifts are of graded parts; a series that is part of nothing has none.
    """

    rows: tuple[TurnRow, ...]
    charts: tuple[ChartShown, ...]
    shift: Shift | None
    offered: bool


def turns_shown(series: Series) -> TurnsShown:
    """Everything the page of ``series`` shows, in a fixed number of queries."""
    placements = list(
        Placement.objects.filter(indicator__parts__series=series)
        .select_related("framework")
        .order_by("-framework__starts", "number")
        .distinct()
    )
    rows = rows_of(series)
    charts, shift = charted(series, placements, facts_of(placements))
    frequency = Frequency(series.frequency)
    begun = {
        period_of(row.turn.on, frequency).start
        for row in rows
        if row.kind == "rebasings" and not row.is_withdrawn
    }
    offered = shift is not None and shift.begins not in begun
    return TurnsShown(rows, charts, shift, offered)


def charted(
    series: Series, placements: list[Placement], facts: Facts
) -> tuple[tuple[ChartShown, ...], Shift | None]:
    """A chart for each framework that has lines for the series, and the shift in its figures."""
    part = next(
        (each for parts in facts.parts.values() for each in parts if each.series_id == series.pk),
        None,
    )
    if part is None:
        return (), None
    frameworks = list(dict.fromkeys(each.framework for each in placements))
    force = Organisation.objects.filter(kind=OrganisationKind.FORCE).first()
    alone = replace(facts, parts={part.indicator_id: [part]})
    charts = charts_of(alone, part.indicator_id, frameworks, force.name if force else "")
    return charts, shift_in(facts, part, frameworks)
