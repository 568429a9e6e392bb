"""Saving what was typed on a page of figures: each submission by itself, through the workflow."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.shortcuts import redirect
from django.utils import timezone

from performance import workflow
from performance.forms.drafts import EXPLANATION, DraftForm
from performance.models import Submission
from performance.views.entering_others import meanwhile
from performance.views.entering_sections import (
    Sheet,
    answers_of,
    editable,
    entering_page,
    stored_section,
    typed_section,
)

# How often a save is laid over what others saved in the very moment.
TRIES = 3


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of one submission's fields. ``submission`` is the row as it stands after it.

    ``refusal`` is "" unless nothing of it was saved; ``status`` is what the answer then says.
    """

    submission: Submission
    form: DraftForm
    refusal: str = ""
    status: int = 200
    # Whether it was laid over what somebody else saved since the page was made.
    is_laid_over: bool = False

    @property
    def is_refused(self) -> bool:
        return bool(self.refusal)


def save_sheet(request, sheet: Sheet) -> list[Saved]:
    """Save every submission whose fields came with the request; the others' work is left alone.

    Raises:
        BadRequest: there are no fields of any.
    """
    return [saved(request, submission, form) for submission, form in forms_of(request, sheet)]


def forms_of(request, sheet: Sheet) -> list[tuple[Submission, DraftForm]]:
    """Each submission whose fields came with the request, with its form, in the page's order.

    Raises:
        BadRequest: there are no fields of any.
    """
    slots = workflow.slots_of(sheet.submissions)
    found = []
    for submission in sheet.submissions:
        prefix = sheet.prefix(submission)
        form = DraftForm(request.POST, slots=slots[submission.pk], prefix=prefix)
        if form.add_prefix("version") in request.POST:
            found.append((submission, form))
    if not found:
        raise BadRequest("The form did not say which version it was made from.")
    return found


def saved(request, submission, form: DraftForm) -> Saved:
    """Save what was changed here. Where the submission is of a later version than the page, that
    is laid over it, unless the same field was changed in both."""
    if form.is_untouched():
        return Saved(submission, form)
    if not form.is_valid() and not form.refuses_only_details():
        return Saved(submission, form, status=400)
    refused = None
    for _ in range(TRIES):
        merged, clashes = form, frozenset()
        if form.cleaned_data["version"] != submission.version:
            present = stored_form(submission, form.prefix)
            clashes = form.clashes(present)
            # Where fields clash, the version that the page was made from is refused.
            merged = form if clashes else laid_over(present, form)
        try:
            fresh = kept(request, submission, merged, said=form)
            status = 400 if form.errors else 200
            return Saved(fresh, form, status=status, is_laid_over=merged is not form)
        except PermissionDenied as refusal:
            return Saved(submission, form, str(refusal), 403)
        except workflow.MovedOn as refusal:
            refused, before = refusal, submission
        submission = refused.record
        if clashes or submission.version == before.version:
            break
    return Saved(submission, form, str(refused), 409)


def kept(request, submission, form: DraftForm, *, said: DraftForm) -> Submission:
    explanations = form.explanations()
    if form is not said:
        # Whoever did not touch an explanation does not say that it holds for others' figures.
        own = {name.removeprefix(EXPLANATION) for name in said.changed()}
        explanations = {key: text for key, text in explanations.items() if key in own}
    return workflow.save(
        submission,
        by=request.user,
        on=timezone.localdate(),
        version=form.cleaned_data["version"],
        figures=figures_in(form),
        commentary=form.commentary(),
        explanations=explanations,
    )


def figures_in(form: DraftForm) -> dict[str, workflow.Figure]:
    """By slot key, what the form gives for it; what its fields refuse is not given."""
    form.is_valid()
    given = form.figures().items()
    return {key: workflow.Figure(**asdict(typed)) for key, typed in given if typed.raw is not None}


def stored_form(submission, prefix) -> DraftForm:
    readiness = workflow.readiness_of([submission])[submission.pk]
    return stored_section(submission, readiness, prefix).form


