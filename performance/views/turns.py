"""The breaks and re-basings of a series: the page of them, and recording one."""

from collections.abc import Mapping

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import View

from performance.benchmark_rights import reads_proposals
from performance.forms.turns import ReasonForm, TurnForm
from performance.models import Series
from performance.permissions import may, require
from performance.queries.series.shifts import Shift
from performance.queries.series.turn_pages import turns_shown
from performance.queries.series.turns import KINDS, TurnRow, found
from performance.states import Action
from performance.workflow import NotReady, turns

# What asks for a reason, by the last word of its address.
REASONS = {
    "discard": "it is discarded",
    "withdraw": "it is to be withdrawn",
    "refuse": "it stands all the same",
}


class Turns(View):
    """All of a series, with what the reader may do; a shift is offered for a re-basing."""

    def get(self, request, code):
        return turns_page(request, series_named(code))


def series_named(code: str) -> Series:
    return get_object_or_404(Series.objects.select_related("unit", "home"), code=code)


def turns_page(
    request,
    series: Series,
    *,
    bound: Mapping[str, TurnForm | ReasonForm] | None = None,
    refusal: str = "",
    typed: str = "",
    status: int = 200,
):
    """The page; ``bound`` are refused forms by their prefix, ``typed`` words that have none."""
    user, today = request.user, timezone.localdate()
    bound = bound or {}
    shown = turns_shown(series)
    may_record = may(user, Action.RECORD_TURN, series.home, on=today)
    # What nobody has confirmed yet is the force's own, as a proposed benchmark is.
    sees_waiting = reads_proposals(user, series.home, on=today)
    rows = [row for row in shown.rows if sees_waiting or not row.is_waiting]
    cards = [card_of(user, row, today, bound) for row in rows]
    forms = [
        {
            "kind": kind,
            "noun": model.noun,
            "form": bound.get(kind)
            or TurnForm(prefix=kind, noun=model.noun, on=today, initial=initial),
            "is_offered": bool(initial),
        }
        for kind, model in KINDS.items()
        for initial in (offer_of(shown.shift) if kind == "rebasings" and shown.offered else {},)
    ]
    context = {
        "series": series,
        "shown": shown,
        "cards": cards,
        "forms": forms if may_record else [],
        "refused": next(iter(bound.values()), None),
        "refusal": refusal,
        "typed": typed,
    }
    return render(request, "turns/page.html", context, status=status)


def offer_of(shift: Shift) -> dict:
    """What the form for a re-basing starts from. The reason, and the act, stay the reader's."""
    return {"day": shift.begins}


def prefix_of(row: TurnRow, verb: str) -> str:
    return f"{row.kind}-{row.turn.on.isoformat()}-{verb}"


def card_of(user, row: TurnRow, on, bound: Mapping) -> dict:
    """A break or a re-basing with the forms of what ``user`` may do to it now."""
    turn = row.turn
    is_asker = row.is_asked and turn.withdrawal_asked_by_id == user.pk
    decides = row.is_asked and may(user, Action.WITHDRAW_TURN, turn, on=on)
    asks = not row.is_withdrawn and may(user, Action.ASK_TURN_WITHDRAWAL, turn, on=on)
    offered = {
        "discard": row.is_waiting and may(user, Action.DISCARD_TURN, turn, on=on),
        "withdraw": asks and turn.counts and not row.is_asked,
        "refuse": decides,
    }
    forms = {
        verb: bound.get(prefix_of(row, verb))
        or ReasonForm(prefix=prefix_of(row, verb), what=REASONS[verb])
        for verb, is_offered in offered.items()
        if is_offered
    }
    return {
        "row": row,
        "may_confirm": row.is_waiting and may(user, Action.CONFIRM_TURN, turn, on=on),
        "is_own": row.is_waiting and turn.recorded_by_id == user.pk,
        "is_to_come": turn.on > on,
        "may_grant": decides,
        "may_drop": is_asker and asks,
        **forms,
    }


@require_POST
def record(request, code, kind):
    series = series_named(code)
    user, today = request.user, timezone.localdate()
    require(user, Action.RECORD_TURN, series.home, on=today)
    model = KINDS[kind]
    form = TurnForm(request.POST, prefix=kind, noun=model.noun, on=today)
    if not form.is_valid():
        return turns_page(request, series, bound={kind: form}, status=400)
    day, reason = form.cleaned_data["day"], form.cleaned_data["reason"]
    try:
        turns.record(model, series, day, reason=reason, by=user, on=today)
    except NotReady as refusal:
        standing = found(series, kind, day)
        if standing and (standing.recorded_by_id, standing.reason) == (user.pk, reason):
            messages.info(request, f"You did this already: {said_of(standing)} is recorded.")
            return redirect("performance:turns", code)
        form.add_error("day", str(refusal))
        return turns_page(request, series, bound={kind: form}, status=409)
    messages.success(
        request,
        f"The {model.noun} of {day:%-d %B %Y} is recorded. "
        "It counts once a second person has confirmed it.",
    )
    return redirect("performance:turns", code)


def said_of(turn) -> str:
    return f"the {turn.noun} of {turn.on:%-d %B %Y}"
