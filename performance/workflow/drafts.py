"""Drafts: keeping what was typed."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from performance.models import Commentary, Submission
from performance.permissions import require
from performance.queries.submissions.slots import new_entry, slots
from performance.states import EDITABLE_STATES, Action, Prompt
from performance.workflow import audit, computing
from performance.workflow.engine import moved_on, touch
from performance.workflow.entries import Figure, completed, described, fill, given, read
from performance.workflow.explanations import changed_explanations, explain


@transaction.atomic
def save(
    submission: Submission,
    *,
    by,
    on: date,
    version: int,
    figures: Mapping[str, Figure],
    commentary: Mapping[str, str],
    explanations: Mapping[str, str] = {},
) -> Submission:
    """Keep what was typed, faults included, as the next version of the draft.

    Args:
        figures: by slot key, what was given; slots not named stay as they are, and what follows
            from others is computed, whatever is given for it.
        commentary: by prompt code, the text exactly as typed.
        explanations: by the key of a warning, why the figure is right all the same. One of a
            warning that the figures given here have settled is left out.

    Raises:
        PermissionDenied: ``by`` may not save this submission today.
        MovedOn: it was changed or moved since ``version``.
    """
    require(by, Action.SAVE, submission, on=on)
    entries = list(changed_entries(submission, figures))
    texts = list(changed_texts(submission, commentary))
    said = list(changed_explanations(submission, explanations))
    if not entries and not texts and not said:
        return unchanged(submission, version)
    fresh = touch(submission, version=version, sources=EDITABLE_STATES, what="save")
    before, after = {}, {}
    for slot, figure in entries:
        entry = slot.entry or new_entry(fresh, slot)
        before[slot.name] = described(slot.entry)
        fill(entry, figure)
        entry.edited_by, entry.edited_at = by, timezone.now()
        entry.save()
        after[slot.name] = described(entry)
    for each, text in texts:
        label = Prompt(each.prompt).label
        before[label], after[label] = each.text, text
        each.text, each.edited_by, each.edited_at = text, by, timezone.now()
        each.save()
    for kept, computed in (computing.compute(fresh, by=by), explain(fresh, explanations, by=by)):
        before |= kept
        after |= computed
    audit.record(fresh, "saved", by=by, before=before, after=after)
    return fresh


def changed_entries(submission, figures):
    """The slots for which something else was given than is kept, each with what was given."""
    for slot in slots(submission):
        if slot.key not in figures or slot.is_computed:
            continue
        figure = completed(figures[slot.key], slot.entry)
        if figure != given(slot.entry) or fault_of(slot.entry) != read(figure, slot.series).fault:
            yield slot, figure


def changed_texts(submission, commentary):
    """The commentaries whose text differs from what is kept, each with the new text."""
    written = {each.prompt: each for each in submission.commentaries.all()}
    for code, typed in commentary.items():
        text = typed.replace("\r\n", "\n")
        each = written.get(code) or Commentary(submission=submission, prompt=Prompt(code))
        if text != each.text:
            yield each, text


def unchanged(submission, version: int) -> Submission:
    """The present row, for a save that changes nothing: nobody takes part by looking.

    Raises:
        MovedOn: it was changed or moved since ``version``.
    """
    present = Submission.objects.get(pk=submission.pk)
    if present.version != version or present.state not in EDITABLE_STATES:
        raise moved_on(present, "save")
    return present


def fault_of(entry) -> str:
    return entry.fault if entry else ""
