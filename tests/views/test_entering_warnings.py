"""Figures that look wrong, and figures that follow from others, where figures are entered."""

from performance.models import Entry, Submission, WarningAnswer
from performance.states import Derivation
from tests import factories
from tests.views.entering_steps import address, entered, field, sent
from tests.views.pages import words

LIVE = {"HTTP_ACCEPT": "application/json"}


def key_of(owed) -> str:
    """The key of the warning that the first figure is the same as last time."""
    series = owed.indicators[0].home_series.get()
    return f"repeated.{series.pk}.{factories.force().code}"


def saved(lead, owed, *figures, **more):
    values = {field(draft): raw for draft, raw in zip(owed.drafts, figures, strict=False)}
    return lead.post(address(owed), sent(lead, address(owed), **values, **more))


def test_a_warning_is_told_beneath_its_figure_with_a_field_to_explain_it(lead, owed):
    saved(lead, owed, "51%", "42%")
    first, second = lead.get(address(owed)).context["sections"]
    ((warned, explanation, _),) = first.form.explained()
    assert warned.key == key_of(owed)
    assert explanation.html_name == field(owed.drafts[0], f"warning-{key_of(owed)}")
    assert second.form.explained() == []
    assert f"Please explain. Measure 01 share: {warned.message}" in words(lead.get(address(owed)))


def test_an_explanation_typed_on_the_page_is_kept(lead, owed):
    saved(lead, owed, "51%")
    name = field(owed.drafts[0], f"warning-{key_of(owed)}")
    saved(lead, owed, **{name: "Counted twice: it is so."})
    answer = WarningAnswer.objects.get()
    assert (answer.submission, answer.text) == (owed.drafts[0], "Counted twice: it is so.")
    ((warned, explanation, _),) = lead.get(address(owed)).context["sections"][0].form.explained()
    assert (warned.is_explained, explanation.value()) == (True, "Counted twice: it is so.")


def test_an_explanation_typed_beside_the_answers_leaves_everything_else_as_it_is(lead, owed):
    name = field(owed.drafts[0], "narrative")
    saved(lead, owed, "51%", "42%", **{name: "It *rains*."})
    page = lead.get(address(owed, "entering-answers"))
    (row,) = page.context["warned"]
    ((warned, explanation, _),) = row["explained"]
    assert [gap.field for gap in row["gaps"]] == [warned.field]
    assert f'id="id_{explanation.html_name}"' in page.content.decode()
    sent_back = {
        field(owed.drafts[0], "version"): row["submission"].version,
        explanation.html_name: "Counted twice: it is so.",
        "continue": "yes",
    }
    answer = lead.post(address(owed), sent_back)
    assert (answer.status_code, answer.url) == (302, address(owed, "entering-answers"))
    assert entered(owed) == ["51%", "42%"]
    draft = Submission.objects.get(pk=owed.drafts[0].pk)
    assert [each.text for each in draft.commentaries.all()] == ["It *rains*."]
    page = lead.get(address(owed, "entering-answers"))
    assert [row["submission"] for row in page.context["ready"]] == list(owed.drafts)


def test_a_script_is_told_of_warnings_with_the_fields_to_explain_them(lead, owed):
    data = sent(lead, address(owed), **{field(owed.drafts[0]): "51%"})
    part = lead.post(address(owed), data, **LIVE).json()["sections"][str(owed.drafts[0].pk)]
    assert len(part["warned"]) == 1
    name = field(owed.drafts[0], f"warning-{key_of(owed)}")
    assert f'name="{name}"' in part["warnings"]
    data |= {field(owed.drafts[0], each): part[each] for each in ("version", "began")}
    assert lead.post(address(owed), {**data, name: ""}, **LIVE).json()["sections"] == {}
    lead.post(address(owed), {**data, name: "It is so."}, **LIVE)
    assert WarningAnswer.objects.get().text == "It is so."


def test_a_computed_figure_is_shown_and_has_no_field(lead, owed):
    share = owed.indicators[0].home_series.get()
    share.derivation = Derivation.PERCENTAGE
    share.numerator = factories.series(owed.indicators[0], "answered", unit_code="count")
    share.denominator = factories.series(owed.indicators[0], "offered", unit_code="count")
    share.save()
    code, draft = factories.force().code, owed.drafts[0]
    parts = {
        f"{draft.pk}-figure-{series.pk}.{code}": raw
        for series, raw in ((share.numerator, "1"), (share.denominator, "4"))
    }
    before = lead.get(address(owed)).context["sections"][0].figures
    assert [(row.slot.series, row.fields is None, row.computed) for row in before] == [
        (share, True, "Not yet: it follows from the figures beside it."),
        (share.numerator, False, ""),
        (share.denominator, False, ""),
    ]
    assert [row.computed_from for row in before] == [
        *("Computed from Answered and Offered.", "", "")
    ]
    assert "Computed from Answered and Offered." in words(lead.get(address(owed)))
    assert "Computed from Answered and Offered." in words(
        lead.get(address(owed, "entering-answers"))
    )
    data = sent(lead, address(owed), **parts)
    part = lead.post(address(owed), data, **LIVE).json()["sections"][str(draft.pk)]
    assert part["computed"] == {f"{share.pk}.{code}": "25%"}
    assert Entry.objects.get(series=share).raw == "25%"
    assert "Measure 01 share (percent) 25%" in words(lead.get(address(owed)))


def test_an_indicator_that_cannot_be_graded_holds_up_no_other(lead, owed):
    for each in owed.indicators:
        factories.placement(each)
    share = owed.indicators[0].home_series.get()
    factories.benchmark(share)
    # What the administration refuses, and a database shell would not.
    owed.indicators[0].home_series.update(direction="band")
    assert saved(lead, owed, "41%", "42%", **{"continue": "yes"}).status_code == 302
    page = lead.get(address(owed))
    assert "A grade cannot be worked out" in words(page)
    answers = lead.get(address(owed, "entering-answers"))
    assert [row["submission"] for row in answers.context["ready"]] == list(owed.drafts)


def test_what_no_text_can_hold_is_left_out_of_an_explanation(lead, owed):
    saved(lead, owed, "51%")
    key = f"warning-{key_of(owed)}"
    name, gone = (field(owed.drafts[0], each) for each in (key, "warning-gone"))
    assert saved(lead, owed, **{name: "It is\0 so."}).status_code == 302
    assert WarningAnswer.objects.get().text == "It is so."
    data = sent(lead, address(owed), **{name: "It is\0 so, again.", gone: "\0"})
    part = lead.post(address(owed), data, **LIVE).json()["sections"][str(owed.drafts[0].pk)]
    assert part["faults"] == {}
    assert WarningAnswer.objects.get().text == "It is so, again."
