"""All there is to say of one indicator: grades and why, figures, peers, words, benchmarks."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from performance.figures import print_quantity
from performance.models import (
    Break,
    Commentary,
    Indicator,
    Organisation,
    Part,
    Placement,
    Rebasing,
    Reference,
    Series,
    Statement,
)
from performance.queries.grading.gradings import Facts, facts_of
from performance.queries.grading.indicator_figures import (
    Figure,
    Origin,
    origin_of,
    standing_figures,
)
from performance.queries.scorecards.indicator_grades import PlacementShown, placements_shown, plain
from performance.queries.series.indicator_charts import ChartShown, charts_of
from performance.queries.series.shifts import Shift, shift_in
from performance.states import OrganisationKind, State


@dataclass(frozen=True, slots=True)
class Peers:
    """Organisations side by side: a row a period, newest first; "" where one has no figure."""

    organisations: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class ReferenceShown:
    name: str
    organisation: str
    printed: str
    known_on: date
    note: str


@dataclass(frozen=True, slots=True)
class SeriesShown:
    """One series of the indicator with all its figures; weight is "" where it is no part."""

    code: str
    name: str
    unit: str
    direction: str
    accumulation: str
    frequency: str
    weight: str
    essential: bool
    home: Indicator
    is_shared: bool
    figures: tuple[Figure, ...]
    peers: Peers | None
    references: tuple[ReferenceShown, ...]
    breaks: tuple[Break, ...]
    rebasings: tuple[Rebasing, ...]
    shift: Shift | None
    charts: tuple[ChartShown, ...]


@dataclass(frozen=True, slots=True)
class StatementShown:
    topic: str
    text: str
    missing: str
    period: str
    known_on: date
    origin: Origin


@dataclass(frozen=True, slots=True)
class CommentaryShown:
    """Words of an approved submission, as typed (Markdown)."""

    period: str
    prompt: str
    text: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class IndicatorShown:
    indicator: Indicator
    placements: tuple[PlacementShown, ...]
    series: tuple[SeriesShown, ...]
    statements: tuple[StatementShown, ...]
    commentary: tuple[CommentaryShown, ...]
    supported_by: tuple[Indicator, ...]

    @property
    def homes(self) -> tuple[Indicator, ...]:
        """The indicators under which its figures are entered and corrected, each once."""
        return tuple(dict.fromkeys(each.home for each in self.series))

    @property
    def is_corrected_here(self) -> bool:
        return self.indicator in self.homes

    @property
    def submission_ids(self) -> set[UUID]:
        """Every submission that the page names."""
        figures = [figure for series in self.series for figure in series.figures]
        origins = [each.origin for each in (*self.statements, *self.commentary, *figures)]
        origins += [earlier.origin for figure in figures for earlier in figure.earlier]
        return {origin.submission_id for origin in origins if origin.submission_id}


def series_of(indicator: Indicator) -> list[Series]:
    """The indicator's parts in their order, then what it enters besides; each once."""
    order = dict(Part.objects.filter(indicator=indicator).values_list("series", "order"))
    found = Series.objects.filter(Q(home=indicator) | Q(pk__in=order))
    found = found.select_related("unit", "home")
    return sorted(found, key=lambda each: (order.get(each.pk, len(order) + 1000), each.code))


def indicator_shown(indicator: Indicator, *, on: date) -> IndicatorShown:
    """Everything the page of ``indicator`` shows on ``on``, in a fixed number of queries."""
    placements = list(
        Placement.objects.filter(indicator=indicator)
        .select_related("framework", "objective__parent")
        .order_by("-framework__starts", "number")
    )
    series = series_of(indicator)
    facts = facts_of(placements)
    force = Organisation.objects.filter(kind=OrganisationKind.FORCE).first()
    frameworks = [each.framework for each in placements]
    charts = charts_of(facts, indicator.pk, frameworks, force.name if force else "")
    shifts = {
        part.series_id: shift_in(facts, part, frameworks) for part in facts.parts[indicator.pk]
    }
    statements = statements_of(indicator, on)
    return IndicatorShown(
        indicator=indicator,
        placements=placements_shown(placements, facts, on, has_words=bool(statements)),
        series=all_series(indicator, series, facts, charts, shifts, on),
        statements=statements,
        commentary=commentary_of(indicator),
        supported_by=tuple(indicator.supported_by.order_by("code")),
    )


