"""The method in plain words, with the papers' own cases graded as the page is made."""

from dataclasses import dataclass
from functools import cache

from django.utils import timezone
from django.views.generic import TemplateView

from performance import grading
from performance.charts import assurance_sentence, variation_sentence
from performance.papers.cases import days_of, printed_in_papers, section_6
from performance.permissions import may_open
from performance.queries.explanations.help_examples import (
    Address,
    CaseShown,
    cases_shown,
    loaded_cases,
)
from performance.views.grades import PartPrinted, printed_parts

# What somebody can do about each reason why there is no grade.
REMEDIES = {
    grading.Reason.MONITOR_ONLY: (
        "Nothing is wrong. Nobody has said which way is better, so it is watched and not graded."
    ),
    grading.Reason.NO_BENCHMARK: (
        "An analyst proposes a benchmark for the year, and the panel chair approves it."
    ),
    grading.Reason.BENCHMARK_SET_LATE: (
        "Approve benchmarks before the year begins. A late one may grade only by a waiver, with a "
        "reason that is shown beside its grades."
    ),
    grading.Reason.OUTSIDE_BENCHMARK_PERIOD: (
        "Each year needs a benchmark of its own: propose one for the year of this period."
    ),
    grading.Reason.NO_DATA_THIS_YEAR: (
        "The portfolio enters and submits this year’s figures; the grade follows their approval."
    ),
    grading.Reason.DATA_TOO_OLD: "The portfolio enters and submits a newer figure.",
    grading.Reason.SERIES_BREAK: (
        "Wait for a figure counted the new way. Where the change came during the year, the panel "
        "chair looks at the benchmark again and approves it again, or approves a new one."
    ),
    grading.Reason.TOO_EARLY: "Wait: a few more figures this year are needed.",
    grading.Reason.OUTSIDE_BANDS: (
        "Check the figure. If it is right, the bands do not reach it: propose bands that do."
    ),
    grading.Reason.TOO_FEW_PARTS_GRADED: (
        "Look at the parts: each says why it has no grade. Parts that carry at least 60% of the "
        "weight must be graded."
    ),
}


@dataclass(frozen=True, slots=True)
class Ungraded:
    """A reason why there is no grade: the sentence that pages print, and what to do about it."""

    sentence: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Icon:
    icon: grading.Variation | grading.Assurance
    sentence: str


@dataclass(frozen=True, slots=True)
class Example:
    """A case of the papers with its parts as the grade's own page lays them out."""

    case: CaseShown
    parts: list[PartPrinted]


class GradingHelp(TemplateView):
    template_name = "help/grading.html"

    def get_context_data(self, **kwargs):
        reads = may_open(self.request.user, "performance:grade", on=timezone.localdate())
        return super().get_context_data(
            **kwargs,
            grades=list(grading.Grade),
            ungraded=[
                Ungraded(grading.reason_sentence(each), REMEDIES[each]) for each in grading.Reason
            ],
            variations=[Icon(each, variation_sentence(each)) for each in grading.Variation],
            assurances=[Icon(each, assurance_sentence(each)) for each in grading.Assurance],
            examples=examples(),
            loaded=loaded_cases(papers_grades()) if reads else (),
            method=grading.METHOD,
        )


@cache
def examples() -> tuple[Example, ...]:
    """The cases of the case file as this engine grades them: they change with the code alone."""
    cases = cases_shown(section_6())
    parts = printed_parts([case.shown for case in cases])
    return tuple(map(Example, cases, parts))


def papers_grades() -> dict[Address, str]:
    return {
        Address(row["framework"], row["indicator"], *days_of(row)): row["paper"]
        for row in printed_in_papers()
    }
