"""Benchmarks: proposed by one person and approved by another; a new version, never an edit."""

from dataclasses import replace
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F

from performance.figures import financial_year_of
from performance.models import Benchmark, Framework, Placement, Series
from performance.permissions import require
from performance.queries.benchmarks.benchmark_faults import faults_as_typed, faults_of
from performance.queries.benchmarks.benchmark_standing import breaks_to_cover, standing, under_way
from performance.queries.benchmarks.benchmark_terms import Terms, terms_of
from performance.states import Action
from performance.workflow import audit, transitions
from performance.workflow.benchmark_rows import (
    columns,
    freeze_last_year,
    frozen_said,
    named,
    said,
    write_lines,
)
from performance.workflow.engine import advance, moved_on
from performance.workflow.errors import Gap, NotReady
from performance.workflow.requests import hold, request_regrades_for_benchmark

NOT_RETURNED = {"returned_by": None, "returned_on": None, "return_reason": ""}
ATTEMPTS = 3


def propose(
    series: Series, framework: Framework, year_start: date, *, terms: Terms, by, on: date
) -> Benchmark:
    """Propose the next version; it grades nothing until another person has approved it.

    Raises:
        PermissionDenied: ``by`` may not propose one for this series.
        NotReady: a gap for each fault of the terms; the series is not in the framework, or not
            in that year; ``by`` has a version under way already, newer than any that is
            approved, which is to be revised.
    """
    require(by, Action.PROPOSE_BENCHMARK, series.home, on=on)
    refuse(faults(terms, series, framework, year_start, judged=faults_as_typed))
    for _ in range(ATTEMPTS):
        try:
            return first_of_its_number(series, framework, year_start, terms, by, on)
        except IntegrityError as taken:
            # Two people at the same instant: the second takes the next number.
            again = taken
    raise again


@transaction.atomic
def first_of_its_number(series, framework, year_start, terms, by, on) -> Benchmark:
    own = under_way(by, series, framework, year_start)
    if own is not None:
        state = own.get_state_display().lower()
        words = f"Version {own.version}, which you proposed, is {state}: change that one instead."
        raise NotReady([Gap("version", words)])
    versions = Benchmark.objects.filter(series=series, framework=framework, year_start=year_start)
    newest = versions.order_by("-version").values_list("version", flat=True).first() or 0
    made = Benchmark.objects.create(
        series=series,
        framework=framework,
        year_start=year_start,
        version=newest + 1,
        known_on=on,
        proposed_by=by,
        **columns(terms, by, on),
    )
    write_lines(made, terms)
    audit.record(made, "proposed", by=by, after={**named(made), **said(terms, made)})
    return made


@transaction.atomic
def revise(benchmark: Benchmark, *, terms: Terms, by, on: date, version: int) -> Benchmark:
    """Change what is not approved yet, and propose it again; return the fresh row.

    Args:
        version: of the row's changes (``edits``), from which the page was made.

    Raises:
        PermissionDenied: ``by`` did not propose it, or may not any more.
        MovedOn: it was approved, or changed, first.
        NotReady: a gap for each fault of the terms; a newer version is approved.
    """
    held = claim(benchmark, transitions.REVISE_BENCHMARK, version)
    require(by, Action.REVISE_BENCHMARK, held, on=on)
    found = faults(terms, held.series, held.framework, held.year_start, judged=faults_as_typed)
    refuse([*newer(held), *found])
    fresh = advance(
        held,
        transitions.REVISE_BENCHMARK,
        by=by,
        on=on,
        version=held.edits,
        facts=(said(terms_of(held), held), {**named(held), **said(terms, held)}),
        known_on=on,
        **columns(terms, by, on, held),
        **NOT_RETURNED,
    )
    write_lines(fresh, terms)
    return fresh


@transaction.atomic
def approve(benchmark: Benchmark, *, by, on: date, version: int, waiver: str = "") -> Benchmark:
    """Approve, and ask for the grades that it touches; return the fresh row.

    Last year's figures are taken under seasonal lines as they stand now, and stay so; estimates
    where none is approved.

    Args:
        waiver: why it may grade although its year has begun; kept with it for good.

    Raises:
        PermissionDenied: ``by`` proposed it, or may not approve one for this series.
        MovedOn: somebody else decided first, or it was changed meanwhile.
        NotReady: a gap for each fault; "waiver" where it is late and none is given; "version"
            where a newer version stands.
    """
    hold([benchmark.series_id])
    held = claim(benchmark, transitions.APPROVE_BENCHMARK, version)
    require(by, Action.APPROVE_BENCHMARK, held, on=on)
    terms, is_late = terms_of(held), on >= held.year_start
    found = [*newer(held), *faults(terms, held.series, held.framework, held.year_start)]
    if is_late and not waiver.strip():
        found.append(Gap("waiver", LATE.format(day=held.year_start)))
    refuse(found)
    freeze_last_year(held, terms)
    kept = waiver.strip() if is_late else terms.waiver_reason if held.assumed else ""
    fresh = advance(
        held,
        transitions.APPROVE_BENCHMARK,
        by=by,
        on=on,
        version=held.edits,
        reason=kept if is_late else "",
        facts=frozen_said(held, terms),
        approved_by=by,
        approved_on=on,
        known_on=on,
        waiver_reason=kept,
    )
    request_regrades_for_benchmark(fresh, f"{in_words(fresh)} was approved", known_on=on)
    return fresh