def all_series(
    indicator: Indicator,
    series: list[Series],
    facts: Facts,
    charts: tuple[ChartShown, ...],
    shifts: Mapping[UUID, Shift | None],
    on: date,
) -> tuple[SeriesShown, ...]:
    figures = standing_figures(series)
    parts = {each.series_id: each for each in Part.objects.filter(indicator=indicator)}
    breaks, references = defaultdict(list), defaultdict(list)
    for each in Break.objects.holding().filter(series__in=series).order_by("on"):
        breaks[each.series_id].append(each)
    known = Reference.objects.filter(series__in=series, known_on__lte=on)
    for each in known.select_related("organisation").order_by("code"):
        references[each.series_id].append(each)
    return tuple(
        SeriesShown(
            code=each.code,
            name=(parts[each.pk].label if each.pk in parts else "") or each.name,
            unit=each.unit.name,
            direction=each.get_direction_display(),
            accumulation=each.get_accumulation_display(),
            frequency=each.get_frequency_display(),
            weight=plain(parts[each.pk].weight) if each.pk in parts else "",
            essential=each.pk in parts and parts[each.pk].essential,
            home=each.home,
            is_shared=each.home_id != indicator.pk,
            figures=figures.get(each.pk, ()),
            peers=peers_of(figures.get(each.pk, ())),
            references=tuple(
                ReferenceShown(
                    row.name or row.get_role_display(),
                    row.organisation.name,
                    print_quantity(row.quantity, each.unit.dress),
                    row.known_on,
                    row.note,
                )
                for row in references[each.pk]
            ),
            breaks=tuple(breaks[each.pk]),
            rebasings=tuple(facts.rebasings.get(each.pk, ())),
            shift=shifts.get(each.pk),
            charts=tuple(chart for chart in charts if chart.series_id == each.pk),
        )
        for each in series
    )


def peers_of(figures: tuple[Figure, ...]) -> Peers | None:
    """The force and others for each period that another has a figure for; None where none has."""
    others = sorted({each.organisation for each in figures if not each.is_force})
    if not others:
        return None
    own = next((each.organisation for each in figures if each.is_force), None)
    names = (own, *others) if own else tuple(others)
    cells = defaultdict(dict)
    for each in figures:
        cells[each.period][each.organisation] = each.printed
    shared = [period for period in cells if set(cells[period]) & set(others)]
    return Peers(
        names,
        tuple(
            (period.label(), tuple(cells[period].get(name, "") for name in names))
            for period in sorted(shared, key=lambda each: (each.end, each.start), reverse=True)
        ),
    )


def statements_of(indicator: Indicator, on: date) -> tuple[StatementShown, ...]:
    rows = Statement.objects.current().filter(indicator=indicator, known_on__lte=on)
    rows = rows.select_related("brought_by", "submission__approved_by")
    return tuple(
        StatementShown(
            topic=row.topic,
            text=row.text,
            missing=row.get_missing_display(),
            period=row.period.label() if row.period else "",
            known_on=row.known_on,
            origin=origin_of(row),
        )
        for row in rows.order_by("-known_on", "topic")
    )


def commentary_of(indicator: Indicator) -> tuple[CommentaryShown, ...]:
    """The words of approved submissions, newest period first; drafts' words are not for here."""
    rows = Commentary.objects.filter(
        submission__indicator=indicator, submission__state__in=(State.APPROVED, State.SUPERSEDED)
    ).exclude(text="")
    rows = rows.select_related("submission__approved_by")
    return tuple(
        CommentaryShown(
            period=row.submission.period.label(),
            prompt=row.get_prompt_display(),
            text=row.text,
            origin=Origin(
                "Correction" if row.submission.is_correction else "Submission",
                row.submission.approved_by.name,
                timezone.localdate(row.submission.approved_at),
                row.submission_id,
            ),
        )
        for row in rows.order_by("-submission__period_end", "-submission__approved_at", "id")
    )
