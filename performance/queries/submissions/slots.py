"""Slots: the figures that a submission asks for, filled or not."""

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from performance.figures import Period
from performance.models import Entry, Organisation, Part, Series, Submission, period_fields
from performance.states import Derivation, OrganisationKind


@dataclass(frozen=True, slots=True)
class Slot:
    """One figure a submission asks for: a series and an organisation, with its entry if any.

    ``is_computed``: it follows from two others of the same submission and is typed by nobody.
    """

    series: Series
    organisation: Organisation
    entry: Entry | None
    is_computed: bool = False

    @property
    def key(self) -> str:
        """Names the slot in forms and files: "<series id>.<organisation code>"."""
        return f"{self.series.pk}.{self.organisation.code}"

    @property
    def field(self) -> str:
        return f"figure-{self.key}"

    @property
    def name(self) -> str:
        if self.organisation.kind == OrganisationKind.FORCE:
            return self.series.name
        return f"{self.series.name}, {self.organisation.name}"


def slots(submission: Submission) -> list[Slot]:
    """What ``submission`` asks for: its indicator's home series, for the force.

    A correction asks for the figures that stood for its period, the other organisations' too, and
    for nothing else. Four queries, however many series.
    """
    return slots_of([submission])[submission.pk]


def slots_of(submissions: Collection[Submission]) -> dict[UUID, list[Slot]]:
    """What each of ``submissions`` asks for, by its id. Four queries, however many there are."""
    entries = defaultdict(dict)
    held = Entry.objects.filter(submission__in=submissions)
    for entry in held.select_related("series__unit", "organisation"):
        entries[entry.submission_id][entry.series_id, entry.organisation_id] = entry
    force = Organisation.objects.get(kind=OrganisationKind.FORCE)
    series = home_series({each.indicator_id for each in submissions})
    return {
        each.pk: asked_of(each, force, series[each.indicator_id], entries[each.pk])
        for each in submissions
    }


def asked_of(submission, force, series, entries: dict) -> list[Slot]:
    asked = [Slot(each, force, entries.pop((each.pk, force.pk), None)) for each in series]
    if submission.is_correction:
        asked = [slot for slot in asked if slot.entry is not None]
    others = sorted(entries.values(), key=lambda each: (each.series.code, each.organisation.name))
    asked += [Slot(each.series, each.organisation, each) for each in others]
    held = {(slot.series.pk, slot.organisation.pk): slot.series for slot in asked}
    return [replace(slot, is_computed=has_both_parts(slot, held)) for slot in asked]


def has_both_parts(slot: Slot, held: Mapping[tuple, Series]) -> bool:
    """Whether the numerator and the denominator of a derived series are asked for beside it, each
    of the same periods and typed itself."""
    series = slot.series
    parts = [
        held.get((key, slot.organisation.pk))
        for key in (series.numerator_id, series.denominator_id)
    ]
    return all(part is not None and is_part(part, series) for part in parts)


def parts_of(slot: Slot, asked: Sequence[Slot]) -> tuple[Slot, Slot]:
    """The numerator and the denominator of a computed slot, among those asked for beside it."""
    beside = {each.series.pk: each for each in asked if each.organisation == slot.organisation}
    return beside[slot.series.numerator_id], beside[slot.series.denominator_id]


def is_part(part: Series, derived: Series) -> bool:
    """Whether a figure of ``derived`` follows from one of ``part`` for the same period."""
    same = (part.frequency, part.rolling_months) == (derived.frequency, derived.rolling_months)
    return same and part.derivation == Derivation.NONE


def home_series(indicators: Collection) -> dict[UUID, list[Series]]:
    """By indicator id, the series that it enters, in the order of its parts; each once.

    An indicator's order is its own: it must not depend on which others are read with it, or what
    fills fields by their order fills others than the page shows.
    """
    parts = Part.objects.filter(indicator__in=indicators)
    order = {(row[0], row[1]): row[2] for row in parts.values_list("indicator", "series", "order")}
    found = defaultdict(list)
    for each in Series.objects.filter(home__in=indicators).select_related("unit"):
        found[each.home_id].append(each)
    for home, series in found.items():
        # What is no part of it comes after all that is.
        series.sort(key=lambda each: (order.get((home, each.pk), math.inf), each.code))
    return found


def entry_period(series: Series, period: Period) -> Period:
    """The period a figure is entered for when ``period`` is asked for: a rolling series' window."""
    if series.rolling_months is None:
        return period
    return Period.rolling(series.rolling_months, period.end.year, period.end.month)


def period_of(slot: Slot, submission: Submission) -> Period:
    """The period that the figure of a slot covers: its entry's own, or the one it would get."""
    return slot.entry.period if slot.entry else entry_period(slot.series, submission.period)


def other_period(slot: Slot, submission: Submission, shown: str) -> str:
    """The label of the period that a figure covers; "" where the page says it: ``shown``."""
    label = period_of(slot, submission).label()
    return "" if label == shown else label


def new_entry(submission: Submission, slot: Slot, period: Period | None = None) -> Entry:
    """An empty entry for ``slot``; for ``period`` where the standing figure has its own."""
    period = period or entry_period(slot.series, submission.period)
    return Entry(
        submission=submission,
        series=slot.series,
        organisation=slot.organisation,
        **period_fields(period),
    )
