"""Setting a benchmark: proposing a version, revising one's own, and a picture of what is typed."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import View

from performance import grading, workflow
from performance.benchmark_rights import visible_benchmarks
from performance.figures import financial_year_of
from performance.forms.benchmarks import BenchmarkForm
from performance.models import Benchmark, Framework, Placement, Series
from performance.permissions import may, require
from performance.queries.benchmarks.benchmark_history import (
    Before,
    Season,
    facts_of_series,
    last_years_figures,
    season_before,
)
from performance.queries.benchmarks.benchmark_pictures import picture_of
from performance.queries.benchmarks.benchmark_standing import under_way
from performance.queries.benchmarks.benchmark_terms import Terms, terms_of
from performance.queries.benchmarks.benchmark_versions import earlier_versions
from performance.states import OPEN_BENCHMARK, Action

EARLIEST, LATEST = 2000, 2100


@dataclass(frozen=True, slots=True)
class Plan:
    """What a benchmark is for, and what its form has to know."""

    series: Series
    framework: Framework
    year_start: date
    last_year: tuple[Before, ...]
    season: Season

    @property
    def key(self) -> tuple[str, str, int]:
        return self.series.code, self.framework.code, self.year_start.year

    @property
    def about(self) -> dict:
        """What BenchmarkForm is made with."""
        return {
            "series": self.series,
            "year_start": self.year_start,
            "season": self.season,
            "last_year": dict(enumerate(self.last_year, start=1)),
        }


def planned(request, series: str, framework: str, year: int) -> Plan:
    """What the address names; 404 where there is no such thing, 403 for who may not propose it."""
    if not EARLIEST <= year <= LATEST:
        raise Http404("No such plan year.")
    found = get_object_or_404(Series.objects.select_related("unit", "home"), code=series)
    within = get_object_or_404(Framework, code=framework)
    if not Placement.objects.filter(framework=within, indicator__parts__series=found).exists():
        raise Http404("No indicator of this framework has this series.")
    require(request.user, Action.PROPOSE_BENCHMARK, found.home, on=timezone.localdate())
    facts, start = facts_of_series(found), date(year, 4, 1)
    return Plan(
        series=found,
        framework=within,
        year_start=start,
        last_year=last_years_figures(facts, found, start),
        season=season_before(facts, found, start),
    )


class New(View):
    """A new version, empty or from an earlier one (``?from=2021.1``: plan year and version)."""

    def get(self, request, series, framework, year):
        plan = planned(request, series, framework, year)
        if plan.series.direction == grading.Direction.MONITOR:
            messages.info(
                request,
                f"{plan.series} is monitored only, so it takes no benchmark.",
            )
            return redirect("performance:indicator", plan.series.home_id)
        if ended := why_ended(plan):
            messages.info(request, ended)
            return redirect("performance:indicator", plan.series.home_id)
        if own := under_way(request.user, plan.series, plan.framework, plan.year_start):
            messages.info(request, f"{said_of(own)}: change that one here.")
            return redirect("performance:benchmark-edit", *plan.key, own.version)
        terms = started_from(request, plan)
        form = BenchmarkForm.holding(terms or Terms(), **plan.about)
        return editor_page(request, plan, form, terms=terms)

    def post(self, request, series, framework, year):
        plan = planned(request, series, framework, year)
        return answered(
            request,
            plan,
            lambda form: workflow.benchmarks.propose(
                plan.series,
                plan.framework,
                plan.year_start,
                terms=form.terms,
                by=request.user,
                on=timezone.localdate(),
            ),
        )


class Edit(View):
    """Revising what one proposed oneself, until it is approved."""

    def get(self, request, series, framework, year, version):
        plan = planned(request, series, framework, year)
        benchmark = stored(request, plan, version)
        if not may_revise(request.user, benchmark):
            messages.info(
                request,
                "Only whoever proposed a version changes it, and only until it is approved. "
                "Propose a new version instead.",
            )
            return redirect("performance:benchmark", *plan.key, version)
        terms = terms_of(benchmark)
        form = BenchmarkForm.holding(terms, version=benchmark.edits, **plan.about)
        return editor_page(request, plan, form, terms=terms, benchmark=benchmark)

    def post(self, request, series, framework, year, version):
        plan = planned(request, series, framework, year)
        benchmark = stored(request, plan, version)
        return answered(
            request,
            plan,
            lambda form: workflow.benchmarks.revise(
                benchmark,
                terms=form.terms,
                by=request.user,
                on=timezone.localdate(),
                version=form.cleaned_data["version"] or 0,
            ),
            benchmark=benchmark,
        )


@require_POST
def preview(request, series, framework, year):
    """The picture of what is typed, to stand in the page beside it. Changes nothing."""
    plan = planned(request, series, framework, year)
    form = BenchmarkForm.posted(request.POST, **plan.about)
    form.is_valid()
    barred = in_the_way(request.user, plan, is_new="version" not in request.GET)
    context = picture_context(plan, form, form.terms, barred)
    return render(request, "benchmarks/preview.html", context)


def stored(request, plan: Plan, version: int) -> Benchmark:
    seen = visible_benchmarks(request.user, Benchmark.objects.all(), on=timezone.localdate())
    return get_object_or_404(
        seen.select_related("series__unit", "series__home", "proposed_by", "returned_by"),
        series=plan.series,
        framework=plan.framework,
        year_start=plan.year_start,
        version=version,
    )


def said_of(own: Benchmark) -> str:
    state = own.get_state_display().lower()
    return f"Version {own.version}, which you proposed, is {state}"


def why_ended(plan: Plan) -> str:
    """Why the framework has nothing to grade in the plan year; "" where it has."""
    ends = plan.framework.ends
    if ends is None or ends > plan.year_start:
        return ""
    year = financial_year_of(plan.year_start).label()
    return (
        f"{plan.framework} ended on {ends:%-d %B %Y}: it takes no benchmark for {year}, since it "
        "grades no later year."
    )


def in_the_way(user, plan: Plan, *, is_new: bool) -> list[dict[str, str]]:
    """Why nothing could be proposed, whatever is typed; each with where it leads."""
    found = []
    if ended := why_ended(plan):
        found.append({"href": "", "text": ended})
    if is_new and (own := under_way(user, plan.series, plan.framework, plan.year_start)):
        address = reverse("performance:benchmark-edit", args=[*plan.key, own.version])
        found.append({"href": address, "text": f"{said_of(own)}: change that one instead."})
    return found


def may_revise(user, benchmark: Benchmark) -> bool:
    return benchmark.state in OPEN_BENCHMARK and may(
        user, Action.REVISE_BENCHMARK, benchmark, on=timezone.localdate()
    )


def started_from(request, plan: Plan) -> Terms | None:
    """The terms of the version that the address asks to start from; None without one.

    That there is no season was another's word: it is asked for again. Of another plan year are
    its estimates, that it was assumed, and why it might grade all the same: none of them goes
    with this one.
    """
    asked = request.GET.get("from", "")
    if not asked:
        return None
    for each in earlier_versions(plan.series, plan.framework, plan.year_start):
        if each.name == asked:
            terms = replace(terms_of(each.row), no_season=False)
            if each.row.year_start == plan.year_start:
                return terms
            return replace(terms.without_estimates(), assumed=False, waiver_reason="")
    raise Http404("No such version.")


def answered(request, plan: Plan, verb, *, benchmark: Benchmark | None = None):
    """What the form was sent for: another band, the picture, or to be proposed by ``verb``."""
    form = BenchmarkForm.posted(request.POST, **plan.about)
    is_valid = form.is_valid()
    if "add_band" in request.POST:
        unjudged = BenchmarkForm.kept(request.POST, **plan.about)
        return editor_page(request, plan, unjudged, terms=form.terms, benchmark=benchmark)
    if "show" in request.POST:
        return editor_page(request, plan, form, terms=form.terms, benchmark=benchmark)
    if in_the_way(request.user, plan, is_new=benchmark is None):
        return editor_page(request, plan, form, terms=form.terms, benchmark=benchmark, status=409)
    if not is_valid:
        return editor_page(request, plan, form, terms=form.terms, benchmark=benchmark, status=400)
    try:
        made = verb(form)
    except workflow.NotReady as refusal:
        for gap in refusal.gaps:
            form.add_error(None, gap.message)
        return editor_page(request, plan, form, terms=form.terms, benchmark=benchmark, status=409)
    except workflow.MovedOn as refusal:
        return overtaken(request, plan, refusal)
    except PermissionDenied as refusal:
        kept = {"terms": form.terms, "benchmark": benchmark, "refusal": str(refusal)}
        return editor_page(request, plan, form, status=403, **kept)
    messages.success(
        request,
        f"Version {made.version} is proposed. The panel chair approves it or sends it back.",
    )
    return redirect("performance:benchmark", *plan.key, made.version)


def overtaken(request, plan: Plan, refusal: workflow.MovedOn):
    """The page again with what was typed; sending it once more goes by the present version."""
    typed = request.POST.copy()
    typed["version"] = str(refusal.record.edits)
    form = BenchmarkForm.posted(typed, **plan.about)
    form.is_valid()
    return editor_page(
        request,
        plan,
        form,
        terms=form.terms,
        benchmark=refusal.record,
        refusal=str(refusal),
        status=409,
    )


def picture_context(
    plan: Plan, form: BenchmarkForm, terms: Terms | None, barred: list[dict[str, str]]
) -> dict:
    told = {each["text"] for each in barred}
    typed = form.problems() if form.is_bound else []
    return {
        "picture": picture_of(plan.series, plan.framework, plan.year_start, terms or Terms()),
        "faults": [*barred, *(each for each in typed if each["text"] not in told)],
        "is_judged": form.is_bound or bool(barred),
    }


def editor_page(request, plan, form, *, terms=None, benchmark=None, refusal="", status=200):
    today = timezone.localdate()
    barred = in_the_way(request.user, plan, is_new=benchmark is None)
    context = {
        **picture_context(plan, form, terms, barred),
        "plan": plan,
        "year": financial_year_of(plan.year_start).label(),
        "form": form,
        "benchmark": benchmark,
        "refusal": refusal,
        "may_save": benchmark is None or may_revise(request.user, benchmark),
        "versions": ()
        if benchmark
        else earlier_versions(plan.series, plan.framework, plan.year_start),
        "last_day": plan.year_start - timedelta(days=1),
        "is_late": today >= plan.year_start,
    }
    return render(request, "benchmarks/edit.html", context, status=status)
