"""Submissions in lists, and what one holds beside what was approved before it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import RowNumber

from performance.figures import (
    Form,
    Period,
    PeriodKind,
    Qualifier,
    Quantity,
    Unit,
    print_quantity,
    print_value,
)
from performance.grading import Accumulation
from performance.models import (
    Accountability,
    Appointment,
    Entry,
    Observation,
    ReturnedFigure,
    Series,
    Submission,
    holding,
)
from performance.permissions import GRANTS
from performance.queries.grading.gradings import graded_period
from performance.queries.submissions.slots import entry_period
from performance.states import EDITABLE_STATES, Action, Missing, Participation, Standing, State

PAST_VALUES = 3


def listed(submissions, *, on: date):
    """Submissions as lists show them: with their portfolio of the day and whether they are overdue.

    One query, however many there are; earliest due first, those without a due date last.
    """
    answering = Accountability.objects.filter(holding(on), indicator=OuterRef("indicator"))
    late = Q(state__in=EDITABLE_STATES, due_on__lt=on)
    return (
        submissions.select_related("indicator", "submitted_by", "checked_by")
        .annotate(
            portfolio_name=Subquery(answering.values("portfolio__name")[:1]),
            is_overdue=Case(
                When(late, then=Value(True)), default=Value(False), output_field=BooleanField()
            ),
        )
        .order_by(F("due_on").asc(nulls_last=True), "indicator__name", "pk")
    )


def somebody_submits(*, on: date) -> Exists:
    """Whether anybody holds an appointment on that day to submit a submission: an annotation."""
    answering = Accountability.objects.filter(
        holding(on), indicator=OuterRef(OuterRef("indicator"))
    )
    covering = (
        Q(indicator=OuterRef("indicator"))
        | Q(portfolio__in=answering.values("portfolio"))
        | Q(indicator__isnull=True, portfolio__isnull=True)
    )
    return Exists(
        Appointment.objects.standing(on).filter(
            covering, role__in=GRANTS[Action.SUBMIT], person__is_active=True
        )
    )


def periods_of(submissions) -> list[Period]:
    """The periods that ``submissions`` are for, each once, latest first. One query."""
    rows = submissions.order_by().values_list("period_kind", "period_start", "period_end")
    found = {Period(*row) for row in rows.distinct()}
    return sorted(found, key=lambda period: (period.end, period.start), reverse=True)


@dataclass(frozen=True, slots=True)
class Past:
    """A figure that stands approved: ``printed`` with its unit, or why there is none."""

    period: Period
    printed: str
    quantity: Quantity | None


def past_values(series: Iterable, *, until: Period) -> dict[tuple[UUID, int], list[Past]]:
    """The approved figures of each series and organisation that end by ``until``'s end.

    At most four of each, latest first: that of the very period, if it stands, and three before.
    One query.
    """
    newest_first = Window(
        RowNumber(),
        partition_by=[F("series_id"), F("organisation_id")],
        order_by=[F("period_end").desc(), F("period_start").desc()],
    )
    rows = (
        Observation.objects.current()
        .filter(series__in=series, period_end__lte=until.end)
        .annotate(_age=newest_first)
        .filter(_age__lte=PAST_VALUES + 1)
        .select_related("series__unit")
        .order_by("-period_end", "-period_start")
    )
    found = defaultdict(list)
    for row in rows:
        words = printed(row.quantity, row.series.unit.dress, row.missing, row.text)
        found[row.series_id, row.organisation_id].append(Past(row.period, words, row.quantity))
    return found


def printed(quantity: Quantity | None, unit: Unit, missing: str = "", text: str = "") -> str:
    """A figure in words: the number in its unit's dress, else the reason why there is none."""
    if quantity is not None:
        return print_quantity(quantity, unit)
    return Missing(missing).label if missing else text


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure was taken from; each part may be empty."""

    name: str
    address: str
    read_on: date | None

    def is_link(self) -> bool:
        """Whether the address may be followed: a draft keeps what is none, as typed."""
        return self.address.startswith(("http://", "https://"))


def now_printed(entry: Entry, unit: Unit) -> str:
    """What an entry says: its figure or the reason for none, with its words; else as typed."""
    figure = printed(entry.quantity, unit, entry.missing)
    return "\n".join(filter(None, [figure or entry.raw, entry.text]))


def standing_of(entry: Entry) -> str:
    """How firm the figure is, in a word; "" for a final one, which needs no saying."""
    return "" if entry.standing == Standing.FINAL else Standing(entry.standing).label


def source_of(entry: Entry) -> Source | None:
    """Where the figure was taken from; None where nothing is said."""
    if not (entry.source_name or entry.source_address or entry.source_read_on):
        return None
    return Source(entry.source_name, entry.source_address, entry.source_read_on)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure of a submission beside the last approved one.

    ``now`` is what the submission says, "" where nothing is given; ``difference`` is in the
    series' unit ("+3 points"), or words where the two cannot be subtracted; ``standing`` is ""
    for a final figure. ``period`` is what it covers, "" where that is the submission's own.
    """

    entry_id: UUID | None
    name: str
    unit: str
    period: str
    now: str
    fault: str
    note: str
    standing: str
    source: Source | None
    before: Past | None
    difference: str
    returned_because: str


