"""Explanations of warnings: kept as typed, with the words of the warning that they answer."""

from collections.abc import Iterator, Mapping

from django.utils import timezone

from performance.models import Submission, WarningAnswer
from performance.queries.warnings import Warned, warnings


def changed_explanations(
    submission: Submission, explanations: Mapping[str, str]
) -> Iterator[tuple[Warned, str]]:
    """The warnings for which something else is said than what is kept, each with its text."""
    if not explanations:
        return
    for warned in warnings(submission):
        text = explanations.get(warned.key, "").replace("\r\n", "\n")
        if (warned.key in explanations and text != warned.text) or is_said_again(warned, text):
            yield warned, text


def is_said_again(warned: Warned, text: str) -> bool:
    """The same words for other figures: whoever leaves them standing says that they still hold."""
    return bool(text.strip()) and warned.answer is not None and not warned.is_explained


def explain(submission: Submission, explanations: Mapping[str, str], *, by) -> tuple[dict, dict]:
    """Keep explanations of what the figures, as they now stand, give warning of.

    Returns what was said before and what is said now, for the audit trail.
    """
    before, after = {}, {}
    for warned, text in changed_explanations(submission, explanations):
        answer = warned.answer or WarningAnswer(
            submission=submission,
            kind=warned.kind,
            series=warned.slot.series,
            organisation=warned.slot.organisation,
        )
        about = f"{warned.slot.name}: {warned.kind.label.lower()}"
        before[about] = {"warning": answer.warning, "text": answer.text}
        answer.warning, answer.text = warned.message, text
        answer.edited_by, answer.edited_at = by, timezone.now()
        answer.save()
        after[about] = {"warning": answer.warning, "text": answer.text}
    return before, after
