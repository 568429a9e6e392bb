"""Every approved figure of some series, with where it comes from and what it replaced."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from performance.figures import Period, Quantity, Unit, print_quantity
from performance.models import Observation, Statement
from performance.states import OrganisationKind


@dataclass(frozen=True, slots=True)
class Origin:
    """Who approved something and when: a person through a submission, or a paper by its date.

    ``approved_by`` is "" for what a published source brought: ``title`` and ``day`` stand there.
    """

    title: str
    approved_by: str
    day: date
    submission_id: UUID | None
    date_is_assumed: bool = False


@dataclass(frozen=True, slots=True)
class Earlier:
    """A revision that was replaced. It stays on record."""

    revision: int
    printed: str
    known_on: date
    origin: Origin


@dataclass(frozen=True, slots=True)
class Figure:
    """One standing figure. ``printed`` is the figure with its unit, or the words in its place.

    ``standing`` and ``missing`` are labels for people, ``quantity`` is None without a number.
    """

    organisation: str
    is_force: bool
    period: Period
    quantity: Quantity | None
    printed: str
    standing: str
    missing: str
    text: str
    note: str
    source_name: str
    source_address: str
    source_read_on: date | None
    revision: int
    known_on: date
    origin: Origin
    earlier: tuple[Earlier, ...]

    @property
    def label(self) -> str:
        return self.period.label()


def standing_figures(series: Collection) -> dict[UUID, tuple[Figure, ...]]:
    """The standing figures of ``series`` by series id: newest first, the force before others.

    One query, however many series and revisions.
    """
    units = {each.pk: each.unit.dress for each in series}
    rows = Observation.objects.filter(series__in=units).select_related(
        "organisation", "brought_by", "submission__approved_by"
    )
    histories = defaultdict(list)
    for row in rows.order_by("-period_end", "-period_start", "organisation__name", "-revision"):
        histories[row.series_id, row.organisation_id, row.period_start, row.period_end].append(row)
    figures = defaultdict(list)
    for (series_id, *_), history in histories.items():
        figures[series_id] += figures_of(history, units[series_id])
    return {each: tuple(sorted(found, key=newest, reverse=True)) for each, found in figures.items()}


def newest(figure: Figure) -> tuple:
    return figure.period.end, figure.period.start, figure.is_force


def figures_of(history: list[Observation], unit: Unit) -> list[Figure]:
    """The standing revision of a figure with the earlier ones behind it; none where none stands."""
    earlier = tuple(
        Earlier(row.revision, printed(row, unit), row.known_on, origin_of(row))
        for row in history
        if not row.is_current
    )
    return [
        Figure(
            organisation=row.organisation.name,
            is_force=row.organisation.kind == OrganisationKind.FORCE,
            period=row.period,
            quantity=row.quantity,
            printed=printed(row, unit),
            standing=row.get_standing_display(),
            missing=row.get_missing_display(),
            text=row.text,
            note=row.note,
            source_name=row.source_name,
            source_address=row.source_address,
            source_read_on=row.source_read_on,
            revision=row.revision,
            known_on=row.known_on,
            origin=origin_of(row),
            earlier=earlier,
        )
        for row in history
        if row.is_current
    ]


def printed(row: Observation, unit: Unit) -> str:
    """The figure with its unit; the words, or the reason there is none, where it has no number."""
    if row.value is None:
        return row.text or row.get_missing_display()
    return print_quantity(row.quantity, unit)


def origin_of(row: Observation | Statement) -> Origin:
    """Where an approved row comes from. Reads its ``submission__approved_by`` or ``brought_by``."""
    if row.submission_id is None:
        source = row.brought_by
        return Origin(source.title, "", source.published_on, None, source.date_is_assumed)
    submission = row.submission
    kind = "Correction" if submission.is_correction else "Submission"
    return Origin(
        f"{kind} for {submission.period.label()}",
        submission.approved_by.name,
        timezone.localdate(submission.approved_at),
        submission.pk,
    )
