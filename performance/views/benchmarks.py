"""Benchmarks: their list, and the page on which one version is read and decided."""

from datetime import MAXYEAR, MINYEAR, timedelta

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.generic import View
from django_tables2 import RequestConfig

from performance.benchmark_rights import reads_proposals, visible_benchmarks
from performance.figures import financial_year_of
from performance.forms.benchmark_decisions import (
    BenchmarkReturnForm,
    BenchmarkWithdrawForm,
    WaiverForm,
)
from performance.forms.benchmark_filters import BenchmarkFilter
from performance.models import Benchmark
from performance.permissions import may, may_open
from performance.queries.benchmarks import benchmark_lists
from performance.queries.benchmarks.benchmark_pages import benchmark_shown
from performance.queries.benchmarks.benchmark_pictures import picture_of
from performance.queries.benchmarks.benchmark_terms import terms_of
from performance.states import OPEN_BENCHMARK, Action, BenchmarkState
from performance.tables.benchmarks import BenchmarkTable, GapTable

A_PAGE = 25
PEOPLE = ("proposed_by", "approved_by", "returned_by", "reapproved_by")


class BenchmarkList(View):
    """Every version that the reader may see, or the graded series that have none approved."""

    def get(self, request):
        today = timezone.localdate()
        seen = visible_benchmarks(request.user, Benchmark.objects.all(), on=today)
        form = BenchmarkFilter(request.GET, years=benchmark_lists.plan_years(seen, on=today))
        table = self.gaps(form, seen) if form.wants_gaps else self.versions(form, seen)
        RequestConfig(request, paginate={"per_page": A_PAGE}).configure(table)
        this = financial_year_of(today)
        context = {
            "table": table,
            "form": form,
            "gaps": form.wants_gaps,
            "gap_year": form.chosen_year or this,
            "years": (this, this.next()),
        }
        return render(request, "benchmarks/list.html", context)

    def versions(self, form, seen):
        return BenchmarkTable(form.narrowed(benchmark_lists.listed(seen, on=timezone.localdate())))

    def gaps(self, form, seen):
        today = timezone.localdate()
        year = form.chosen_year or financial_year_of(today)
        chosen = form.cleaned_data["framework"]
        frameworks = [chosen] if chosen else benchmark_lists.grading_in(year)
        return GapTable(
            benchmark_lists.gaps(seen, frameworks, year, words=form.cleaned_data["words"].split()),
            may_propose=may_open(self.request.user, "performance:benchmark-new", on=today),
        )


class BenchmarkPage(View):
    """One version: in words, period by period, over last year's figures; and what may be done."""

    def get(self, request, series, framework, year, version):
        return benchmark_page(request, found(request, series, framework, year, version))


def found(request, series: str, framework: str, year: int, version: int) -> Benchmark:
    """The version that an address names, if this person may see it today; 404 if not."""
    if not MINYEAR <= year <= MAXYEAR:
        raise Http404
    rows = visible_benchmarks(request.user, Benchmark.objects.all(), on=timezone.localdate())
    rows = rows.select_related("series__unit", "series__home", "framework", *PEOPLE)
    rows = rows.prefetch_related("lines__points", "bands")
    return get_object_or_404(
        rows,
        series__code=series,
        framework__code=framework,
        year_start__year=year,
        version=version,
    )


def benchmark_page(
    request,
    row,
    *,
    waiver=None,
    reason=None,
    withdrawal=None,
    refusal="",
    problems=(),
    status=200,
):
    """The page; ``waiver``, ``reason`` and ``withdrawal`` are forms of a refused decision, with
    what was typed."""
    user, today = request.user, timezone.localdate()
    seen = visible_benchmarks(user, Benchmark.objects.all(), on=today)
    reads = reads_proposals(user, row.series.home, on=today)
    shown = benchmark_shown(row, seen, on=today, with_proposals=reads)
    is_open = row.state in OPEN_BENCHMARK
    is_revisable = is_open and not shown.is_overtaken
    is_proposed = row.state == BenchmarkState.PROPOSED and is_revisable
    context = {
        "shown": shown,
        "row": row,
        "picture": picture_of(row.series, row.framework, row.year_start, terms_of(row)),
        "waiver": waiver or WaiverForm(initial={"waiver": row.waiver_reason}),
        "reason": reason or BenchmarkReturnForm(),
        "withdrawal": withdrawal or BenchmarkWithdrawForm(),
        "refusal": refusal,
        "problems": problems,
        "would_be_late": row.approved_on is None and today >= row.year_start,
        "last_day": row.year_start - timedelta(days=1),
        "reads_proposals": reads,
        "may_approve": is_proposed and may(user, Action.APPROVE_BENCHMARK, row, on=today),
        "may_send_back": is_proposed and may(user, Action.RETURN_BENCHMARK, row, on=today),
        "may_reapprove": shown.to_cover is not None
        and may(user, Action.APPROVE_BENCHMARK, row, on=today),
        "may_revise": is_revisable and may(user, Action.REVISE_BENCHMARK, row, on=today),
        "may_withdraw": is_open and may(user, Action.WITHDRAW_BENCHMARK, row, on=today),
        "is_own": row.proposed_by_id == user.pk,
        "may_propose": may(user, Action.PROPOSE_BENCHMARK, row.series.home, on=today),
    }
    context["typed"] = typed_in_vain(context) if refusal or problems else []
    return render(request, "benchmarks/page.html", context, status=status)


def typed_in_vain(context: dict) -> list[tuple[str, str]]:
    """What was asked and what was typed, of the forms that are not on the page any more."""
    takes_a_waiver = context["may_approve"] and context["would_be_late"]
    shown = {
        "waiver": takes_a_waiver and not context["shown"].faults,
        "reason": context["may_send_back"],
        "withdrawal": context["may_withdraw"],
    }
    return [
        (bound.label, bound.value())
        for form, is_shown in shown.items()
        if context[form].is_bound and not is_shown
        for bound in context[form]
        if bound.value()
    ]
