"""The breaks and re-basings of a series, and those that wait for a second person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from performance.benchmark_rights import turns_to_decide
from performance.figures import financial_year_of
from performance.models import AuditEvent, Benchmark, Break, Rebasing, Series
from performance.models.breaks import FIRST_DAY

Turn = Break | Rebasing

# By what their addresses, and a series, call them.
KINDS: dict[str, type[Turn]] = {"breaks": Break, "rebasings": Rebasing}
PEOPLE = ("recorded_by", "confirmed_by", "withdrawal_asked_by", "withdrawn_by")


@dataclass(frozen=True, slots=True)
class TurnRow:
    """A break or a re-basing and where it stands.

    Attributes:
        kind: what its addresses call it.
        version: changes with everything that may be decided on; forms carry it back.
        benchmarks: approved ones that a break in their year keeps, or will keep, from grading
            until the panel chair approves them again.
    """

    turn: Turn
    kind: str
    version: str
    benchmarks: tuple[Benchmark, ...] = ()

    @property
    def is_withdrawn(self) -> bool:
        return self.turn.withdrawn_on is not None

    @property
    def is_waiting(self) -> bool:
        return not self.is_withdrawn and not self.turn.counts

    @property
    def is_asked(self) -> bool:
        """Whether somebody asks for it to be withdrawn; it counts until another agrees."""
        return self.turn.withdrawal_asked_by_id is not None and not self.is_withdrawn

    @property
    def status(self) -> str:
        if self.is_withdrawn:
            return "Withdrawn"
        return "To be confirmed" if self.is_waiting else "Counts"


def row_of(turn: Turn, benchmarks: Iterable[Benchmark] = ()) -> TurnRow:
    kind = next(name for name, model in KINDS.items() if isinstance(turn, model))
    return TurnRow(turn, kind, version_of(turn), tuple(benchmarks))


def version_of(turn: Turn) -> str:
    """A short digest of the row, which another one of the same day does not share."""
    state = (
        *(turn.pk, turn.recorded_at.isoformat(), turn.confirmed_on, turn.withdrawn_on),
        *(turn.withdrawal_asked_by_id, turn.withdrawal_reason),
    )
    return sha256(repr(state).encode()).hexdigest()[:16]


def rows_of(series: Series) -> tuple[TurnRow, ...]:
    """Those that wait first, then those that count, then the withdrawn; newest first. Three
    queries."""
    turns = [turn for kind in KINDS for turn in getattr(series, kind).select_related(*PEOPLE)]
    approved = newest_approved(series)
    rows = [
        row_of(turn, uncovered(turn, approved) if isinstance(turn, Break) else ()) for turn in turns
    ]
    rows.sort(key=lambda row: (row.turn.on, row.turn.pk), reverse=True)
    return tuple(sorted(rows, key=lambda row: (row.is_withdrawn, not row.is_waiting)))


def newest_approved(series: Series) -> list[Benchmark]:
    """The benchmarks that grade the series: one a framework and plan year. One query."""
    rows = Benchmark.objects.filter(series=series, approved_on__isnull=False)
    newest = {
        (each.framework_id, each.year_start): each
        for each in rows.select_related("series", "framework").order_by("version")
    }
    return sorted(newest.values(), key=lambda each: (each.year_start, each.framework.name))


def uncovered(turn: Break, benchmarks: Iterable[Benchmark]) -> list[Benchmark]:
    """Those for the break's plan year that were last approved before it: step 0 of GRADING.md
    grades nothing from there on."""
    if turn.withdrawn_on is not None:
        return []
    year = financial_year_of(turn.on)
    return [
        each
        for each in benchmarks
        if each.year_start == year.start
        and max(filter(None, (each.approved_on, each.reapproved_on))) < turn.on
    ]


def out_of_reach(day: date, *, on: date) -> str:
    """Why nothing can be recorded for ``day``; "" where it can."""
    last = financial_year_of(on).next().end
    if FIRST_DAY <= day <= last:
        return ""
    return (
        f"{day.day} {day:%B} {day.year} is no day of a figure here: choose one from "
        f"{FIRST_DAY:%-d %B %Y} to {last:%-d %B %Y}, the end of the next plan year."
    )


def found(series: Series, kind: str, day: date) -> Turn | None:
    """The one that stands on a day, else the one withdrawn last. One query."""
    rows = KINDS[kind].objects.filter(series=series, on=day).select_related("series__home", *PEOPLE)
    return min(
        rows,
        key=lambda each: (each.withdrawn_on is not None, -each.pk),
        default=None,
    )


def discarded(series: Series, kind: str, day: date) -> AuditEvent | None:
    """How the last one of a day, which stands no more, was discarded; None where none was."""
    events = AuditEvent.objects.filter(
        subject=KINDS[kind]._meta.verbose_name,
        indicator=series.home_id,
        action="discarded",
        before__series=series.code,
        before__on=day.isoformat(),
    )
    return events.first()


def waiting_for(user, *, on: date) -> tuple[TurnRow, ...]:
    """Those that ``user`` may confirm or withdraw as the second person, earliest recorded first.
    Two queries."""
    rows = []
    for model in KINDS.values():
        waiting = turns_to_decide(user, model.objects.all(), on=on)
        rows += [row_of(turn) for turn in waiting.select_related("series", *PEOPLE)]
    return tuple(sorted(rows, key=lambda row: row.turn.recorded_at))
