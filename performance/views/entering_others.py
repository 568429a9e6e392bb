"""What somebody else changed of a submission while its page was open, and who it was."""

from collections.abc import Iterator

from performance.figures.pasted_text import quoted
from performance.forms.drafts import DETAILS, DraftForm
from performance.models import Submission
from performance.queries.submissions.last_saves import Hand, last_hands
from performance.states import Prompt

SOMEBODY = "somebody else"
PARTS = {"figure": "raw", **{name: name for name in ("missing", "note", "standing", *DETAILS)}}


def others_in(form: DraftForm, stored: DraftForm) -> dict[str, str]:
    """By field name, what stands in the fields that only somebody else changed.

    A warning that wants another answer because its figure was changed is nobody else's doing.
    """
    came, changed = form.held(), form.changed()
    asked_anew = {each.field for each in stored.warned if each.is_of_others}
    return {
        form.add_prefix(name): str(stored.data[stored.add_prefix(name)] or "")
        for name, text in stored.held().items()
        if name in came and name not in changed | asked_anew and text != came[name]
    }


def hands_in(form: DraftForm, submission: Submission) -> dict[str, Hand]:
    """By field name, who changed last what it holds; what nobody saved is left out. One query."""
    known = {
        f"{field}-{slot.key}": (slot.name, part)
        for slot in form.slots
        for field, part in PARTS.items()
    } | {prompt.value: (prompt.label, "") for prompt in Prompt}
    hands = last_hands(submission)
    return {form.add_prefix(name): hands[what] for name, what in known.items() if what in hands}


def meanwhile(form: DraftForm, stored: DraftForm, submission: Submission) -> Iterator[str]:
    """A sentence for each field that only somebody else changed: it is not as the page had it."""
    found = others_in(form, stored)
    hands = hands_in(form, submission) if found else {}
    for name, text in found.items():
        field = stored.fields[name.removeprefix(form.add_prefix(""))]
        shown = dict(getattr(field, "choices", ())).get(text, text)
        now = f"now {quoted(shown)}" if text else "now empty"
        who = hands.get(name, SOMEBODY)
        yield f"Changed meanwhile by {who}: {submission.indicator.name}, {field.label}, {now}."
