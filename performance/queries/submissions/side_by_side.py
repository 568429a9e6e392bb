"""A correction beside what stands: every figure and every text, and how far they are apart."""

from dataclasses import dataclass

from performance.models import Commentary, Entry, Observation, Submission
from performance.queries.audit.audit import Change
from performance.queries.submissions.slots import Slot, other_period
from performance.queries.submissions.submissions import Past, difference, printed
from performance.states import Prompt, Standing, State


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure that stands, or stood until the correction was approved, and the proposed one.

    ``beside`` is what else differs: the words, the note, how firm it is, where it comes from.
    ``period`` is what both cover, "" where that is the submission's own.
    """

    name: str
    unit: str
    period: str
    standing: str
    proposed: str
    fault: str
    difference: str
    beside: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """What the approved submission says under a prompt, beside what the correction says."""

    label: str
    standing: str
    proposed: str

    @property
    def is_unchanged(self) -> bool:
        return self.standing == self.proposed


@dataclass(frozen=True, slots=True)
class SideBySide:
    pairs: tuple[Pair, ...]
    texts: tuple[Texts, ...]


def side_by_side(submission: Submission, slots: list[Slot]) -> SideBySide:
    """A correction beside what it corrects. Two queries, however many figures it has."""
    filled = [slot for slot in slots if slot.entry is not None]
    before = standing_before(submission, [slot.entry for slot in filled])
    headed = submission.period.label()
    pairs = (
        pair(
            slot, before.get(key_of(slot.entry), slot.entry), other_period(slot, submission, headed)
        )
        for slot in filled
    )
    return SideBySide(tuple(pairs), tuple(texts(submission)))


def standing_before(submission: Submission, entries: list[Entry]) -> dict[tuple, Observation]:
    """By figure, the revision that stands; once it is approved, the one that it replaced.

    What an approved correction left as it was made no revision, and is not among them.
    """
    figures = Observation.objects.all()
    if submission.state in (State.APPROVED, State.SUPERSEDED):
        rows = figures.filter(replaced_by__submission=submission)
    else:
        rows = figures.current().filter(
            series__in={entry.series_id for entry in entries},
            period_end__in={entry.period_end for entry in entries},
        )
    return {key_of(row): row for row in rows}


def key_of(row: Entry | Observation) -> tuple:
    return row.series_id, row.organisation_id, row.period_start, row.period_end


def pair(slot: Slot, before: Observation | Entry, period: str) -> Pair:
    entry, unit = slot.entry, slot.series.unit.dress
    was = Past(
        before.period, printed(before.quantity, unit, before.missing, before.text), before.quantity
    )
    return Pair(
        name=slot.name,
        unit=slot.series.unit.name,
        period=period,
        standing=was.printed,
        proposed=printed(entry.quantity, unit, entry.missing) or entry.raw or entry.text,
        fault=entry.fault,
        difference=difference(slot.series, entry.quantity, entry.period, was),
        beside=tuple(beside(before, entry)),
    )


def beside(before: Observation | Entry, now: Entry):
    for name, of in (
        ("Words", lambda row: row.text),
        ("Note", lambda row: row.note),
        ("How firm", lambda row: Standing(row.standing).label),
        ("Source", source),
    ):
        if of(before) != of(now):
            yield Change(name, of(before), of(now))


def source(row: Observation | Entry) -> str:
    day = f"read on {row.source_read_on:%-d %B %Y}" if row.source_read_on else ""
    return ", ".join(filter(None, [row.source_name, row.source_address, day]))


def texts(submission: Submission):
    """Each prompt under which either says something, in the order of the prompts. One query."""
    both = [each for each in (submission.pk, submission.corrects_id) if each]
    said = {
        (row.submission_id, row.prompt): row.text
        for row in Commentary.objects.filter(submission__in=both)
    }
    for prompt in Prompt:
        standing = said.get((submission.corrects_id, prompt), "")
        proposed = said.get((submission.pk, prompt), "")
        if standing.strip() or proposed.strip():
            yield Texts(prompt.label, standing, proposed)
