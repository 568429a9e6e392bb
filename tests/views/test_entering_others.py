"""Who changed what while somebody else had the page open, told to the script that shows it."""

import re

from performance import workflow
from performance.models import Submission
from performance.queries.submissions.last_saves import last_hands
from performance.queries.submissions.slots import new_entry
from performance.states import Missing, Role
from tests import factories
from tests.factories import today
from tests.views.entering_steps import address, field, sent

LIVE = {"HTTP_ACCEPT": "application/json"}


def saved(owed, by, figure=None, **texts):
    draft = Submission.objects.get(pk=owed.drafts[0].pk)
    (slot,) = workflow.slots(draft)
    return workflow.save(
        draft,
        by=by,
        on=today(),
        version=draft.version,
        figures={slot.key: figure} if figure else {},
        commentary=texts,
    )


def test_each_field_names_who_changed_it_and_when(lead, owed, people):
    second = factories.person(Role.CONTRIBUTOR, "Second", portfolio=owed.portfolio)
    draft = owed.drafts[0]
    saved(owed, people.lead, workflow.Figure(raw="77%"), narrative="First.")
    page = sent(lead, address(owed), **{field(draft, "why"): "It *rains*."})
    saved(owed, people.contributor, workflow.Figure(raw="66%"))
    saved(owed, second, workflow.Figure(raw="66%", note="By hand"), narrative="Second.")
    part = lead.post(address(owed), page, **LIVE).json()["sections"][str(draft.pk)]
    figure, note = field(draft), field(draft).replace("figure-", "note-")
    assert part["fields"] == {figure: "66%", note: "By hand", field(draft, "narrative"): "Second."}
    told = {name: re.sub(r" at \d\d:\d\d$", "", who) for name, who in part["others"].items()}
    assert told == {figure: "Contributor", note: "Second", field(draft, "narrative"): "Second"}


def test_whom_the_trail_does_not_name_is_somebody_else(lead, owed, people):
    draft = owed.drafts[0]
    page = sent(lead, address(owed), **{field(draft, "why"): "It *rains*."})
    entry = new_entry(draft, workflow.slots(draft)[0])
    entry.raw, entry.value, entry.edited_by = "66%", 66, people.contributor
    entry.save()
    Submission.objects.filter(pk=draft.pk).update(version=2)
    part = lead.post(address(owed), page, **LIVE).json()["sections"][str(draft.pk)]
    assert part["fields"] == {field(draft): "66%"}
    assert part["others"] == {field(draft): "somebody else"}


def test_a_reason_that_came_and_a_figure_that_went_are_two_parts(owed, people):
    saved(owed, people.contributor, workflow.Figure(raw="77%"))
    fresh = saved(owed, people.lead, workflow.Figure(missing=Missing.AWAITING))
    name = workflow.slots(fresh)[0].name
    found = last_hands(fresh)
    assert {part: found[name, part].name for part in ("raw", "missing")} == {
        "raw": "Portfolio lead",
        "missing": "Portfolio lead",
    }


def test_without_a_script_it_is_told_with_the_page_that_follows(lead, owed, people):
    draft = owed.drafts[0]
    saved(owed, people.lead, workflow.Figure(raw="77%"))
    page = sent(lead, address(owed), **{field(draft, "why"): "It *rains*."})
    saved(owed, people.contributor, workflow.Figure(raw="66%"))
    answer = lead.post(address(owed), page, follow=True)
    told = [re.sub(r" at \d\d:\d\d", "", str(each)) for each in answer.context["messages"]]
    assert told == [
        "Changed meanwhile by Contributor: Measure 01, Measure 01 share (percent), now “66%”.",
        "Saved.",
    ]


def test_a_warning_that_asks_anew_is_nobody_elses_doing(lead, owed):
    draft = owed.drafts[0]
    lead.post(address(owed), sent(lead, address(owed), **{field(draft): "150%"}))
    ((_, explanation, _),) = lead.get(address(owed)).context["sections"][0].form.explained()
    page = sent(lead, address(owed), **{explanation.html_name: "A new way of counting."})
    lead.post(address(owed), page)
    page = sent(lead, address(owed), **{field(draft): "160%"})
    part = lead.post(address(owed), page, **LIVE).json()["sections"][str(draft.pk)]
    assert part["warnings"]
    assert (part["others"], part["fields"]) == ({}, {})
