"""Pasting, previewing and saving while somebody types: as a page, and as a script is answered."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from performance.models import AuditEvent, Commentary, Entry, Submission
from performance.states import Prompt, State
from tests import factories
from tests.views.entering_steps import address, entered, field, sent, typed
from tests.views.pages import badges, words

LIVE = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def owed(db):
    made = factories.owed(3)
    one = made.indicators[0]
    factories.placement(one)
    factories.benchmark(one.home_series.get())
    return made


def live(client, owed, data, status=200):
    answer = client.post(address(owed), data, **LIVE)
    assert answer.status_code == status
    return answer.json()


def values_of(answer) -> list[str]:
    """What stands in each section's first figure."""
    return [each.form.rows()[0].figure.value() or "" for each in answer.context["sections"]]


# Pasting


def test_a_pasted_column_fills_the_fields_keeps_what_was_typed_and_saves_nothing(lead, owed):
    narrative = field(owed.drafts[2], "narrative")
    data = typed(lead, owed, "", "", "9%", **{narrative: "Two start in May."})
    answer = lead.post(address(owed), {**data, "block": "41%\r\n42%\r\n", "paste": "yes"})
    assert (answer.status_code, values_of(answer)) == (200, ["41%", "42%", "9%"])
    assert answer.context["sections"][2].form.narrative().value() == "Two start in May."
    assert [str(each) for each in answer.context["messages"]] == [
        "2 figures are filled in. Nothing is saved yet."
    ]
    assert entered(owed) == ["", "", ""]


def test_it_begins_where_the_reader_chose(lead, owed):
    data = typed(lead, owed)
    told = {"block": "42%\n43%", "paste": "yes", "into": field(owed.drafts[1])}
    assert values_of(lead.post(address(owed), {**data, **told})) == ["", "42%", "43%"]


def test_what_cannot_be_read_is_filled_in_and_flagged_at_its_field(lead, owed):
    data = typed(lead, owed, block="n/a\n42%", paste="yes")
    answer = lead.post(address(owed), data)
    assert values_of(answer) == ["n/a", "42%", ""]
    fault = "“n/a” is not a figure. Give a reason why there is no figure instead."
    assert [each["text"] for each in answer.context["faults"]] == [f"Measure 01 share: {fault}"]


def test_what_fits_nowhere_stays_in_the_box(lead, owed):
    data = typed(lead, owed, block="1\t2\n3\t4", paste="yes")
    answer = lead.post(address(owed), data)
    assert (values_of(answer), answer.context["pasted"]) == (["", "", ""], "1\t2\n3\t4")


def test_what_is_still_in_the_box_is_saved_with_the_page(lead, owed):
    data = typed(lead, owed, "", "", "9%", block="41%\n42%\n", **{"continue": "yes"})
    answer = lead.post(address(owed), data)
    assert (answer.status_code, answer.url) == (302, address(owed, "entering-answers"))
    assert entered(owed) == ["41%", "42%", "9%"]


@pytest.mark.parametrize("block", ["n/a\n42%", "1%\n2%\n3%\n4%", "1\t2\n3\t4", "July\n42%"])
def test_what_in_the_box_has_no_place_or_cannot_be_read_is_told_before_anything_is_saved(
    lead, owed, block
):
    answer = lead.post(address(owed), typed(lead, owed, block=block))
    assert answer.status_code == 200
    assert entered(owed) == ["", "", ""]


def test_a_script_is_told_what_goes_where(lead, owed):
    html = "<table><tr><td style='mso-number-format:0%'>0.41</td></tr><tr><td>n/a</td></tr></table>"
    data = typed(lead, owed, block="0.41\r\nn/a\r\n", html=html, paste="yes")
    assert live(lead, owed, {**data, "into": field(owed.drafts[1])}) == {
        "placed": [
            {"field": field(owed.drafts[1]), "text": "41%", "fault": ""},
            {
                "field": field(owed.drafts[2]),
                "text": "n/a",
                "fault": "“n/a” is not a figure. Give a reason why there is no figure instead.",
            },
        ],
        "said": "2 figures are filled in. 1 of them cannot be read: see what stands at the field.",
    }
    assert AuditEvent.objects.count() == 0


# Previewing


