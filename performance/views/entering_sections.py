"""The page on which figures are entered: a section for each submission, one or a portfolio's."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.shortcuts import render
from django.utils import timezone

from performance import workflow
from performance.figures.quantity_parsing import ABSENT
from performance.forms.drafts import DraftForm
from performance.intake.file_types import word_of
from performance.models import Attachment, Submission
from performance.permissions import may_open, savable
from performance.queries.checks.usual_ranges import bounds, usual_ranges
from performance.queries.cycles.cycles import shut
from performance.queries.submissions.attachments import attachments_of_each
from performance.queries.submissions.entering import Earlier, last_commentaries, returned_figures_of
from performance.queries.submissions.slots import other_period, parts_of
from performance.queries.submissions.submissions import (
    PAST_VALUES,
    now_printed,
    past_values,
    source_of,
    standing_of,
)
from performance.states import Prompt


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

    ``fields`` is None for what is computed from others; ``computed`` then says what it is, and
    ``computed_from`` what from.
    ``past`` is the last approved values, latest first; ``usual`` and ``bounds`` are words or "".
    ``period`` is what the figure covers, "" where that is what the page is headed with.
    """

    slot: object
    period: str
    fields: object
    computed: str
    computed_from: str
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
    readiness: workflow.Readiness
    figures: list[FigureRow] = field(default_factory=list)
    earlier: Earlier | None = None
    refusal: str = ""
    present: list = field(default_factory=list)
    may_save: bool = True
    # Whether the fields hold what was typed and not saved.
    is_unsaved: bool = False
    # Label and text of each answer, where a preview was asked for.
    preview: list[tuple[str, str]] | None = None
    # Each file that is with it, after its type in a word.
    files: list[tuple[str, Attachment]] = field(default_factory=list)

    @property
    def key(self) -> str:
        return str(self.submission.pk)

    @property
    def is_empty(self) -> bool:
        return self.readiness.is_empty

    @property
    def word(self) -> str:
        """The provisional grade of the period, "" where there is none."""
        outcome = self.readiness.outcome
        return outcome.grade.value if outcome and outcome.grade and not self.is_empty else ""

    @property
    def wants_commentary(self) -> bool:
        return self.readiness.wants_commentary and not self.is_empty

    @property
    def asks_why(self) -> bool:
        return self.wants_commentary or self.form.explains_an_exception()

    @property
    def has_words(self) -> bool:
        """Commentary is there, asked for, or looked at: it is not folded away."""
        is_written = bool(self.form.narrative().value())
        return self.asks_why or is_written or self.preview is not None

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
            if name.endswith(row.slot.key):
                return row.slot.name
        return str(self.form[name].label)


def stored_section(submission, readiness: workflow.Readiness, prefix, **more) -> Section:
    """The section of a submission as it stands."""
    form = DraftForm.stored(
        slots=readiness.slots,
        commentary=readiness.commentary,
        version=submission.version,
        prefix=prefix,
        warned=readiness.warnings,
    )
    return Section(submission, form, readiness, **more)


def typed_section(data, submission, readiness: workflow.Readiness, prefix, **more) -> Section:
    """The section of a submission with ``data`` in its fields; ``faults`` by slot key."""
    form = DraftForm(
        data,
        slots=readiness.slots,
        prefix=prefix,
        warned=readiness.warnings,
        faults=more.pop("faults", None),
    )
    return Section(submission, form, readiness, is_unsaved=True, **more)


def editable(request, submissions: Collection[Submission]) -> list[Submission]:
    """Those that the reader may save now. One query."""
    rows = Submission.objects.filter(pk__in=[each.pk for each in submissions])
    ids = set(savable(request.user, rows, on=timezone.localdate()).values_list("pk", flat=True))
    return [each for each in submissions if each.pk in ids]


def entering_page(request, sheet: Sheet, sections: list[Section], *, status=200, **more):
    """The page. ``sections`` need their submission and form; the rest is read here."""
    shown = [section.submission for section in sections]
    completed(sections, headed=sheet.period)
    faults = [error for section in sections for error in section.errors]
    if not sheet.is_single:
        faults = [{**each, "text": f"{each['label']}: {each['text']}"} for each in faults]
    context = {
        "sheet": sheet,
        "sections": sections,
        "faults": faults,
        "refused": [section for section in sections if section.refusal],
        **others(request, sheet, shown),
        "absent_words": "\n".join(sorted(ABSENT)),
        "may_save": any(section.may_save for section in sections),
        **more,
    }
    return render(request, "entering/page.html", context, status=status)