def laid_over(present: DraftForm, form: DraftForm) -> DraftForm:
    merged = DraftForm(
        form.over(present), slots=present.slots, prefix=form.prefix, warned=present.warned
    )
    merged.is_valid()
    return merged


def answered(request, sheet: Sheet):
    """Save, and lead on: to the answers, back to the page, or to the page as it was typed."""
    results = save_sheet(request, sheet)
    status = max(each.status for each in results)
    if status != 200:
        return page_as_typed(request, sheet, results, status=status)
    for each in results:
        if each.is_laid_over:
            stored = stored_form(each.submission, each.form.prefix)
            for words in meanwhile(each.form, stored, each.submission):
                messages.info(request, words)
    if faults_in(results):
        messages.warning(request, "Saved as typed, but not everything could be read.")
    elif "continue" in request.POST:
        return redirect(sheet.answers)
    else:
        messages.success(request, "Saved.")
    return redirect(sheet.address)


def faults_in(results: list[Saved]) -> bool:
    slots = workflow.slots_of([each.submission for each in results])
    return any(slot.entry and slot.entry.fault for some in slots.values() for slot in some)


def page_as_typed(request, sheet: Sheet, results: list[Saved], *, status: int):
    """The page again: what was refused as typed with the present version beside it, the rest as
    it is now stored."""
    shown = [fully_read(sheet, each.submission) for each in results]
    readiness = workflow.readiness_of(shown)
    unsaved = {
        present.pk: over_what_stands(each.form, present, readiness[present.pk])
        for each, present in zip(results, shown, strict=True)
        if each.status != 200
    }
    typed = readiness_as_typed(unsaved, shown)
    now = editable(request, shown)
    sections = []
    for each, present in zip(results, shown, strict=True):
        ready, prefix = readiness[present.pk], sheet.prefix(present)
        if each.status != 200:
            stands = []
            if each.is_refused:
                stands = present_of(each, present, ready, headed=sheet.period)
            said = {"refusal": each.refusal, "present": stands, "may_save": present in now}
            data = unsaved[present.pk].data
            sections.append(typed_section(data, present, typed[present.pk], prefix, **said))
        elif present in now:
            sections.append(stored_section(present, ready, prefix))
    return entering_page(request, sheet, sections, status=status)


def over_what_stands(form: DraftForm, present: Submission, ready: workflow.Readiness) -> DraftForm:
    """The form as its page comes again: what was changed in it, over what stands."""
    stored = stored_section(present, ready, form.prefix).form
    return laid_over(stored, form)


def readiness_as_typed(
    forms: Mapping[UUID, DraftForm], submissions: Collection[Submission]
) -> dict[UUID, workflow.Readiness]:
    """How far each would have come with what stands in its fields: it is graded as it is shown."""
    shown = [each for each in submissions if each.pk in forms]
    return workflow.readiness_of(shown, {key: figures_in(form) for key, form in forms.items()})


def fully_read(sheet: Sheet, submission: Submission) -> Submission:
    """The row as it stands, with the people and texts that the page's own rows were read with."""
    (before,) = (each for each in sheet.submissions if each.pk == submission.pk)
    if before is submission:
        return before
    people = ("indicator", "cycle", "corrects", "opened_by", "returned_by")
    rows = Submission.objects.select_related(*people).prefetch_related("commentaries")
    return rows.get(pk=submission.pk)


def present_of(
    result: Saved, present: Submission, ready: workflow.Readiness, *, headed: str
) -> list[dict]:
    """The answers that stand, those marked that were changed on the page too."""
    form = result.form
    stored = stored_section(present, ready, form.prefix).form
    clashes = form.clashes(stored)
    rows = answers_of(present, ready.slots, headed=headed)
    for row in rows:
        key = row["field"].removeprefix("figure-")
        row["differs"] = any(
            name == row["field"] or (key and name.endswith(f"-{key}")) for name in clashes
        )
    return rows + [
        {"key": bound.label, "value": warned.text or "Nothing written", "differs": True}
        for warned, bound, _ in stored.explained()
        if warned.field in clashes
    ]
