"""Two people at the same submission: each field is its own, and nothing is put back by accident."""

from performance import workflow
from performance.models import Commentary, Entry, Submission, WarningAnswer
from tests import factories
from tests.factories import today
from tests.views.entering_steps import address, entered, explaining, field, sent
from tests.views.pages import words

LIVE = {"HTTP_ACCEPT": "application/json"}


def by_contributor(owed, people, raw, narrative="", note=""):
    """What somebody else saves of the first draft meanwhile."""
    draft = Submission.objects.get(pk=owed.drafts[0].pk)
    (slot,) = workflow.slots(draft)
    return workflow.save(
        draft,
        by=people.contributor,
        on=today(),
        version=draft.version,
        figures={slot.key: workflow.Figure(raw=raw, note=note)},
        commentary={"narrative": narrative} if narrative else {},
    )


def commentary() -> list[str]:
    return list(Commentary.objects.values_list("text", flat=True))


def test_commentary_typed_while_somebody_else_changed_the_figure_reverts_nothing(
    lead, owed, people
):
    by_contributor(owed, people, "40%")
    page = sent(lead, address(owed), **{field(owed.drafts[0], "narrative"): "It *rains*."})
    by_contributor(owed, people, "45%", note="Recounted")
    assert lead.post(address(owed), page).status_code == 302
    entry = Entry.objects.get()
    assert (entry.raw, entry.note, commentary()) == ("45%", "Recounted", ["It *rains*."])


def test_a_script_is_told_what_somebody_else_wrote_in_the_other_fields(lead, owed, people):
    draft = owed.drafts[0]
    by_contributor(owed, people, "40%")
    page = sent(lead, address(owed), **{field(draft, "narrative"): "It *rains*."})
    by_contributor(owed, people, "45%")
    part = lead.post(address(owed), page, **LIVE).json()["sections"][str(draft.pk)]
    assert (part["version"], part["fields"]) == (4, {field(draft): "45%"})
    page |= {field(draft, name): part[name] for name in ("version", "began")} | part["fields"]
    assert lead.post(address(owed), page, **LIVE).json()["sections"] == {}


def test_two_notes_of_one_figure_and_its_value_are_fields_of_their_own(lead, owed, people):
    draft = owed.drafts[0]
    by_contributor(owed, people, "40%")
    note = field(draft).replace("figure-", "note-")
    page = sent(lead, address(owed), **{note: "By hand"})
    by_contributor(owed, people, "45%")
    assert lead.post(address(owed), page).status_code == 302
    entry = Entry.objects.get()
    assert (entry.raw, entry.note) == ("45%", "By hand")


def test_where_both_changed_one_field_it_is_marked_and_the_others_are_as_they_stand(
    lead, owed, people
):
    draft = owed.drafts[0]
    by_contributor(owed, people, "40%", narrative="First.")
    page = sent(lead, address(owed), **{field(draft): "41%"})
    by_contributor(owed, people, "45%", narrative="Second.", note="Recounted")
    answer = lead.post(address(owed), page)
    assert (answer.status_code, entered(owed), commentary()) == (409, ["45%", ""], ["Second."])
    (section,) = answer.context["refused"]
    assert [(row["value"], row["differs"]) for row in section.present] == [
        ("45%", True),
        ("Second.", False),
    ]
    row = section.form.rows()[0]
    assert (row.figure.value(), row.note.value(), section.form.narrative().value()) == (
        "41%",
        "Recounted",
        "Second.",
    )
    assert words(answer).count("Changed by both of you") == 1


def test_the_same_words_by_both_are_no_conflict(lead, owed, people):
    page = sent(lead, address(owed), **{field(owed.drafts[0]): "45%"})
    by_contributor(owed, people, "45%")
    assert lead.post(address(owed), page).status_code == 302
    assert entered(owed) == ["45%", ""]


def test_a_refused_explanation_beside_the_answers_empties_nothing_else(lead, owed, people):
    draft = owed.drafts[0]
    by_contributor(owed, people, "51%", narrative="It *rains*.", note="Counted twice")
    name = field(draft, "warning-" + key_of(owed))
    form = {field(draft, "version"): "2", name: "It is so.", "continue": "yes"}
    explained(owed, people, "As last month.")
    answer = lead.post(address(owed), form)
    assert answer.status_code == 409
    (section,) = answer.context["refused"]
    row = section.form.rows()[0]
    assert (row.figure.value(), row.note.value(), section.form.narrative().value()) == (
        "51%",
        "Counted twice",
        "It *rains*.",
    )
    ((_, explanation, _),) = section.form.explained()
    assert explanation.value() == "It is so."
    assert [row["value"] for row in section.present if row["differs"]] == ["As last month."]


def test_an_explanation_beside_the_answers_is_no_conflict_with_another_field(lead, owed, people):
    """What somebody else wrote meanwhile elsewhere, of the same submission, stays."""
    draft = owed.drafts[0]
    by_contributor(owed, people, "51%")
    name = field(draft, "warning-" + key_of(owed))
    form = explaining(lead, address(owed, "entering-answers"), **{name: "It is so."})
    by_contributor(owed, people, "51%", narrative="It *rains*.", note="Counted twice")
    answer = lead.post(address(owed), form)
    assert (answer.status_code, answer.url) == (302, address(owed, "entering-answers"))
    assert WarningAnswer.objects.get().text == "It is so."
    assert (Entry.objects.get().note, commentary()) == ("Counted twice", ["It *rains*."])


def test_an_explanation_left_as_it_was_beside_the_answers_puts_nothing_back(lead, owed, people):
    by_contributor(owed, people, "51%")
    explained(owed, people, "As last month.")
    form = explaining(lead, address(owed, "entering-answers"))
    explained(owed, people, "As last month, recounted.")
    assert lead.post(address(owed), form).status_code == 302
    assert WarningAnswer.objects.get().text == "As last month, recounted."


def test_two_who_explain_the_same_figure_beside_the_answers_both_lose_nothing(lead, owed, people):
    by_contributor(owed, people, "51%")
    name = field(owed.drafts[0], "warning-" + key_of(owed))
    form = explaining(lead, address(owed, "entering-answers"), **{name: "It is so."})
    explained(owed, people, "As last month.")
    answer = lead.post(address(owed), form)
    assert (answer.status_code, WarningAnswer.objects.get().text) == (409, "As last month.")
    (section,) = answer.context["refused"]
    ((_, explanation, _),) = section.form.explained()
    assert explanation.value() == "It is so."
    assert [row["value"] for row in section.present if row["differs"]] == ["As last month."]


def key_of(owed) -> str:
    """The key of the warning that the first figure is the same as last time."""
    series = owed.indicators[0].home_series.get()
    return f"repeated.{series.pk}.{factories.force().code}"


def explained(owed, people, text):
    draft = Submission.objects.get(pk=owed.drafts[0].pk)
    workflow.save(
        draft,
        by=people.contributor,
        on=today(),
        version=draft.version,
        figures={},
        commentary={},
        explanations={key_of(owed): text},
    )
