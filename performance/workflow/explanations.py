"""Explanations of warnings: kept as typed, with the words of the warning that they answer."""

from collections.abc import Iterator, Mapping

from django.utils import timezone

from performance.models import Submission, WarningAnswer
from performance.queries.checks.warnings import Said, Warned, warnings


def changed_explanations(
    submission: Submission, explanations: Mapping[str, Said | str]
) -> Iterator[tuple[Warned, Said]]:
    """The warnings for which something else is said than what is kept, each with what is said.

    What was typed for other figures is kept, and answers nothing; what was said of others before
    is not forgotten because nothing is said yet of these.
    """
    if not explanations:
        return
    for warned in warnings(submission):
        if warned.key not in explanations:
            continue
        given = explanations[warned.key]
        given = Said(given) if isinstance(given, str) else given
        text = given.text.replace("\r\n", "\n")
        said = Said(text, warned.figures if given.figures is None else given.figures)
        kept = Said(warned.text, warned.answer.figures if warned.answer else warned.figures)
        is_nothing_new = not text.strip() and (warned.is_of_others or warned.answer is None)
        if said != kept and not is_nothing_new:
            yield warned, said


def explain(
    submission: Submission, explanations: Mapping[str, Said | str], *, by
) -> tuple[dict, dict]:
    """Keep explanations of what the figures, as they now stand, give warning of.

    Returns what was said before and what is said now, for the audit trail.
    """
    before, after = {}, {}
    for warned, said in changed_explanations(submission, explanations):
        answer = warned.answer or WarningAnswer(
            submission=submission,
            kind=warned.kind,
            series=warned.slot.series,
            organisation=warned.slot.organisation,
        )
        about = f"{warned.slot.name}: {warned.kind.label.lower()}"
        before[about] = told(answer)
        if said.figures == warned.figures or not answer.warning:
            answer.warning = warned.message
        answer.text, answer.figures = said.text, said.figures
        answer.edited_by, answer.edited_at = by, timezone.now()
        answer.save()
        after[about] = told(answer)
    return before, after


def told(answer: WarningAnswer) -> dict:
    return {"warning": answer.warning, "figures": answer.figures, "text": answer.text}