LATE = "The plan year began on {day:%-d %B %Y}: say why this may grade it all the same."


def send_back(benchmark: Benchmark, *, by, on: date, version: int, reason: str) -> Benchmark:
    """Return it to whoever proposed it, who may revise it.

    Raises:
        PermissionDenied: ``by`` proposed it, or may not decide on one for this series.
        ReasonNeeded: there is no reason.
        MovedOn: somebody else decided first, or it was changed meanwhile.
    """
    words = reason.strip()
    return advance(
        benchmark,
        transitions.RETURN_BENCHMARK,
        by=by,
        on=on,
        version=version,
        reason=words,
        facts=({}, named(benchmark)),
        returned_by=by,
        returned_on=on,
        return_reason=words,
    )


def withdraw(benchmark: Benchmark, *, by, on: date, version: int, reason: str = "") -> Benchmark:
    """Take back what is not approved: it stays on the record, and is never approved.

    Raises:
        PermissionDenied: ``by`` did not propose it, and may not for who did.
        ReasonNeeded: somebody else proposed it, and there is no reason.
        MovedOn: somebody else decided first, or it was changed meanwhile.
    """
    return advance(
        benchmark,
        replace(transitions.WITHDRAW_BENCHMARK, needs_reason=benchmark.proposed_by_id != by.pk),
        by=by,
        on=on,
        version=version,
        reason=reason.strip(),
        facts=({}, named(benchmark)),
    )


@transaction.atomic
def reapprove(benchmark: Benchmark, *, by, on: date, version: int) -> Benchmark:
    """Approve it again after a break in its year, on which grades wait; return the fresh row.

    Raises:
        PermissionDenied: ``by`` proposed it, or may not approve one for this series.
        MovedOn: somebody else did so first.
        NotReady: no break asks for it, or a newer version stands.
    """
    held = claim(benchmark, transitions.REAPPROVE_BENCHMARK, version)
    require(by, Action.APPROVE_BENCHMARK, held, on=on)
    covered = list(breaks_to_cover(held, on=on))
    if not covered:
        raise NotReady([Gap("break", NO_BREAK)])
    refuse(newer(held))
    fresh = advance(
        held,
        transitions.REAPPROVE_BENCHMARK,
        by=by,
        on=on,
        version=held.edits,
        facts=({}, named(held)),
        reason=f"Break on {covered[-1].on:%-d %B %Y}: {covered[-1].reason}",
        reapproved_by=by,
        reapproved_on=on,
    )
    because = f"{in_words(fresh)} was approved again after a break"
    request_regrades_for_benchmark(fresh, because, known_on=on, since=covered[0].on)
    return fresh


NO_BREAK = (
    "No confirmed break in its year has come after it was last approved: it grades as it stands."
)


def claim(benchmark: Benchmark, move: transitions.Move, version: int) -> Benchmark:
    """The row, held until this transaction ends; MovedOn where it is not as it was.

    What is read after this, and written with the approval, nobody can change in between.
    """
    rows = Benchmark.objects.filter(pk=benchmark.pk, edits=version, state__in=move.sources)
    claimed = rows.update(edits=F("edits") + 1)
    present = Benchmark.objects.select_related("series__home", "framework").get(pk=benchmark.pk)
    if not claimed:
        raise moved_on(present, move.name)
    return present


def faults(
    terms: Terms, series: Series, framework: Framework, year_start: date, *, judged=faults_of
) -> list[Gap]:
    found = [Gap(each.field, each.message) for each in judged(terms, series, year_start)]
    placed = Placement.objects.filter(framework=framework, indicator__parts__series=series)
    if not placed.exists():
        words = f"No indicator of {framework} has this series: nothing there would be graded by it."
        found.append(Gap("framework", words))
    if framework.ends is not None and framework.ends <= year_start:
        words = f"{framework} ended on {framework.ends:%-d %B %Y}: it grades no later year."
        found.append(Gap("framework", words))
    return found


def newer(benchmark: Benchmark) -> list[Gap]:
    stands = standing(benchmark)
    if stands is None or stands.version <= benchmark.version:
        return []
    words = f"Version {stands.version} is approved and stands: propose a new version instead."
    return [Gap("version", words)]


def refuse(found: list[Gap]) -> None:
    if found:
        raise NotReady(found)


def in_words(benchmark: Benchmark) -> str:
    year = financial_year_of(benchmark.year_start).label()
    return f"Version {benchmark.version} of the benchmark of {benchmark.series} for {year}"
