"""Readiness: what is missing before a submission can be submitted."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from performance.grading import Direction, Grade
from performance.models import Commentary, Submission
from performance.queries.checks.provisional import provisional_outcome_of
from performance.queries.checks.surroundings import surroundings
from performance.queries.checks.warnings import Warned, warnings_of
from performance.queries.grading.outcomes import Outcome
from performance.queries.submissions.slots import Slot, parts_of, slots_of
from performance.states import Prompt
from performance.workflow.computing import printed_decimals
from performance.workflow.entries import Figure
from performance.workflow.errors import Gap
from performance.workflow.typed_slots import as_typed

EXPLAINED_GRADES = (Grade.POOR, Grade.NEEDS_IMPROVEMENT)


@dataclass(frozen=True, slots=True)
class Readiness:
    """How far a draft has come: its figures, the grade they would give, and what is missing.

    ``gaps`` is empty when it can be submitted. ``commentary`` is by prompt code. ``cannot_grade``:
    the engine refuses, which is for the analysts to mend and holds up nobody.
    """

    slots: tuple[Slot, ...]
    commentary: dict[str, str]
    warnings: tuple[Warned, ...]
    outcome: Outcome | None
    gaps: tuple[Gap, ...]
    cannot_grade: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether no figure is entered for the period, nor words or a reason in its place: what
        grade there is then is that of an earlier one."""
        entries = [slot.entry for slot in self.slots if slot.entry]
        return not any(each.raw.strip() or each.missing or each.text.strip() for each in entries)

    @property
    def wants_commentary(self) -> bool:
        """Whether the provisional grade asks for what happened, why, and what is being done."""
        return self.outcome is not None and self.outcome.grade in EXPLAINED_GRADES


def gaps(submission: Submission) -> list[Gap]:
    """What is missing before the submission can be submitted; empty when it is ready."""
    return list(readiness_of([submission])[submission.pk].gaps)


def readiness_of(
    submissions: Collection[Submission],
    typed: Mapping[UUID, Mapping[str, Figure]] = {},
) -> dict[UUID, Readiness]:
    """By submission id, how far each has come. A constant number of queries.

    Every graded series needs a value or a reason for its absence, every entry must be readable,
    every warning an explanation, and a provisional Poor or Needs Improvement commentary.

    Args:
        typed: by submission id and slot key, what stands in the fields and is not saved: it is
            judged and graded in the place of what is.
    """
    asked = slots_of(submissions)
    if typed:
        computed = [slot for key in typed for slot in asked[key] if slot.is_computed]
        decimals = printed_decimals(computed)
        for each in submissions:
            if each.pk in typed:
                asked[each.pk] = as_typed(each, asked[each.pk], typed[each.pk], decimals)
    around = surroundings(submissions, asked)
    warned = warnings_of(submissions, asked, around)
    entries = {key: [slot.entry for slot in asked[key] if slot.entry] for key in typed}
    outcomes = provisional_outcome_of(submissions, around, entries)
    written = defaultdict(dict)
    for each in Commentary.objects.filter(submission__in=submissions):
        written[each.submission_id][each.prompt] = each.text
    return {
        each.pk: Readiness(
            slots=tuple(asked[each.pk]),
            commentary=written[each.pk],
            warnings=warned[each.pk],
            outcome=outcomes.get(each.pk),
            gaps=tuple(
                gaps_of(
                    each, asked[each.pk], warned[each.pk], written[each.pk], outcomes.get(each.pk)
                )
            ),
            cannot_grade=each.pk not in outcomes,
        )
        for each in submissions
    }


def gaps_of(
    submission: Submission,
    asked: Sequence[Slot],
    warned: Sequence[Warned],
    written: dict[str, str],
    outcome: Outcome | None,
) -> list[Gap]:
    found = [gap for slot in asked for gap in gaps_of_a_figure(submission, slot, asked)]
    for each in warned:
        if not each.is_explained:
            said = f"{each.slot.name}: {each.message} Say why the figure is right, or correct it."
            found.append(Gap(each.field, said))
    grade = outcome.grade if outcome else None
    if not found and grade in EXPLAINED_GRADES and not any(map(str.strip, written.values())):
        said = (
            f"The provisional grade is {grade.value}: say what happened, why, and what is being "
            "done."
        )
        found.append(Gap(Prompt.NARRATIVE.value, said))
    return found


def gaps_of_a_figure(submission: Submission, slot: Slot, asked: Sequence[Slot]) -> list[Gap]:
    if slot.entry is not None and slot.entry.fault:
        where = parts_of(slot, asked)[0] if slot.is_computed else slot
        return [Gap(where.field, f"{slot.name}: {slot.entry.fault}")]
    is_owed = submission.is_correction or slot.series.direction != Direction.MONITOR.value
    if not is_owed or (slot.entry and slot.entry.is_answered):
        return []
    if not slot.is_computed:
        said = f"{slot.name}: enter a figure or choose a reason why there is none."
        return [Gap(slot.field, said)]
    numerator, denominator = parts_of(slot, asked)
    missing = denominator if numerator.entry and numerator.entry.is_answered else numerator
    said = (
        f"{slot.name} follows from {numerator.name} and {denominator.name}: enter both, or choose "
        "a reason why there is none."
    )
    return [Gap(missing.field, said)]
