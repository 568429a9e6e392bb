"""Refused moves, explained: what happened, what to do next, and nothing typed is lost."""

import re
from functools import wraps

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from performance.forms.returns import ReturnForm
from performance.models import Submission
from performance.permissions import once_seen, visible
from performance.views.submissions import comparisons, submission_page
from performance.workflow import MovedOn, NotReady, ReasonNeeded, transitions

# As many digits as the column holds; Python refuses to read thousands.
VERSION = re.compile(r"[0-9]{1,9}")


def reachable(request, pk) -> Submission:
    """The submission a move is tried on; 404 for what this person never saw."""
    submissions = Submission.objects.select_related("indicator", "cycle")
    return get_object_or_404(once_seen(request.user, submissions, on=timezone.localdate()), pk=pk)


def version_from(request) -> int:
    """The version that the page was made from.

    Raises:
        BadRequest: the form did not say.
    """
    return version_in(request.POST.get("version", ""))


def version_in(typed: str) -> int:
    """A version as a form sends it.

    Raises:
        BadRequest: it is none, or more than any version could be.
    """
    if VERSION.fullmatch(typed) is None:
        raise BadRequest("The form did not say which version it was made from.")
    return int(typed)


def explains_refused_moves(view):
    """Turn the workflow's refusals into a page that says why and keeps what was typed."""

    @wraps(view)
    def wrapper(request, pk):
        try:
            return view(request, pk)
        except NotReady:
            # The page of answers names everything that is missing.
            answers = reverse("performance:submission-answers", args=[pk])
            return redirect(f"{answers}?refused=1")
        except ReasonNeeded as refusal:
            return explained(request, pk, refusal, status=400)
        except MovedOn as refusal:
            if any(is_done_already(request, refusal, move) for move in made_by(view)):
                return done_already(request, refusal.record)
            return explained(request, pk, refusal, status=409)

    return wrapper


def made_by(view) -> list[transitions.Move]:
    """The moves of the view's name: withdrawing has two, by what is withdrawn."""
    name = view.__name__.replace("_", " ")
    return [move for move in transitions.MOVES if move.name == name]


def is_done_already(request, refusal: MovedOn, move: transitions.Move) -> bool:
    """The same person made the same move a moment ago, in another tab: no cause for alarm.

    Where words were typed, they may be others than those that were sent first: they are kept.
    """
    event = refusal.event
    return (
        not move.needs_reason
        and event is not None
        and (event.actor_id, event.action) == (request.user.pk, move.done)
        and refusal.record.state == move.target
    )


def done_already(request, submission):
    state = submission.get_state_display().lower()
    messages.info(request, f"You did this already: {submission.title} is {state}.")
    return redirect("performance:submission", submission.pk)


def explained(request, pk, refusal, *, status: int):
    """The submission's page with what was typed, or a message where nothing was."""
    submission = reachable(request, pk)
    shown = visible(
        request.user, Submission.objects.filter(pk=pk), on=timezone.localdate()
    ).exists()
    form = ReturnForm(request.POST, rows=comparisons(submission) if shown else [])
    typed = [value for name, value in request.POST.items() if is_words(name) and value.strip()]
    if not shown:
        return out_of_sight(request, refusal, typed, status=status)
    if isinstance(refusal, ReasonNeeded):
        form.add_error("reason", str(refusal))
        return submission_page(request, submission, form=form, status=status)
    if typed:
        return submission_page(request, submission, form=form, refusal=str(refusal), status=status)
    messages.error(request, str(refusal))
    return redirect("performance:submission", pk)


def out_of_sight(request, refusal, typed: list[str], *, status: int):
    """A page of its own for what the reader saw until somebody acted first; ``typed`` by them."""
    context = {"refusal": str(refusal), "typed": typed}
    return render(request, "submissions/refused.html", context, status=status)


def is_words(name: str) -> bool:
    return name == "reason" or name.startswith("figure-")
