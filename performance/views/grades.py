"""A grade explained: why it is what it is, on what, against what, and how it came to be."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.generic import View

from performance import grading
from performance.documents.explanation_text import (
    benchmark_rows,
    chart_rows,
    standing_rows,
    subject_rows,
    turn_rows,
)
from performance.models import Submission
from performance.permissions import visible
from performance.queries.explanations.explained_parts import PartExplained
from performance.queries.explanations.explanations import NothingToGrade
from performance.queries.explanations.grade_pages import (
    ExplanationShown,
    PartShown,
    grade_page,
    provisional_explanations,
)
from performance.queries.series.series_charts import ChartShown
from performance.states import OPEN_STATES
from performance.views.submissions import seen

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class PartPrinted:
    """A part as the template lays it out.

    Attributes:
        number: its place on the whole page, for ids.
        has_lines: a benchmark's lines stand beside its figures.
        subject, standing, control, benchmark, turns: {key, value} for a summary list, in the words
            that the terminal has too.
    """

    number: int
    part: PartExplained
    chart: ChartShown | None
    has_lines: bool
    subject: list[Row]
    standing: list[Row]
    control: list[Row]
    benchmark: list[Row]
    turns: list[Row]


class GradePage(View):
    def get(self, request, pk, framework, period):
        today = timezone.localdate()
        page = grade_page(pk, framework, days_of(period), on=today)
        if page is None:
            raise Http404("No grade stands or is waited for there.")
        context = {
            "page": page,
            "indicator": page.placement.indicator,
            "parts": printed_parts([page.shown])[0] if page.shown else [],
            "openable": openable(request.user, [page.shown] if page.shown else [], on=today),
        }
        return render(request, "grades/page.html", context)


class ProvisionalPage(View):
    """What the grade would be if a submission were approved as it stands."""

    def get(self, request, pk):
        submission = seen(request, pk)
        if submission.state not in OPEN_STATES:
            messages.info(
                request,
                f"This submission is {submission.get_state_display().lower()}: its figures are in "
                "the grade itself, on the indicator’s page.",
            )
            return redirect("performance:submission", pk)
        try:
            found, fault = provisional_explanations(submission), ""
        except NothingToGrade as nothing:
            found, fault = (), str(nothing)
        except grading.BenchmarkRefused as refused:
            found, fault = (), f"The benchmark cannot grade: {refused}"
        context = {
            "submission": submission,
            "shown": list(zip(found, printed_parts(found), strict=True)),
            "fault": fault,
            "openable": openable(request.user, found, on=timezone.localdate()),
        }
        return render(request, "grades/provisional.html", context)


def days_of(key: str) -> tuple[date, date]:
    """The first and the last day that an address names, written as ``Period.key`` writes them.

    Raises:
        Http404: it is no such thing.
    """
    first, _, last = key.partition(".")
    try:
        days = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError as unreadable:
        raise Http404(f"{key} names no period.") from unreadable
    if f"{days[0]}.{days[1]}" != key:
        raise Http404(f"{key} names no period.")
    return days


def openable(user, shown: Iterable[ExplanationShown], *, on: date) -> set:
    """Ids of the submissions that brought what is shown and that this person may open."""
    named = {each for explanation in shown for each in explanation.submission_ids}
    submissions = Submission.objects.filter(pk__in=named)
    return set(visible(user, submissions, on=on).values_list("pk", flat=True))


def printed_parts(found: Iterable[ExplanationShown]) -> list[list[PartPrinted]]:
    """The parts of each explanation, numbered through."""
    numbers = count(1)
    return [[printed(next(numbers), each) for each in shown.parts] for shown in found]


def printed(number: int, shown: PartShown) -> PartPrinted:
    part = shown.part
    return PartPrinted(
        number=number,
        part=part,
        chart=shown.chart,
        has_lines=any(each.expected for each in part.figures),
        subject=summary(subject_rows(part)),
        standing=summary(standing_rows(part)),
        control=summary(control_rows(shown)),
        benchmark=summary(benchmark_rows(part.benchmark)),
        turns=summary(turn_rows(part)),
    )


def control_rows(shown: PartShown) -> Iterator[tuple[str, str]]:
    """What the control chart says, but for what stands beside the drawing already."""
    control = shown.part.control
    beside = {control.variation_sentence, control.assurance_sentence, *control.notes}
    return (row for row in chart_rows(control) if shown.chart is None or row[1] not in beside)


def summary(rows: Iterable[tuple[str, str]]) -> list[Row]:
    """Those that say something, as components/summary_list.html takes them."""
    return [{"key": name, "value": words} for name, words in rows if words]
