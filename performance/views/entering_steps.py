"""What is asked of the page of figures: to give out what was pasted, to preview, or to save.

One address and one form for all of it. A script that asks says that it takes JSON, and gets what
a page would show; everything is judged and saved by the same code.
"""

from uuid import UUID

from django.contrib import messages
from django.http import JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone

from performance import workflow
from performance.forms.drafts import DraftForm
from performance.forms.pasted_html import percents_in
from performance.forms.pasting import Distribution, Target, distribute
from performance.states import Prompt
from performance.views.entering_others import SOMEBODY, hands_in, others_in
from performance.views.entering_saves import (
    Saved,
    answered,
    forms_of,
    over_what_stands,
    present_of,
    readiness_as_typed,
    save_sheet,
)
from performance.views.entering_sections import (
    Section,
    Sheet,
    computed,
    editable,
    entering_page,
    stored_section,
    typed_section,
)


def posted(request, sheet: Sheet):
    """Answer whatever button was pressed, as a page or, to a script, as JSON."""
    is_live = request.headers.get("Accept") == "application/json"
    if "paste" in request.POST:
        return (pasted_live if is_live else pasted)(request, sheet)
    if "preview" in request.POST:
        return (previewed_live if is_live else previewed)(request, sheet)
    if is_live:
        return saved_live(request, sheet)
    is_left = bool(request.POST.get("block", "").strip())
    return (pasted_and_saved if is_left else answered)(request, sheet)


# Pasting


def targets_of(request, forms: list[tuple]) -> list[Target]:
    """The figure fields that came with the request, in the order of the page that sent it.

    A browser sends fields as they stand on the page. Worked out again, their order could be
    another: of what was due first then, something may have been submitted or moved meanwhile.
    """
    place = {name: at for at, name in enumerate(request.POST)}
    found = [
        Target(
            field=form.add_prefix(slot.field),
            indicator=submission.indicator.name,
            series=slot.name,
            unit=slot.series.unit.dress,
        )
        for submission, form in forms
        for slot in form.slots
        if form.add_prefix(slot.field) in place
    ]
    return sorted(found, key=lambda each: place[each.field])


def distributed(request, forms) -> Distribution:
    """Where the block that came with the request goes, from the field that it was pasted in."""
    targets = targets_of(request, forms)
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
    return filled_page(request, sheet, forms, found)


def pasted_and_saved(request, sheet: Sheet):
    """Save was pressed with something still in the box: it is meant to be saved too.

    Only where all of it has its place and can be read; else the page says first what has not, or
    what was taken for a heading.
    """
    forms = forms_of(request, sheet)
    found = distributed(request, forms)
    if found.left or found.passed or any(each.fault for each in found.placed):
        return filled_page(request, sheet, forms, found)
    request.POST = filled(request, found)
    return answered(request, sheet)


def filled(request, found: Distribution):
    """What came with the request, with the block in the fields where it goes."""
    typed = request.POST.copy()
    for each in found.placed:
        typed[each.field] = each.text
    if found.placed:
        typed["block"] = ""
    return typed


def filled_page(request, sheet: Sheet, forms, found: Distribution):
    typed = filled(request, found)
    faults = {each.field: each.fault for each in found.placed}
    readiness = as_filled(typed, forms)
    sections = []
    for submission, form in forms:
        told = {
            slot.key: faults[name]
            for slot in form.slots
            if faults.get(name := form.add_prefix(slot.field))
        }
        ready = readiness[submission.pk]
        sections.append(typed_section(typed, submission, ready, form.prefix, faults=told))
    messages.info(request, f"{found.said} Nothing is saved yet." if found.placed else found.said)
    return entering_page(request, sheet, as_may(request, sections), pasted=typed.get("block", ""))


def as_filled(data, forms) -> dict[UUID, workflow.Readiness]:
    """By submission id, how far each would have come with ``data`` in its fields."""
    typed = {
        submission.pk: DraftForm(data, slots=form.slots, prefix=form.prefix)
        for submission, form in forms
    }
    return readiness_as_typed(typed, [submission for submission, _ in forms])


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
    forms = forms_of(request, sheet)
    readiness = as_filled(request.POST, forms)
    sections = [
        typed_section(
            request.POST,
            submission,
            readiness[submission.pk],
            form.prefix,
            preview=preview_of(form) if str(submission.pk) == request.POST["preview"] else None,
        )
        for submission, form in forms
    ]
    block = request.POST.get("block", "")
    return entering_page(request, sheet, as_may(request, sections), pasted=block)


# Saving while somebody types


def saved_live(request, sheet: Sheet):
    """Save as the form does; what each submission that was touched looks like after it.

    By submission id: its ``version`` and ``began`` for the fields of those names, the ``fields``
    that somebody else changed with what they hold, the ``others`` who did so, its provisional
    ``grade`` and ``warnings`` as they are shown, what is ``computed`` by slot key, ``faults`` by
    field name, and what was refused with what stands.
    """
    results = save_sheet(request, sheet)
    touched = [each for each in results if each.is_refused or not each.form.is_untouched()]
    submissions = [each.submission for each in touched]
    readiness = workflow.readiness_of(submissions)
    refused = {
        each.submission.pk: over_what_stands(
            each.form, each.submission, readiness[each.submission.pk]
        )
        for each in touched
        if each.is_refused
    }
    typed = readiness_as_typed(refused, submissions) if refused else {}
    now = editable(request, submissions)
    sections = {
        str(each.submission.pk): section_live(
            each,
            readiness[each.submission.pk],
            typed.get(each.submission.pk),
            prefix=sheet.prefix(each.submission),
            may_save=each.submission in now,
            is_single=sheet.is_single,
            headed=sheet.period,
        )
        for each in touched
    }
    status = max((each.status for each in results if each.is_refused), default=200)
    at = timezone.localtime().strftime("%H:%M")
    return JsonResponse({"at": at, "sections": sections}, status=status)


def section_live(
    result: Saved,
    ready: workflow.Readiness,
    typed: workflow.Readiness | None,
    *,
    prefix,
    may_save,
    is_single,
    headed,
) -> dict:
    """What one submission looks like now; ``typed`` is how far it would have come with what stands
    in its fields, where that was refused: it is graded as it is shown."""
    form, submission = result.form, result.submission
    stands = present_of(result, submission, ready, headed=headed) if result.is_refused else []
    said = {"refusal": result.refusal, "present": stands, "may_save": may_save}
    section = stored_section(submission, ready, prefix, **said)
    about = {"section": section, "readiness": ready, "is_single": is_single}
    shown = Section(submission, section.form, typed or ready)
    others = {} if result.is_refused else others_in(form, section.form)
    hands = hands_in(form, submission) if others else {}
    return {
        "name": submission.indicator.name,
        "version": submission.version,
        "began": section.form.content(),
        "fields": others,
        "others": {name: str(hands.get(name, SOMEBODY)) for name in others},
        "word": section.word,
        "grade": render_to_string("entering/grade.html", {"section": shown}),
        "asks_why": section.wants_commentary,
        "computed": {slot.key: computed(slot) for slot in ready.slots if slot.is_computed},
        # Whether something that was typed is kept nowhere: a date of a source that is none.
        "failed": bool(form.errors),
        "to_explain": sum(not each.is_explained for each in ready.warnings),
        "faults": {} if result.is_refused else faults_of(form, ready.slots),
        "warnings": render_to_string("entering/warnings.html", about),
        "warned": [each.message for each in ready.warnings],
        "refusal": result.refusal,
        "present": render_to_string("entering/present.html", about),
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
