"""What is decided on a break or a re-basing: POST only, each a call of the workflow's verb."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from performance.figures import financial_year_of
from performance.forms.turns import ReasonForm
from performance.models import Break
from performance.queries.series.turns import (
    discarded,
    found,
    newest_approved,
    row_of,
    uncovered,
    version_of,
)
from performance.views.turns import REASONS, prefix_of, said_of, series_named, turns_page
from performance.workflow import MovedOn, NotReady, turns

REGRADED = "The grades that it touches are being worked out again."


def decides(verb: str, what: str, done: str) -> Callable:
    """Dress a verb as a view: find the row, read the reason, explain a refusal, keep what was
    typed.

    Args:
        verb: the last word of its address.
        what: the verb in a sentence: "confirm it".
        done: the audit trail's word for it.
    """

    def dressed(view):
        @require_POST
        @wraps(view)
        def wrapper(request, code, kind, day):
            series = series_named(code)
            turn = found(series, kind, day)
            if turn is None:
                return gone(request, series, kind, day, verb)
            form, reason = None, ""
            if verb in REASONS:
                prefix = prefix_of(row_of(turn), verb)
                form = ReasonForm(request.POST, prefix=prefix, what=REASONS[verb])
                reason = form.cleaned_data["reason"] if form.is_valid() else ""
            try:
                if version_from(request) != version_of(turn):
                    raise turns.refused(turn, what)
                if form is not None and not form.is_valid():
                    return turns_page(request, series, bound={form.prefix: form}, status=400)
                given = {"reason": reason} if form else {}
                said = view(turn, by=request.user, on=timezone.localdate(), **given)
            except (MovedOn, NotReady) as refusal:
                if is_done_already(request, getattr(refusal, "event", None), done, reason):
                    messages.info(request, f"You did this already, to {said_of(turn)}.")
                    return redirect("performance:turns", code)
                return turns_page(request, series, refusal=str(refusal), typed=reason, status=409)
            messages.success(request, said)
            return redirect("performance:turns", code)

        return wrapper

    return dressed


@decides("confirm", "confirm it", "confirmed")
def confirm(turn, *, by, on) -> str:
    turns.confirm(turn, by=by, on=on)
    said = f"{capital(said_of(turn))} is confirmed and counts. {REGRADED}"
    if isinstance(turn, Break) and uncovered(turn, newest_approved(turn.series)):
        year = financial_year_of(turn.on).label()
        from_then = f", which can be done from {turn.on:%-d %B %Y}" if turn.on > on else ""
        said += f" The panel chair has to approve the benchmark for {year} again{from_then}."
    return said


@decides("discard", "discard it", "discarded")
def discard(turn, *, by, on, reason) -> str:
    turns.discard(turn, by=by, on=on, reason=reason)
    return f"{capital(said_of(turn))} is discarded. The audit trail keeps what it was."


@decides("withdraw", "ask for it to be withdrawn", "asked to withdraw")
def withdraw(turn, *, by, on, reason) -> str:
    turns.ask_withdrawal(turn, by=by, on=on, reason=reason)
    return f"You asked for {said_of(turn)} to be withdrawn. It counts until somebody else agrees."


@decides("grant", "withdraw it", "withdrew")
def grant(turn, *, by, on) -> str:
    turns.grant_withdrawal(turn, by=by, on=on)
    return f"{capital(said_of(turn))} is withdrawn and counts no more. {REGRADED}"


@decides("drop", "take back your request", "no longer asks to withdraw")
def drop(turn, *, by, on) -> str:
    turns.drop_withdrawal(turn, by=by, on=on)
    return f"Your request is taken back: {said_of(turn)} counts as before."


@decides("refuse", "let it stand", "refused to withdraw")
def refuse(turn, *, by, on, reason) -> str:
    turns.refuse_withdrawal(turn, by=by, on=on, reason=reason)
    return f"{capital(said_of(turn))} stands, with your reason."


def version_from(request) -> str:
    """The version of the row that the page showed.

    Raises:
        BadRequest: the form did not say.
    """
    if version := request.POST.get("version"):
        return version
    raise BadRequest("The form did not say which version it was made from.")


def is_done_already(request, event, done: str, reason: str) -> bool:
    """The same person did the same, in the same words, a moment ago in another tab: no cause for
    alarm."""
    return (
        event is not None
        and (event.actor_id, event.action) == (request.user.pk, done)
        and (not reason or event.reason == reason)
    )


def gone(request, series, kind, day, verb: str):
    """What was discarded since the page was made; 404 for what never was."""
    event = discarded(series, kind, day)
    if event is None:
        raise Http404("There is no such break or re-basing.")
    typed = " ".join(value for name, value in request.POST.items() if name.endswith("-reason"))
    if verb == "discard" and is_done_already(request, event, "discarded", typed.strip()):
        messages.info(request, "You did this already: it is discarded.")
        return redirect("performance:turns", series.code)
    at = localtime(event.at)
    refusal = (
        f"Nothing was changed: {event.actor_name} discarded it on {at:%-d %B %Y} at {at:%H:%M}. "
        f"Their reason: {event.reason}"
    )
    return turns_page(request, series, refusal=refusal, typed=typed, status=409)


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]
