"""The board of a cycle, and reminding all who owe something in it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from performance import workflow
from performance.models import Cycle
from performance.permissions import may_open, sees_drafts
from performance.queries.cycles import boards, cycles

OWING = "owing"


class Board(TemplateView):
    """Who owes what, by portfolio; ``?show=owing`` leaves out what was handed over."""

    template_name = "cycles/board.html"

    def get_context_data(self, code, **kwargs):
        user, today = self.request.user, timezone.localdate()
        cycle = get_object_or_404(Cycle, code=code)
        owing = self.request.GET.get("show") == OWING
        reminds = may_open(user, "performance:cycle-remind", on=today)
        return super().get_context_data(
            **kwargs,
            cycle=cycle,
            status=cycles.status(cycle, today),
            board=boards.board(user, cycle, on=today, owing=owing),
            owing=owing,
            sees_owed=sees_drafts(user, on=today),
            reads_list=may_open(user, "performance:cycles", on=today),
            reminding=boards.reminding(user, cycle, on=today) if reminds else None,
            may_ask=may_open(user, "performance:cycle-reopen", on=today),
        )


@require_POST
def remind(request, code):
    cycle = get_object_or_404(Cycle, code=code)
    done = workflow.remind(cycle, by=request.user, on=timezone.localdate())
    say = messages.success if done.now else messages.info
    say(request, reminded_in_words(cycle, done))
    return redirect("performance:cycle", code)


def reminded_in_words(cycle: Cycle, done: workflow.Reminded) -> str:
    if not done.now and not done.already:
        return f"Nothing that you may remind of is owed in {cycle}."
    if not done.now:
        return f"Nobody was reminded again: {submissions(done.already)} had been today already."
    words = f"Reminded of {submissions(done.now)}. It shows on the home page of whoever owes them."
    if done.already:
        words += f" {submissions(done.already).capitalize()} had been reminded of today already."
    return words


def submissions(count: int) -> str:
    return "1 submission" if count == 1 else f"{count} submissions"
