"""What is asked of the page of figures: to give out what was pasted, to preview, or to save.

One address and one form for all of it. A script that asks says that it takes JSON, and gets what
a page would show; everything is judged and saved by the same code.
"""

from django.contrib import messages
from django.http import JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone

from performance import regrading, workflow
from performance.forms.drafts import DraftForm
from performance.forms.pasted_html import percents_in
from performance.forms.pasting import Distribution, Target, distribute
from performance.states import Prompt
from performance.views.entering_saves import Saved, answered, forms_of, save_sheet
from performance.views.entering_sections import (
    Section,
    Sheet,
    answers_of,
    editable,
    entering_page,
)


def posted(request, sheet: Sheet):
    """Answer whatever button was pressed, as a page or, to a script, as JSON."""
    is_live = request.headers.get("Accept") == "application/json"
    if "paste" in request.POST:
        return (pasted_live if is_live else pasted)(request, sheet)
    if "preview" in request.POST:
        return (previewed_live if is_live else previewed)(request, sheet)
    return (saved_live if is_live else answered)(request, sheet)


# Pasting


def targets_of(forms: list[tuple]) -> list[Target]:
    """The figure fields of the page, in its order."""
    return [
        Target(
            field=form.add_prefix(slot.field),
            indicator=submission.indicator.name,
            series=slot.name,
            unit=slot.series.unit.dress,
        )
        for submission, form in forms
        for slot in form.slots
    ]


def distributed(request, forms) -> Distribution:
    """Where the block that came with the request goes, from the field that it was pasted in."""
    targets = targets_of(forms)
    into = [at for at, each in enumerate(targets) if each.field == request.POST.get("into")]
    return distribute(
        request.POST.get("block", ""),
        targets,
        start=into[0] if into else 0,
        percents=percents_in(request.POST.get("html", "")),
    )


def pasted_live(request, sheet: Sheet):
    found = distributed(request, forms_of(request, sheet))
    placed = [
        {"field": each.field, "text": each.text, "fault": each.fault} for each in found.placed
    ]
    return JsonResponse({"placed": placed, "said": found.said})


def pasted(request, sheet: Sheet):
    """The page with the fields filled in; nothing is saved yet, and nothing typed is lost."""
    forms = forms_of(request, sheet)
    found = distributed(request, forms)
    typed = request.POST.copy()
    faults = {}
    for each in found.placed:
        typed[each.field] = each.text
        faults[each.field] = each.fault
    if found.placed:
        typed["block"] = ""
    sections = []
    for submission, form in forms:
        told = {
            slot.key: faults[name]
            for slot in form.slots
            if faults.get(name := form.add_prefix(slot.field))
        }
        fresh = DraftForm(typed, slots=form.slots, prefix=form.prefix, faults=told)
        sections.append(Section(submission, fresh))
    messages.info(request, f"{found.said} Nothing is saved yet." if found.placed else found.said)
    return entering_page(request, sheet, as_may(request, sections), block=typed.get("block", ""))


def as_may(request, sections: list[Section]) -> list[Section]:
    now = editable(request, [section.submission for section in sections])
    for section in sections:
        section.may_save = section.submission in now
    return sections


# Previewing


def preview_of(form: DraftForm) -> list[tuple[str, str]]:
    """Label and text of each answer that was given, as typed."""
    texts = [(prompt.label, str(form[prompt.value].value() or "")) for prompt in Prompt]
    return [(label, text) for label, text in texts if text.strip()]


def previewed_live(request, sheet: Sheet):
    wanted = request.POST["preview"]
    shown = {
        str(submission.pk): render_to_string("entering/preview.html", {"preview": preview_of(form)})
        for submission, form in forms_of(request, sheet)
        if str(submission.pk) == wanted
    }
    return JsonResponse({"preview": shown.get(wanted, "")})


def previewed(request, sheet: Sheet):
    """The page as it was typed, with the commentary of one submission as it will read."""
    sections = [
        Section(
            submission,
            form,
            preview=preview_of(form) if str(submission.pk) == request.POST["preview"] else None,
        )
        for submission, form in forms_of(request, sheet)
    ]
    block = request.POST.get("block", "")
    return entering_page(request, sheet, as_may(request, sections), block=block)


# Saving while somebody types


def saved_live(request, sheet: Sheet):
    """Save as the form does; what each submission that was touched looks like after it.

    By submission id: its ``version`` and ``began`` for the fields of those names, its provisional
    ``grade`` as it is shown, ``faults`` by field name, and what was refused with what stands.
    """
    results = save_sheet(request, sheet)
    touched = [each for each in results if each.is_refused or not each.form.is_untouched()]
    submissions = [each.submission for each in touched]
    slots = workflow.slots_of(submissions)
    outcomes = regrading.provisional_outcome_of(submissions)
    now = editable(request, submissions)
    sections = {
        str(each.submission.pk): section_live(
            each,
            slots[each.submission.pk],
            outcomes[each.submission.pk],
            may_save=each.submission in now,
            is_single=sheet.is_single,
        )
        for each in touched
    }
    status = max((each.status for each in results if each.is_refused), default=200)
    at = timezone.localtime().strftime("%H:%M")
    return JsonResponse({"at": at, "sections": sections}, status=status)


def section_live(result: Saved, slots, outcome, *, may_save: bool, is_single: bool) -> dict:
    form = result.form
    section = Section(
        result.submission,
        form,
        outcome=outcome,
        refusal=result.refusal,
        present=answers_of(result.submission, slots) if result.is_refused else [],
        may_save=may_save,
    )
    faults = {} if result.is_refused else faults_of(form, slots)
    is_whole = not result.is_refused and not form.errors
    return {
        "name": result.submission.indicator.name,
        "version": result.submission.version,
        # What is in the fields now is what is stored, unless some of it was refused.
        "began": form.content() if is_whole else "",
        "word": outcome.grade.value if outcome and outcome.grade else "",
        "grade": render_to_string("entering/grade.html", {"outcome": outcome}),
        "asks_why": section.needs_words,
        "faults": faults,
        "refusal": result.refusal,
        "present": render_to_string(
            "entering/present.html", {"section": section, "is_single": is_single}
        ),
    }


def faults_of(form: DraftForm, slots) -> dict[str, str]:
    """By field name, why what was typed cannot be read."""
    told = {
        form.add_prefix(slot.field): slot.entry.fault
        for slot in slots
        if slot.entry and slot.entry.fault
    }
    refused = {form.add_prefix(name): " ".join(texts) for name, texts in form.errors.items()}
    return told | refused