def test_a_preview_shows_the_commentary_as_it_will_read_and_keeps_everything(lead, owed):
    draft = owed.drafts[1]
    text = "Demand (<50%) **rose** & fell."
    data = typed(lead, owed, "41%", **{field(draft, "narrative"): text, "preview": str(draft.pk)})
    answer = lead.post(address(owed), data)
    assert "How it will read Demand (<50%) rose & fell." in words(answer)
    assert "Demand (&lt;50%) <strong>rose</strong> &amp; fell." in answer.content.decode()
    assert values_of(answer) == ["41%", "", ""]
    assert answer.context["sections"][1].form.narrative().value() == text
    assert AuditEvent.objects.count() == 0


def test_a_script_gets_the_same_rendering(lead, owed):
    draft = owed.drafts[1]
    why = field(draft, Prompt.WHY.value)
    data = typed(lead, owed, **{why: "<b>no</b> *staff*", "preview": str(draft.pk)})
    told = live(lead, owed, data)
    assert "&lt;b&gt;no&lt;/b&gt; <em>staff</em>" in told["preview"]


# A figure that is not there


def placed(page, name) -> str:
    """The part of the page in which the question why there is no figure stands."""
    before = page.content.decode().split(f'name="{name.replace("figure-", "missing-")}"')[0]
    return re.findall(r"data-absence-(at|home)", before)[-1]


def test_why_there_is_no_figure_is_asked_at_the_field_that_says_so(lead, owed):
    lead.post(address(owed), typed(lead, owed, "n/a", "42%"))
    page = lead.get(address(owed))
    assert [placed(page, field(draft)) for draft in owed.drafts] == ["at", "home", "home"]
    pasted = lead.post(address(owed), typed(lead, owed, block="1%\n-", paste="yes"))
    assert [placed(pasted, field(draft)) for draft in owed.drafts] == ["home", "at", "home"]


def test_not_available_with_its_reason_is_an_answer(lead, owed):
    draft = owed.drafts[0]
    missing = field(draft).replace("figure-", "missing-")
    told = live(lead, owed, typed(lead, owed, "n/a", **{missing: "awaiting"}))
    assert told["sections"][str(draft.pk)]["faults"] == {}
    entry = Entry.objects.get()
    assert (entry.raw, entry.missing, entry.is_answered) == ("n/a", "awaiting", True)
    assert placed(lead.get(address(owed)), field(draft)) == "at"


# Saving while somebody types


def test_what_is_typed_is_saved_with_its_provisional_grade_and_its_sentence(lead, owed):
    told = live(lead, owed, typed(lead, owed, "38%"))
    assert entered(owed) == ["38%", "", ""]
    (key,) = told["sections"]
    part = told["sections"][key]
    assert (key, part["version"], part["word"]) == (str(owed.drafts[0].pk), 2, "Poor")
    assert "38% in July 2021" in part["grade"]
    assert (part["faults"], part["refusal"], part["asks_why"]) == ({}, "", True)
    assert "Poor" in badges(lead.get(address(owed)))


def test_a_month_without_a_figure_is_not_given_the_grade_of_the_month_before(lead, owed):
    answer = lead.get(address(owed))
    section = answer.context["sections"][0]
    assert (section.is_empty, section.asks_why, section.word) == (True, False, "")
    assert words(answer).count("Nothing entered yet for July 2021.") == 1
    assert badges(answer) == []
    missing = field(owed.drafts[0]).replace("figure-", "missing-")
    lead.post(address(owed), typed(lead, owed, **{missing: "awaiting"}))
    answer = lead.get(address(owed))
    assert words(answer).count("Nothing entered yet for") == 0


def test_the_answers_give_an_empty_month_no_grade_either(lead, owed):
    nothing = "Nothing is entered for July 2021: there is nothing to grade yet."
    answer = lead.get(address(owed, "entering-answers"))
    assert (words(answer).count(nothing), badges(answer)) == (1, [])
    missing = field(owed.drafts[0]).replace("figure-", "missing-")
    lead.post(address(owed), typed(lead, owed, **{missing: "awaiting"}))
    answer = lead.get(address(owed, "entering-answers"))
    # Where it is said that there is none, the method takes the month before and says so.
    assert (words(answer).count(nothing), badges(answer)) == (0, ["Poor"])
    assert "in June 2021" in words(answer)
    lead.post(address(owed), typed(lead, owed, "38%", **{missing: ""}))
    assert "38% in July 2021" in words(lead.get(address(owed, "entering-answers")))


