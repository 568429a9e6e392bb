"""Slots: the figures that a submission asks for, filled or not."""

from dataclasses import dataclass

from performance.figures import Period
from performance.models import Entry, Organisation, Part, Series, Submission, period_fields
from performance.states import OrganisationKind


@dataclass(frozen=True, slots=True)
class Slot:
    """One figure a submission asks for: a series and an organisation, with its entry if any."""

    series: Series
    organisation: Organisation
    entry: Entry | None

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
    for nothing else. Three queries, however many series.
    """
    entries = {
        (entry.series_id, entry.organisation_id): entry
        for entry in submission.entries.select_related("series__unit", "organisation")
    }
    force = Organisation.objects.get(kind=OrganisationKind.FORCE)
    asked = [
        Slot(series, force, entries.pop((series.pk, force.pk), None))
        for series in home_series(submission.indicator_id)
    ]
    if submission.is_correction:
        asked = [slot for slot in asked if slot.entry is not None]
    others = sorted(entries.values(), key=lambda each: (each.series.code, each.organisation.name))
    return asked + [Slot(each.series, each.organisation, each) for each in others]


def home_series(indicator_id) -> list[Series]:
    """The series that an indicator enters, in the order of its parts; each once."""
    series = Series.objects.filter(home=indicator_id).select_related("unit")
    order = dict(Part.objects.filter(indicator=indicator_id).values_list("series", "order"))
    return sorted(series, key=lambda each: (order.get(each.pk, len(order)), each.code))


def entry_period(series: Series, period: Period) -> Period:
    """The period a figure is entered for when ``period`` is asked for: a rolling series' window."""
    if series.rolling_months is None:
        return period
    return Period.rolling(series.rolling_months, period.end.year, period.end.month)


def new_entry(submission: Submission, slot: Slot, period: Period | None = None) -> Entry:
    """An empty entry for ``slot``; for ``period`` where the standing figure has its own."""
    period = period or entry_period(slot.series, submission.period)
    return Entry(
        submission=submission,
        series=slot.series,
        organisation=slot.organisation,
        **period_fields(period),
    )
