"""What a grade was, when it changed, and what changed it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from performance.models import Grade, Placement
from performance.queries.scorecards.indicator_grades import PartVerdict, part_verdict, waivers_in


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision of a grade, as it was stored. Texts are "" where nothing is known.

    Attributes:
        grade: the word; "" where it was not graded, and ``sentence`` says why.
        parts: what was said of each, in several sentences.
        recorded_at, known_on: when it was computed, and by which day what it rests on was known.
        because: what changed, so that it was computed.
        changes: what became of the revision before: "From Poor to Good"; () for the first.
    """

    number: int
    grade: str
    sentence: str
    parts: tuple[PartVerdict, ...]
    recorded_at: datetime
    known_on: date
    because: str
    method: str
    digest: str
    assumed: bool
    late: bool
    waiver: str
    is_current: bool
    changes: tuple[str, ...]


def grades_at(placement: Placement, days: tuple[date, date], *, on: date) -> list[Grade]:
    """Every revision of the placement's grade at the period of these first and last days that was
    known on the day ``on``, newest first: one query."""
    first, last = days
    rows = Grade.objects.filter(
        placement=placement, period_start=first, period_end=last, known_on__lte=on
    )
    return list(rows.order_by("-revision"))


def history_of(grades: list[Grade]) -> tuple[Revision, ...]:
    """The revisions of one grade with what changed between them; ``grades`` newest first."""
    changes = [tuple(changes_between(before, after)) for after, before in pairwise(grades)]
    changes.append(())
    return tuple(
        Revision(
            number=row.revision,
            grade=row.grade,
            sentence=row.sentence,
            parts=tuple(part_verdict(each) for each in row.verdict.get("parts", ())),
            recorded_at=row.recorded_at,
            known_on=row.known_on,
            because=row.because,
            method=row.method,
            digest=row.digest,
            assumed=row.assumed,
            late=row.verdict.get("late", False),
            waiver=waivers_in(row.verdict),
            is_current=row.is_current,
            changes=changed,
        )
        for row, changed in zip(grades, changes[: len(grades)], strict=True)
    )


def changes_between(before: Grade, after: Grade) -> Iterator[str]:
    """What a reader can see to have changed, most telling first."""
    was, now = outcome(before.grade, before.reason), outcome(after.grade, after.reason)
    yield f"From {was} to {now}" if was != now else f"It stayed {now}"
    earlier = {each["series"]: each for each in before.verdict.get("parts", ())}
    later = {each["series"]: each for each in after.verdict.get("parts", ())}
    several = len(earlier.keys() | later.keys()) > 1
    for code in (*later, *(code for code in earlier if code not in later)):
        yield from part_changes(earlier.get(code), later.get(code), several=several)
    if before.method != after.method:
        yield f"Method {before.method} became {after.method}"
    if before.digest != after.digest:
        if was == now:
            yield "It rests on other figures, lines or dates than before"
    elif was == now:
        yield "The same figures and lines, in other words"


def part_changes(before: dict | None, after: dict | None, *, several: bool) -> Iterator[str]:
    if before is None or after is None:
        yield f"{(after or before)['name']} {'became a part' if after else 'is no longer a part'}"
        return
    was, now = (outcome(each["grade"], each["reason"]) for each in (before, after))
    if several and was != now:
        yield f"{after['name']}: from {was} to {now}"
    if before["weight"] != after["weight"]:
        yield f"{after['name']}: weight {before['weight']} became {after['weight']}"
    if before["essential"] != after["essential"]:
        yield f"{after['name']} is {'now' if after['essential'] else 'no longer'} essential"


def outcome(grade: str | None, reason: str | None) -> str:
    """ "Poor", or "not graded (no data this year)"."""
    return grade or f"not graded ({(reason or '').replace('_', ' ')})"
