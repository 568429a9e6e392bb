"""The page on which figures are entered: a section for each submission, one or a portfolio's."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.shortcuts import render
from django.utils import timezone

from performance import regrading
from performance.forms.drafts import DraftForm
from performance.models import Submission
from performance.permissions import savable
from performance.queries.entering import Earlier, last_commentaries, returned_figures_of
from performance.queries.submissions import (
    PAST_VALUES,
    now_printed,
    past_values,
    source_of,
    standing_of,
)
from performance.queries.usual_ranges import bounds, usual_ranges
from performance.states import Prompt
from performance.workflow.readiness import EXPLAINED_GRADES


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is entered together, and where: a cycle's work of a portfolio, or one submission.

    ``submissions`` are all that the reader sees of it, whatever their state.
    """

    name: str
    period: str
    submissions: tuple[Submission, ...]
    address: str
    answers: str
    submit: str
    is_single: bool = False

    def prefix(self, submission) -> str | None:
        """What the names of a submission's fields begin with, where there are several."""
        return None if self.is_single else str(submission.pk)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure asked for: its fields, and what stands beside them.

    ``past`` is the last approved values, latest first; ``usual`` and ``bounds`` are words or "".
    """

    fields: object
    past: list
    usual: str
    bounds: str
    returned_because: str


@dataclass(slots=True)
class Section:
    """One submission on the page. ``refusal`` says why it was not saved, ``present`` then holds
    the answers that stand, and ``may_save`` whether it still takes any."""

    submission: Submission
    form: DraftForm
    figures: list[FigureRow] = field(default_factory=list)
    outcome: object = None
    earlier: Earlier | None = None
    refusal: str = ""
    present: list = field(default_factory=list)
    may_save: bool = True
    # Label and text of each answer, where a preview was asked for.
    preview: list[tuple[str, str]] | None = None

    @property
    def key(self) -> str:
        return str(self.submission.pk)

    @property
    def needs_words(self) -> bool:
        """The provisional grade asks for the exception's questions to be answered."""
        return self.outcome is not None and self.outcome.grade in EXPLAINED_GRADES

    @property
    def asks_why(self) -> bool:
        return self.needs_words or self.form.explains_an_exception()

    @property
    def errors(self) -> list[dict]:
        """The faults of the fields, for the summary on top of the page."""
        return [
            {"href": f"#{self.form[name].id_for_label}", "text": text, "label": self.label(name)}
            for name, texts in self.form.errors.items()
            for text in texts
        ]

    def label(self, name: str) -> str:
        for row in self.figures:
            if name.endswith(row.fields.slot.key):
                return row.fields.slot.name
        return str(self.form[name].label)


def stored_form(submission, slots, prefix) -> DraftForm:
    """The form of a submission as it stands."""
    return DraftForm.stored(
        slots=slots,
        commentary=commentary_of(submission),
        version=submission.version,
        prefix=prefix,
    )


def editable(request, submissions: Collection[Submission]) -> list[Submission]:
    """Those that the reader may save now. One query."""
    rows = Submission.objects.filter(pk__in=[each.pk for each in submissions])
    ids = set(savable(request.user, rows, on=timezone.localdate()).values_list("pk", flat=True))
    return [each for each in submissions if each.pk in ids]


def entering_page(request, sheet: Sheet, sections: list[Section], *, status=200, **more):
    """The page. ``sections`` need their submission and form; the rest is read here."""
    shown = [section.submission for section in sections]
    completed(sections)
    faults = [error for section in sections for error in section.errors]
    if not sheet.is_single:
        faults = [{**each, "text": f"{each['label']}: {each['text']}"} for each in faults]
    context = {
        "sheet": sheet,
        "sections": sections,
        "faults": faults,
        "refused": [section for section in sections if section.refusal],
        "others": [each for each in sheet.submissions if each not in shown],
        "may_save": any(section.may_save for section in sections),
        **more,
    }
    return render(request, "entering/page.html", context, status=status)


def completed(sections: list[Section]) -> None:
    """Read what stands beside the fields: past values, ranges, grades, what was said last."""
    submissions = [section.submission for section in sections]
    if not submissions:
        return
    series = {slot.series for section in sections for slot in section.form.slots}
    past = past_values(series, until=max((each.period for each in submissions), key=end_of))
    usual = usual_ranges(submissions)
    returned = returned_figures_of(submissions)
    earlier = last_commentaries(submissions)
    outcomes = regrading.provisional_outcome_of(submissions)
    for section in sections:
        key = section.submission.pk
        section.figures = [
            FigureRow(
                fields=row,
                past=past[row.slot.series.pk, row.slot.organisation.pk][:PAST_VALUES],
                usual=usual.get((key, row.slot.series.pk), ""),
                bounds=bounds(row.slot.series),
                returned_because=returned.get(row.slot.entry.pk, "") if row.slot.entry else "",
            )
            for row in section.form.rows()
        ]
        section.outcome = outcomes[key]
        section.earlier = earlier.get(key)


def end_of(period):
    return period.end


def commentary_of(submission) -> dict[str, str]:
    return {each.prompt: each.text for each in submission.commentaries.all()}


def answers_of(submission, slots) -> list[dict]:
    """The rows of a summary list: every figure and every answer, with where to change it."""
    rows = []
    for slot in slots:
        entry = slot.entry
        words = now_printed(entry, slot.series.unit.dress) if entry else ""
        rows.append(
            {
                "key": slot.name,
                "value": words or "Nothing entered",
                "standing": standing_of(entry) if entry else "",
                "source": source_of(entry) if entry else None,
                "note": entry.note if entry else "",
                "field": slot.field,
            }
        )
    written = commentary_of(submission)
    for prompt in Prompt:
        text = written.get(prompt.value, "")
        if text.strip() or prompt == Prompt.NARRATIVE:
            rows.append(
                {
                    "key": prompt.label,
                    "value": text if text.strip() else "Nothing written",
                    "standing": "",
                    "source": None,
                    "note": "",
                    "field": prompt.value,
                }
            )
    return rows
