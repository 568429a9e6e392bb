"""Drafts: what was typed is kept as typed, read once, and what is missing is named."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from performance import workflow
from performance.models import AuditEvent, Commentary, Entry
from performance.states import Missing, Prompt, State
from performance.workflow import Figure, MovedOn
from tests import factories
from tests.factories import today


def save(draft, by, figure=None, *, commentary=None, version=None, on=None):
    key = workflow.slots(draft)[0].key
    return workflow.save(
        draft,
        by=by,
        on=on or today(),
        version=version or draft.version,
        figures={key: figure} if figure else {},
        commentary=commentary or {},
    )


def test_a_figure_is_kept_as_typed_and_as_read(scene):
    save(scene.draft, scene.people.contributor, Figure(" 38 % ", note="Provisional count"))
    entry = Entry.objects.get()
    assert (entry.raw, entry.value, entry.note, entry.fault) == (
        " 38 % ",
        Decimal(38),
        "Provisional count",
        "",
    )
    assert entry.edited_by == scene.people.contributor
    assert entry.period == scene.draft.period


def test_what_cannot_be_read_is_kept_with_its_fault(scene):
    save(scene.draft, scene.people.contributor, Figure("about thirty"))
    entry = Entry.objects.get()
    assert (entry.raw, entry.value) == ("about thirty", None)
    assert entry.fault == (
        "“about thirty” cannot be read: it is not a percentage. Write one figure, such as 56%."
    )


def test_a_figure_and_a_reason_for_having_none_contradict_each_other(scene):
    save(scene.draft, scene.people.contributor, Figure("38%", missing=Missing.AWAITING))
    entry = Entry.objects.get()
    assert (entry.raw, entry.value, entry.missing) == ("38%", None, Missing.AWAITING)
    assert entry.fault == "Give a figure or a reason why there is none, not both ('38%' was typed)."
    assert not entry.is_answered


def test_zero_is_a_figure_and_nothing_is_none(scene):
    now = save(scene.draft, scene.people.contributor, Figure("0%"))
    assert Entry.objects.get().value == Decimal(0)
    assert workflow.gaps(now)[0].field == "narrative"
    save(now, scene.people.contributor, Figure(""))
    entry = Entry.objects.get()
    assert (entry.value, entry.is_answered) == (None, False)


def test_a_reason_why_there_is_no_figure_answers(scene):
    now = save(
        scene.draft,
        scene.people.contributor,
        Figure(missing=Missing.NOT_COLLECTED),
        commentary={Prompt.NARRATIVE: factories.NARRATIVE},
    )
    assert workflow.gaps(now) == []


def test_what_is_not_named_stays_as_it_is(scene):
    second = factories.series(scene.indicator, "abandoned")
    now = factories.fill(scene.draft, by=scene.people.contributor, raw="38%")
    key = workflow.slots(now)[1].key
    workflow.save(
        now,
        by=scene.people.lead,
        on=today(),
        version=now.version,
        figures={key: Figure("12%")},
        commentary={},
    )
    entries = {each.series: (each.raw, each.edited_by) for each in Entry.objects.all()}
    assert entries == {
        scene.series: ("38%", scene.people.contributor),
        second: ("12%", scene.people.lead),
    }
    assert Commentary.objects.get().text == factories.NARRATIVE


def test_commentary_is_kept_exactly_as_typed(scene):
    text = "  (<50% good)\nDA>6%\n\nPoor <1 &amp; **bold**\n"
    save(scene.draft, scene.people.contributor, commentary={Prompt.NARRATIVE: text})
    assert Commentary.objects.get().text == text


def test_a_browsers_line_ends_are_nobodys_words(scene):
    save(scene.draft, scene.people.contributor, commentary={Prompt.WHY: "One.\r\nTwo."})
    assert Commentary.objects.get().text == "One.\nTwo."


def test_the_trail_says_what_a_save_changed(scene):
    name = scene.series.name
    now = save(scene.draft, scene.people.contributor, Figure("38%"))
    save(now, scene.people.lead, Figure("39%"), commentary={Prompt.WHY: "A late return."})
    second, first = AuditEvent.objects.all()
    assert (first.actor_name, first.before, first.after) == (
        "Contributor",
        {name: {}},
        {name: {"raw": "38%", "missing": "", "note": ""}},
    )
    assert (second.actor_name, second.before, second.after) == (
        "Portfolio lead",
        {name: {"raw": "38%", "missing": "", "note": ""}, "Why?": ""},
        {name: {"raw": "39%", "missing": "", "note": ""}, "Why?": "A late return."},
    )


def test_the_second_of_two_who_save_at_once_is_told_who_was_first(scene):
    save(scene.draft, scene.people.contributor, Figure("38%"))
    with pytest.raises(MovedOn) as refusal:
        save(scene.draft, scene.people.lead, Figure("39%"), version=1)
    assert str(refusal.value).startswith(
        "Nothing was changed: before you could save, Contributor saved this submission on "
    )
    assert refusal.value.event.actor == scene.people.contributor
    assert Entry.objects.get().raw == "38%"


def test_a_save_that_changes_nothing_makes_no_version_and_no_editor(scene):
    now = factories.fill(scene.draft, by=scene.people.contributor)
    again = factories.fill(now, by=scene.people.lead)
    assert again.version == now.version
    assert [each.person for each in now.participants.all()] == [scene.people.contributor]
    assert AuditEvent.objects.count() == 1


def test_a_closed_cycle_takes_no_more_figures(scene):
    closed = scene.cycle.closes_on
    with pytest.raises(PermissionDenied):
        save(scene.draft, scene.people.contributor, Figure("38%"), on=closed)
    with pytest.raises(PermissionDenied):
        workflow.submit(scene.draft, by=scene.people.lead, on=closed, version=1)
    last_day = closed - timedelta(days=1)
    save(scene.draft, scene.people.contributor, Figure("38%"), on=last_day)
    assert Entry.objects.get().raw == "38%"


def test_returned_work_is_taken_after_the_cycle_closed(scene):
    returned = factories.walk(scene.draft, scene.people, to=State.RETURNED)
    later = returned.cycle.closes_on + timedelta(days=30)
    saved = workflow.save(
        returned,
        by=scene.people.contributor,
        on=later,
        version=returned.version,
        figures=factories.figures(returned, "39%"),
        commentary={},
    )
    submitted = workflow.submit(saved, by=scene.people.lead, on=later, version=saved.version)
    assert submitted.state == State.SUBMITTED


def test_a_poor_figure_needs_commentary(scene):
    now = save(scene.draft, scene.people.contributor, Figure("38%"))
    assert [(gap.field, gap.message) for gap in workflow.gaps(now)] == [
        (
            "narrative",
            "The provisional grade is Poor: say what happened, why, and what is being done.",
        )
    ]
    now = save(now, scene.people.contributor, commentary={Prompt.WHY: "  "})
    assert len(workflow.gaps(now)) == 1
    now = save(now, scene.people.contributor, commentary={Prompt.WHY: "A system fault."})
    assert workflow.gaps(now) == []


def test_a_good_figure_needs_none(scene):
    for period in ("2021-05", "2021-06"):
        scene.series.observations.filter(period_start=f"{period}-01").update(is_current=False)
    now = save(scene.draft, scene.people.contributor, Figure("95%"))
    assert workflow.gaps(now) == []


def test_a_monitored_series_may_be_left_empty(scene):
    factories.series(scene.indicator, "contacts", direction="monitor", unit_code="count")
    now = factories.fill(scene.draft, by=scene.people.contributor, raw={scene.series.code: "38%"})
    assert workflow.gaps(now) == []


def test_a_fault_stops_a_monitored_series_too(scene):
    extra = factories.series(
        scene.indicator, "contacts", name="Contacts", direction="monitor", unit_code="count"
    )
    now = factories.fill(
        scene.draft,
        by=scene.people.contributor,
        raw={scene.series.code: "38%", extra.code: "many"},
    )
    assert [gap.field for gap in workflow.gaps(now)] == [f"figure-{extra.pk}.wmp"]


def test_an_indicator_asks_only_for_the_series_at_home_in_it(scene):
    """A shared series is entered once, by its home."""
    other = factories.indicator("online-reports")
    factories.part(other, scene.series)
    own = factories.series(other, "online")
    assert [slot.series for slot in workflow.slots(factories.submission(other))] == [own]


def test_what_a_submission_asks_for_costs_the_same_however_many_series(
    scene, django_assert_num_queries
):
    with django_assert_num_queries(4):
        assert len(workflow.slots(scene.draft)) == 1
    for number in range(3):
        factories.series(scene.indicator, f"more-{number}")
    with django_assert_num_queries(4):
        assert len(workflow.slots(scene.draft)) == 4
