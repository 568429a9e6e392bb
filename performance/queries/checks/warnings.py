"""Warnings: figures of a submission that look wrong, so that somebody says why they are right.

They follow from the figures and are never stored (DESIGN.md section 4). A warning blocks nothing
once it is explained.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from performance.models import Submission, WarningAnswer
from performance.queries.checks.surroundings import Surroundings, look, surroundings
from performance.queries.checks.suspicions import suspicions
from performance.queries.submissions.slots import Slot, slots_of
from performance.states import WarningKind


@dataclass(frozen=True, slots=True)
class Warned:
    """One warning of a submission: which figure, what looks wrong, and what was said of it.

    ``message`` is a sentence or two, about ``figures`` as they print; ``answer`` is the explanation
    given last, which may be of others: ``is_explained`` tells whether it is of these.
    """

    kind: WarningKind
    slot: Slot
    message: str
    figures: str
    answer: WarningAnswer | None

    @property
    def key(self) -> str:
        """Names the warning in forms: "<kind>.<series id>.<organisation code>"."""
        return f"{self.kind.value}.{self.slot.key}"

    @property
    def field(self) -> str:
        return f"warning-{self.key}"

    @property
    def about(self) -> str:
        """Names, in forms, what the page showed the warning for."""
        return f"about-{self.key}"

    @property
    def text(self) -> str:
        return self.answer.text if self.answer else ""

    @property
    def is_of_others(self) -> bool:
        """What was said last was said of other figures."""
        return self.answer is not None and self.answer.figures != self.figures

    @property
    def is_explained(self) -> bool:
        return bool(self.text.strip()) and not self.is_of_others


@dataclass(frozen=True, slots=True)
class Said:
    """An explanation as typed, and the ``figures`` that it was typed for, as a page showed them.

    None: for the figures as they are saved with it.
    """

    text: str
    figures: str | None = None


def warnings(submission: Submission) -> tuple[Warned, ...]:
    """What looks wrong in one submission."""
    return warnings_of([submission])[submission.pk]


def warnings_of(
    submissions: Collection[Submission],
    asked: Mapping[UUID, list[Slot]] | None = None,
    around: Surroundings | None = None,
) -> dict[UUID, tuple[Warned, ...]]:
    """What looks wrong in each of ``submissions``, by its id, in the order of their figures.

    A constant number of queries, however many submissions, series and figures there are.

    Args:
        asked, around: the submissions' slots, and what stands around them, where they have been
            read already.
    """
    asked = asked or slots_of(submissions)
    around = around or surroundings(submissions, asked)
    answers = {
        (each.submission_id, each.kind, each.series_id, each.organisation_id): each
        for each in WarningAnswer.objects.filter(submission__in=submissions)
    }
    return {
        submission.pk: tuple(
            Warned(
                each.kind,
                slot,
                each.message,
                each.figures,
                answers.get((submission.pk, each.kind, slot.series.pk, slot.organisation.pk)),
            )
            for slot in asked[submission.pk]
            if slot.entry is not None and slot.entry.quantity is not None
            for each in suspicions(look(around, slot, asked[submission.pk]))
        )
        for submission in submissions
    }
