"""The scorecards: any framework as at any date, laid out as the board's paper."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import ListView, TemplateView

from performance.forms.filters import GRADES, NOT_GRADED, REGRADING, ScorecardFilter
from performance.models import Framework
from performance.queries.scorecards.scorecards import Footnote, Line, Scorecard, scorecard


@dataclass(frozen=True, slots=True)
class Count:
    """How many lines show a grade, and the address of the page with those alone."""

    grade: str
    lines: int
    href: str
    is_chosen: bool


class ScorecardList(ListView):
    template_name = "scorecards/list.html"
    context_object_name = "frameworks"
    queryset = Framework.objects.order_by("-starts", "name")


class ScorecardPage(TemplateView):
    template_name = "scorecards/page.html"

    def get_context_data(self, code, **kwargs):
        framework = get_object_or_404(Framework, code=code)
        form = ScorecardFilter(self.request.GET, today=timezone.localdate())
        context = super().get_context_data(**kwargs, framework=framework, form=form)
        if not form.is_valid():
            return context
        chosen = form.cleaned_data["grade"]
        whole = scorecard(framework, as_at=form.cleaned_data["as_at"])
        shown = narrowed(whole, chosen) if chosen else whole
        return {
            **context,
            "whole": whole,
            "nothing_known": nothing_known(whole),
            "scorecard": shown,
            "chosen": chosen,
            "counts": counts(whole, chosen),
            "everything": f"?as_at={whole.as_at.isoformat()}",
            "sources": sources(whole),
            "footnotes": footnotes(shown),
        }


def nothing_known(whole: Scorecard) -> str:
    """A sentence for a day on which nothing of the scorecard was known; else ""."""
    if not whole.lines or any(
        line.grade or line.wording_items or line.current or line.historical for line in whole.lines
    ):
        return ""
    return f"Nothing of this scorecard was known on {whole.as_at:%-d %B %Y}: choose a later day."


def word_of(line: Line) -> str:
    """The word a line shows: a grade, or why it shows none. An old grade is never current."""
    if line.grade is None:
        return NOT_GRADED
    if line.grade.regrading_since is not None:
        return REGRADING
    return line.grade.grade or NOT_GRADED


def counts(whole: Scorecard, chosen: str) -> list[Count]:
    shown = [word_of(line) for line in whole.lines]
    return [
        Count(
            grade,
            shown.count(grade),
            "?" + urlencode({"as_at": whole.as_at.isoformat(), "grade": grade}),
            grade == chosen,
        )
        for grade, _ in GRADES
        if grade != REGRADING or grade in shown
    ]


def narrowed(whole: Scorecard, grade: str) -> Scorecard:
    """The lines that show ``grade``, under their headings; headings without any are left out.

    A sub-row whose row is left out stands by itself, with the row's wording.
    """
    kept = {line.number for line in whole.lines if word_of(line) == grade}
    sections = []
    for section in whole.sections:
        groups = tuple(
            replace(group, lines=tuple(alone(line, kept) for line in lines))
            for group in section.groups
            if (lines := [line for line in group.lines if line.number in kept])
        )
        if groups:
            sections.append(replace(section, groups=groups))
    return replace(whole, sections=tuple(sections))


def alone(line: Line, kept: set[int]) -> Line:
    return line if line.under_number in kept else replace(line, under_number=None)


def sources(whole: Scorecard) -> list[str]:
    """Everything that the printed figures come from, newest first; a title names its date."""
    found = {
        (item.known_on, item.source_title)
        for line in whole.lines
        for item in (*line.wording_items, *line.current, *line.historical)
        if item.source_title and item.known_on
    }
    return list(dict.fromkeys(title for _, title in sorted(found, reverse=True)))


def footnotes(shown: Scorecard) -> list[tuple[Footnote, list[int]]]:
    """Each footnote with the numbers of the lines that carry its mark: where it leads back to."""
    found: dict[int, list[int]] = {}
    for line in shown.lines:
        for number in line.footnote_numbers:
            found.setdefault(number, []).append(line.number)
    return [(each, found.get(each.number, [])) for each in shown.footnotes]