def test_what_was_answered_makes_the_next_save_one_of_the_next_version(lead, owed):
    data = typed(lead, owed, "38%")
    draft = owed.drafts[0]
    part = live(lead, owed, data)["sections"][str(draft.pk)]
    data |= {field(draft, name): part[name] for name in ("version", "began")}
    written = AuditEvent.objects.count()
    assert live(lead, owed, data)["sections"] == {}
    assert AuditEvent.objects.count() == written
    told = live(lead, owed, {**data, field(draft): "39%"})
    assert told["sections"][str(draft.pk)]["version"] == 3
    assert entered(owed) == ["39%", "", ""]


def test_what_cannot_be_read_is_saved_too_and_told_at_its_field(lead, owed):
    told = live(lead, owed, typed(lead, owed, "about thirty"))
    assert entered(owed) == ["about thirty", "", ""]
    assert told["sections"][str(owed.drafts[0].pk)]["faults"] == {
        field(owed.drafts[0]): "“about thirty” cannot be read: it is not a percentage. "
        "Write one figure, such as 56%."
    }


def test_a_date_that_is_none_is_told_and_all_else_is_saved(lead, owed):
    draft = owed.drafts[0]
    name = field(draft).replace("figure-", "source_read_on-")
    data = typed(lead, owed, "38%", **{name: "last week"})
    part = live(lead, owed, data)["sections"][str(draft.pk)]
    assert entered(owed) == ["38%", "", ""]
    assert part["faults"] == {name: "Write the date as 2021-07-14 or 14 July 2021."}
    assert part["failed"] is True
    data |= {field(draft, each): part[each] for each in ("version", "began")}
    assert live(lead, owed, data)["sections"][str(draft.pk)]["faults"] == part["faults"]


def test_where_somebody_else_was_faster_both_versions_are_told_and_the_rest_is_saved(
    lead, owed, people
):
    data = typed(lead, owed, "41%", "42%")
    factories.fill(owed.drafts[1], by=people.contributor, raw="52%", narrative="Theirs <1.")
    told = live(lead, owed, data, status=409)
    part = told["sections"][str(owed.drafts[1].pk)]
    assert "before you could save, Contributor saved this submission on" in part["refusal"]
    assert "52%" in part["present"]
    assert "Theirs &lt;1." in part["present"]
    assert told["sections"][str(owed.drafts[0].pk)]["refusal"] == ""
    assert entered(owed) == ["41%", "52%", ""]
    assert Commentary.objects.get().text == "Theirs <1."


def test_what_may_not_be_saved_any_more_is_refused_with_what_stands(lead, owed, people):
    data = typed(lead, owed, "", "42%")
    factories.walk(owed.drafts[1], people, to=State.SUBMITTED)
    part = live(lead, owed, data, status=409)["sections"][str(owed.drafts[1].pk)]
    assert "38%" in part["present"]
    assert Submission.objects.get(pk=owed.drafts[1].pk).version == 3


def test_saving_one_figure_costs_the_same_on_a_page_of_one_and_of_three(client, db):
    one = factories.owed(1)
    client.force_login(factories.cast(one.portfolio).lead)

    def queries(raw):
        data = sent(client, address(one), **{field(one.drafts[0]): raw})
        with CaptureQueriesContext(connection) as captured:
            assert client.post(address(one), data, **LIVE).status_code == 200
        return len(captured)

    queries("40%")
    first = queries("41%")
    factories.owed(2)
    assert queries("42%") == first


def test_somebody_signed_out_is_sent_to_sign_in_and_nothing_is_saved(client, lead, owed):
    data = typed(lead, owed, "38%")
    client.logout()
    answer = client.post(address(owed), data, **LIVE)
    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/sign-in/")
    assert entered(owed) == ["", "", ""]


def test_a_submission_by_itself_is_saved_pasted_and_previewed_alike(lead, owed):
    draft = owed.drafts[0]
    where = f"/submissions/{draft.pk}/edit/"
    figure = field(draft).removeprefix(f"{draft.pk}-")
    data = sent(lead, where)
    told = lead.post(where, {**data, "block": "41%\n", "paste": "yes"}, **LIVE).json()
    assert told["placed"] == [{"field": figure, "text": "41%", "fault": ""}]
    data |= {figure: "41%", "narrative": "It *rains*."}
    shown = lead.post(where, {**data, "preview": str(draft.pk)}, **LIVE).json()["preview"]
    assert "It <em>rains</em>." in shown
    saved = lead.post(where, data, **LIVE).json()["sections"]
    assert (list(saved), saved[str(draft.pk)]["version"]) == ([str(draft.pk)], 2)
    assert entered(owed) == ["41%", "", ""]
