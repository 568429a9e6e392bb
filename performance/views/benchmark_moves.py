"""Decisions on a benchmark, the panel chair's most of all: POST only, refused in words, nothing
typed lost."""

from functools import wraps

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from performance import workflow
from performance.forms.benchmark_decisions import (
    BenchmarkReturnForm,
    BenchmarkWithdrawForm,
    WaiverForm,
)
from performance.queries.benchmarks.benchmark_lists import key_of
from performance.views.benchmarks import benchmark_page, found
from performance.views.refusals import is_done_already, version_from
from performance.workflow import MovedOn, NotReady, ReasonNeeded, transitions


def decides(move: transitions.Move):
    """A view of a move: finds the version, makes the move, and explains why it was not made."""

    def of(view):
        @require_POST
        @wraps(view)
        def wrapper(request, series, framework, year, version):
            row = found(request, series, framework, year, version)
            try:
                done = view(request, row)
            except NotReady as refusal:
                return not_ready(request, row, refusal)
            except ReasonNeeded as refusal:
                return reasonless(request, row, refusal, move)
            except MovedOn as refusal:
                return overtaken(request, row, refusal, move)
            messages.success(request, done)
            return redirect("performance:benchmark", *key_of(row))

        return wrapper

    return of


@decides(transitions.APPROVE_BENCHMARK)
def approve(request, row) -> str:
    workflow.benchmarks.approve(
        row,
        by=request.user,
        on=timezone.localdate(),
        version=version_from(request),
        waiver=request.POST.get("waiver", ""),
    )
    return f"Version {row.version} is approved. Grades that rest on it follow within a minute."


@decides(transitions.RETURN_BENCHMARK)
def send_back(request, row) -> str:
    workflow.benchmarks.send_back(
        row,
        by=request.user,
        on=timezone.localdate(),
        version=version_from(request),
        reason=request.POST.get("reason", ""),
    )
    return f"Version {row.version} is sent back to {row.proposed_by}, with your reason."


@decides(transitions.REAPPROVE_BENCHMARK)
def reapprove(request, row) -> str:
    workflow.benchmarks.reapprove(
        row, by=request.user, on=timezone.localdate(), version=version_from(request)
    )
    return f"Version {row.version} is approved again. Its grades follow within a minute."


@decides(transitions.WITHDRAW_BENCHMARK)
def withdraw(request, row) -> str:
    workflow.benchmarks.withdraw(
        row,
        by=request.user,
        on=timezone.localdate(),
        version=version_from(request),
        reason=request.POST.get("withdraw_reason", ""),
    )
    return f"Version {row.version} is withdrawn: it stays on the record, and grades nothing."


def reasonless(request, row, refusal: ReasonNeeded, move: transitions.Move):
    if move is transitions.WITHDRAW_BENCHMARK:
        withdrawal = BenchmarkWithdrawForm(request.POST)
        withdrawal.add_error("withdraw_reason", str(refusal))
        return benchmark_page(request, row, withdrawal=withdrawal, status=400)
    reason = BenchmarkReturnForm(request.POST)
    reason.add_error("reason", str(refusal))
    return benchmark_page(request, row, reason=reason, status=400)


def not_ready(request, row, refusal: NotReady):
    """The page with what is in the way: at its field where it has one here."""
    waiver = WaiverForm(request.POST) if "waiver" in request.POST else WaiverForm({})
    problems = []
    for gap in refusal.gaps:
        if gap.field == "waiver":
            waiver.add_error("waiver", gap.message)
        else:
            problems.append({"text": gap.message})
    return benchmark_page(request, row, waiver=waiver, problems=problems, status=400)


def overtaken(request, row, refusal: MovedOn, move: transitions.Move):
    """Somebody else acted first, or the same person in another tab."""
    if is_done_already(request, refusal, move):
        state = refusal.record.get_state_display().lower()
        messages.info(request, f"You did this already: version {row.version} is {state}.")
        return redirect("performance:benchmark", *key_of(row))
    typed = [request.POST.get(name, "").strip() for name in ("waiver", "reason", "withdraw_reason")]
    if not any(typed):
        messages.error(request, str(refusal))
        return redirect("performance:benchmark", *key_of(row))
    return benchmark_page(
        request,
        row,
        waiver=WaiverForm(request.POST),
        reason=BenchmarkReturnForm(request.POST),
        withdrawal=BenchmarkWithdrawForm(request.POST),
        refusal=str(refusal),
        status=409,
    )
