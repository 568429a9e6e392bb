"""What was said of a submission, as its page shows it to a reader of one body."""

from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from performance.forms.remarks import RemarkForm
from performance.models import Remark, Submission
from performance.permissions import speaks_for
from performance.queries.audit.remarks import heard
from performance.states import Audience, Body


@dataclass(frozen=True, slots=True)
class Thread:
    """What one audience reads, oldest first, with the form to add to it."""

    audience: Audience
    title: str
    remarks: tuple[Remark, ...]
    form: RemarkForm
    button: str


def name_of(body: str) -> str:
    """A body's short name in this installation: names of bodies are data."""
    return settings.BODIES["force_short" if body == Body.FORCE else "oversight_short"]


def form_of(audience: Audience, body: str, data=None) -> RemarkForm:
    """The form by which somebody of ``body`` says something to that audience."""
    mine = name_of(body)
    theirs = name_of(Body.OVERSIGHT if body == Body.FORCE else Body.FORCE)
    if audience == Audience.PRIVATE:
        label, hint = "Add a private note", f"Only {mine} reads it. {theirs} never does."
    else:
        label, hint = "Say something on the record", f"Both {mine} and {theirs} read it."
    return RemarkForm(
        data, audience=audience, label=label, hint=f"{hint} It cannot be changed afterwards."
    )


def threads(user, submission: Submission, *, refused: RemarkForm | None = None) -> list[Thread]:
    """The thread between the bodies and the reader's own; none for whoever speaks for neither.

    ``refused`` is a form that was sent and not taken, with what was typed.
    """
    body = speaks_for(user, submission, on=timezone.localdate())
    if body is None:
        return []
    said = heard(submission, body=body)
    shown = (
        (Audience.RECORD, "On the record", said.record, "Say it on the record"),
        (Audience.PRIVATE, f"Private notes of {name_of(body)}", said.private, "Add the note"),
    )
    return [
        Thread(
            audience,
            title,
            remarks,
            refused if refused and refused.audience == audience else form_of(audience, body),
            button,
        )
        for audience, title, remarks, button in shown
    ]
