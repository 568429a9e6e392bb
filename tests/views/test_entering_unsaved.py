"""A page that shows what is not saved yet grades and computes what it shows."""

import re

import pytest

from performance import workflow
from performance.models import Entry, Submission
from performance.states import Derivation
from tests import factories
from tests.views.entering_steps import address, entered, sent, typed
from tests.views.pages import badges, words

LIVE = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def owed(db):
    made = factories.owed(1)
    (one,) = made.indicators
    factories.placement(one)
    factories.benchmark(one.home_series.get())
    return made


def graded(answer) -> list[str]:
    """The figure of July that the page's provisional grade names."""
    return re.findall(r"(\S+) in July 2021", words(answer))


def by_contributor(owed, people, raw):
    """What somebody else saves meanwhile."""
    draft = Submission.objects.get(pk=owed.drafts[0].pk)
    return factories.fill(draft, by=people.contributor, raw=raw)


def test_what_was_filled_in_is_graded_and_saved_nowhere(lead, owed, people):
    by_contributor(owed, people, "60%")
    answer = lead.post(address(owed), {**typed(lead, owed), "block": "38%", "paste": "yes"})
    assert graded(answer) == ["38%"]
    assert (badges(answer), entered(owed)) == (["Poor"], ["60%"])
    assert answer.context["sections"][0].asks_why


def test_a_preview_leaves_the_grade_that_of_the_fields(lead, owed, people):
    by_contributor(owed, people, "60%")
    answer = lead.post(address(owed), typed(lead, owed, "38%", preview=str(owed.drafts[0].pk)))
    assert (badges(answer), graded(answer)) == (["Poor"], ["38%"])


def test_after_a_conflict_it_is_what_stands_in_the_field_that_is_graded(lead, owed, people):
    page = typed(lead, owed, "38%")
    by_contributor(owed, people, "60%")
    answer = lead.post(address(owed), page)
    assert (answer.status_code, entered(owed)) == (409, ["60%"])
    (section,) = answer.context["refused"]
    assert (section.form.rows()[0].figure.value(), section.present[0]["value"]) == ("38%", "60%")
    assert graded(answer) == ["38%"]
    part = lead.post(address(owed), page, **LIVE).json()["sections"][str(owed.drafts[0].pk)]
    assert "38% in July 2021" in part["grade"]
    assert "60%" in part["present"]


def test_what_cannot_be_read_is_not_graded_as_what_was_saved_before(lead, owed, people):
    by_contributor(owed, people, "60%")
    answer = lead.post(address(owed), {**typed(lead, owed), "block": "lots", "paste": "yes"})
    assert graded(answer) == []


def test_what_follows_from_the_fields_is_worked_out_of_them(client, scene):
    """Of the share of a total, both typed and not saved."""
    total = factories.series(scene.indicator, "total", unit_code="count", direction="monitor")
    within = factories.series(
        scene.indicator, "within", unit_code="count", direction="monitor", part_of=total
    )
    scene.series.numerator, scene.series.denominator = within, total
    scene.series.derivation = Derivation.PERCENTAGE
    scene.series.save()
    client.force_login(scene.people.lead)
    where = f"/submissions/{scene.draft.pk}/edit/"
    names = {slot.series.code: slot.field for slot in workflow.slots(scene.draft)}
    figures = {names["total"]: "50", names["within"]: "19"}
    answer = client.post(where, {**sent(client, where), **figures, "preview": str(scene.draft.pk)})
    shares = [row.computed for row in answer.context["sections"][0].figures if row.computed]
    assert (shares, badges(answer)) == (["38%"], ["Poor"])
    assert not Entry.objects.exists()