def comparison(slot, past: list[Past], *, period: Period, returned: dict) -> Comparison:
    """``slot`` (a series, an organisation and perhaps an entry) beside what was approved last."""
    unit = slot.series.unit
    entry = slot.entry
    covered = entry.period if entry else entry_period(slot.series, period)
    before = past[0] if past else None
    return Comparison(
        entry_id=entry.pk if entry else None,
        name=slot.name,
        unit=unit.name,
        period="" if covered == period else covered.label(),
        now=now_printed(entry, unit.dress) if entry else "",
        fault=entry.fault if entry else "",
        note=entry.note if entry else "",
        standing=standing_of(entry) if entry else "",
        source=source_of(entry) if entry else None,
        before=before,
        difference=difference(slot.series, entry.quantity if entry else None, covered, before),
        returned_because=returned.get(entry.pk, "") if entry else "",
    )


def comparable(series: Series, one: Period, other: Period) -> bool:
    """Whether the series' figures of the two periods may be subtracted: like for like, or one as
    at a date and one of the whole month, quarter or year that the series reports by.

    A date belongs to the period that contains it, and its figure is graded as that period's
    (DESIGN.md section 3); but of what adds up, a day holds no more than a part, and a window of
    many months is no day's figure.
    """
    if one.like_for_like(other):
        return True
    kinds = {one.kind, other.kind}
    adds_up = series.accumulation == Accumulation.FLOW
    if adds_up or PeriodKind.DATE not in kinds or PeriodKind.ROLLING in kinds:
        return False
    return all(graded_period(each, series.frequency) is not None for each in (one, other))


def difference(series: Series, now: Quantity | None, period: Period, before: Past | None) -> str:
    """How far ``now`` is from the figure before it, in the unit's dress; "" where one is absent."""
    if now is None or before is None or before.quantity is None:
        return ""
    if not comparable(series, period, before.period):
        return "Not like for like"
    if not are_alike(now, before.quantity):
        return "Not comparable"
    change = now.value - before.quantity.value
    if not change:
        return "No change"
    unit = series.unit.dress
    size = print_value(abs(change), unit)
    if unit.form == Form.PERCENT:
        size = size.replace("%", " point" if abs(change) == 1 else " points")
    return f"{'+' if change > 0 else '−'}{size}"


def is_plain(quantity: Quantity) -> bool:
    return quantity.high is None and quantity.qualifier in (Qualifier.EXACT, Qualifier.ABOUT)


def are_alike(one: Quantity, other: Quantity) -> bool:
    """Whether each says one number of the same sort: how much there is, or by how much more."""
    both = one, other
    changes = [each.qualifier == Qualifier.CHANGE and each.high is None for each in both]
    return all(map(is_plain, both)) or all(changes)


def returned_figures(submission: Submission) -> dict[UUID, str]:
    """By entry, what is wrong with the figures that were named when it was last sent back."""
    if submission.state != State.RETURNED:
        return {}
    rows = ReturnedFigure.objects.filter(
        entry__submission=submission, returned_at__gte=submission.returned_at
    )
    return dict(rows.order_by("returned_at").values_list("entry", "reason"))


def editors(submission: Submission) -> list[str]:
    """The names of everybody who ever entered something in it."""
    parts = submission.participants.filter(part=Participation.EDITED).select_related("person")
    return sorted(str(part.person) for part in parts)