def others(request, sheet: Sheet, shown: Collection[Submission]) -> dict:
    """What of the sheet takes nothing now, and the cycle where it is closing that shut some of it:
    what a page says of that. One query where there is any."""
    rest = [each for each in sheet.submissions if each not in shown]
    today = timezone.localdate()
    rows = Submission.objects.filter(pk__in=[each.pk for each in rest])
    ids = set(shut(rows, on=today).values_list("pk", flat=True)) if rest else set()
    return {
        "others": rest,
        "closed": next((each.cycle for each in rest if each.pk in ids), None),
        "may_ask": may_open(request.user, "performance:cycle-reopen", on=today),
    }


def completed(sections: list[Section], *, headed: str) -> None:
    """Read what stands beside the fields: past values, ranges, grades, what was said last.

    Args:
        headed: the label of the period that stands on top of the page.
    """
    submissions = [section.submission for section in sections]
    if not submissions:
        return
    series = {slot.series for section in sections for slot in section.readiness.slots}
    past = past_values(series, until=max((each.period for each in submissions), key=end_of))
    usual = usual_ranges(submissions)
    returned = returned_figures_of(submissions)
    earlier = last_commentaries(submissions)
    attached = attachments_of_each(submissions)
    for section in sections:
        key = section.submission.pk
        rows = {row.slot.key: row for row in section.form.rows()}
        section.figures = [
            FigureRow(
                slot=slot,
                period=other_period(slot, section.submission, headed),
                fields=rows.get(slot.key),
                computed=computed(slot),
                computed_from=computed_from(slot, section.readiness.slots),
                past=past[slot.series.pk, slot.organisation.pk][:PAST_VALUES],
                usual=usual.get((key, slot.series.pk), ""),
                bounds=bounds(slot.series),
                returned_because=returned.get(slot.entry.pk, "") if slot.entry else "",
            )
            for slot in section.readiness.slots
        ]
        for row in section.figures:
            if row.returned_because and row.fields:
                describe_by_return(row.fields.figure)
        section.earlier = earlier.get(key)
        section.files = [(word_of(each.media_type), each) for each in attached[key]]


def describe_by_return(figure) -> None:
    """Let the figure's field be read out with why it was sent back."""
    attrs = figure.field.widget.attrs
    attrs["aria-describedby"] = f"{figure.id_for_label}_returned {attrs['aria-describedby']}"


def computed(slot) -> str:
    """What is worked out from others, in words; "" of what is typed."""
    if not slot.is_computed:
        return ""
    words = now_printed(slot.entry, slot.series.unit.dress) if slot.entry else ""
    return words or "Not yet: it follows from the figures beside it."


def computed_from(slot, asked) -> str:
    """Which figures it is worked out from, in words; "" of what is typed."""
    if not slot.is_computed:
        return ""
    numerator, denominator = parts_of(slot, asked)
    return f"Computed from {numerator.name} and {denominator.name}."


def end_of(period):
    return period.end


def commentary_of(submission) -> dict[str, str]:
    return {each.prompt: each.text for each in submission.commentaries.all()}


def answers_of(submission, slots, *, headed: str) -> list[dict]:
    """The rows of a summary list: every figure and every answer, with where to change it.

    Args:
        headed: the label of the period that stands on top of the page.
    """
    rows = []
    for slot in slots:
        entry = slot.entry
        words = now_printed(entry, slot.series.unit.dress) if entry else ""
        rows.append(
            {
                "key": slot.name,
                "unit": slot.series.unit.name,
                "period": other_period(slot, submission, headed),
                "value": words or "Nothing entered",
                "standing": standing_of(entry) if entry else "",
                "source": source_of(entry) if entry else None,
                "note": computed_from(slot, slots) or (entry.note if entry else ""),
                # What is computed is changed where its parts are.
                "field": "" if slot.is_computed else slot.field,
                "is_prose": False,
            }
        )
    written = commentary_of(submission)
    for prompt in Prompt:
        text = written.get(prompt.value, "")
        if text.strip() or prompt == Prompt.NARRATIVE:
            rows.append(
                {
                    "key": prompt.label,
                    "unit": "",
                    "period": "",
                    "value": text if text.strip() else "Nothing written",
                    "standing": "",
                    "source": None,
                    "note": "",
                    "field": prompt.value,
                    "is_prose": bool(text.strip()),
                }
            )
    return rows
