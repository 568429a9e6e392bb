"""What stands beside a figure: how firm it is, where it comes from, words instead of it."""

from datetime import date

import pytest

from performance import workflow
from performance.models import AuditEvent, Entry, Observation, Submission
from performance.states import Standing
from performance.workflow import Figure
from tests import factories
from tests.factories import today

WHOLE = Figure(
    raw="38%",
    note="Two days missing",
    text="",
    standing=Standing.PROVISIONAL.value,
    source_name="Force control room",
    source_address="https://www.example.org/calls",
    source_read_on="2021-08-02",
)


def save(draft, by, figure):
    draft = Submission.objects.get(pk=draft.pk)
    key = workflow.slots(draft)[0].key
    return workflow.save(
        draft,
        by=by,
        on=today(),
        version=draft.version,
        figures={key: figure},
        commentary={"narrative": factories.NARRATIVE},
    )


def approve(draft, people):
    now = workflow.submit(draft, by=people.lead, on=today(), version=draft.version)
    now = workflow.check(now, by=people.analyst, on=today(), version=now.version)
    return workflow.approve(now, by=people.reviewer, on=today(), version=now.version)


def beside(row):
    return (
        row.standing,
        row.source_name,
        row.source_address,
        row.source_read_on,
        row.text,
    )


AS_GIVEN = (
    Standing.PROVISIONAL,
    "Force control room",
    "https://www.example.org/calls",
    date(2021, 8, 2),
    "",
)


def test_standing_and_source_are_approved_with_the_figure(scene):
    approve(save(scene.draft, scene.people.contributor, WHOLE), scene.people)
    assert beside(Observation.objects.current().get(period_end="2021-07-31")) == AS_GIVEN


def test_they_are_in_the_audit_trail_and_a_final_figure_says_nothing_of_them(scene):
    now = save(scene.draft, scene.people.contributor, Figure("38%"))
    save(now, scene.people.contributor, WHOLE)
    (name,) = AuditEvent.objects.filter(action="saved").latest("at").after
    event = AuditEvent.objects.filter(action="saved").latest("at")
    assert event.before[name] == {"raw": "38%", "missing": "", "note": ""}
    assert event.after[name] == {
        "raw": "38%",
        "missing": "",
        "note": "Two days missing",
        "standing": "provisional",
        "source_name": "Force control room",
        "source_address": "https://www.example.org/calls",
        "source_read_on": "2021-08-02",
    }


def test_what_is_not_given_stays_as_it_was(scene):
    now = save(scene.draft, scene.people.contributor, WHOLE)
    save(now, scene.people.contributor, Figure("39%"))
    entry = Entry.objects.get()
    assert (entry.raw, beside(entry)) == ("39%", AS_GIVEN)


def test_giving_the_same_again_changes_nothing(scene):
    now = save(scene.draft, scene.people.contributor, WHOLE)
    assert save(now, scene.people.contributor, WHOLE).version == now.version


def test_only_words_are_an_answer_and_can_be_corrected(scene):
    words = "Sufficient volumes trained"
    approved = approve(
        save(scene.draft, scene.people.contributor, Figure(text=words)), scene.people
    )
    first = Observation.objects.current().get(submission=approved)
    assert (first.value, first.missing, first.text) == (None, "", words)
    correction = workflow.correct(
        scene.indicator, approved.period, by=scene.people.lead, on=today(), reason="Counted."
    )
    assert correction.entries.get().text == words
    approve(save(correction, scene.people.contributor, Figure("38%", text="")), scene.people)
    second = Observation.objects.current().get(period_end="2021-07-31")
    assert (second.text, second.value, second.replaces) == ("", 38, first)


def test_a_figure_may_have_words_too(scene):
    save(scene.draft, scene.people.contributor, Figure("38%", text="Of all calls"))
    entry = Entry.objects.get()
    assert (entry.value, entry.text, entry.is_answered) == (38, "Of all calls", True)


def test_spaces_are_no_words(scene):
    save(scene.draft, scene.people.contributor, Figure(text="  "))
    assert not Entry.objects.get().is_answered


@pytest.mark.parametrize(
    ("field", "typed", "fault"),
    [
        (
            "source_read_on",
            "last week",
            "“last week” cannot be read as the day on which the source was read. "
            "Write it as 2021-07-14 or 14 July 2021.",
        ),
        (
            "source_address",
            "javascript:alert(1)",
            "“javascript:alert(1)” is not a web address. "
            "Write it whole, such as https://www.gov.uk/statistics.",
        ),
        (
            "source_name",
            "x" * 301,
            "The source's name is longer than 300 characters: shorten it.",
        ),
        ("standing", "sure", "Choose one of the listed words for how firm the figure is."),
    ],
)
def test_what_cannot_be_read_beside_a_figure_keeps_it_open(scene, field, typed, fault):
    now = save(scene.draft, scene.people.contributor, Figure("38%", **{field: typed}))
    entry = Entry.objects.get()
    assert (entry.fault, entry.raw, entry.value) == (fault, "38%", None)
    save(now, scene.people.contributor, Figure("38%", **{field: ""}))
    entry.refresh_from_db()
    assert (entry.fault, entry.value) == ("", 38)


@pytest.mark.parametrize("typed", ["2021-07-14", "14 July 2021", " 14/07/2021 "])
def test_a_day_may_be_written_in_three_ways(scene, typed):
    save(scene.draft, scene.people.contributor, Figure("38%", source_read_on=typed))
    assert Entry.objects.get().source_read_on == date(2021, 7, 14)


def test_a_correction_starts_from_standing_and_source_and_repeats_no_figure(scene):
    approved = approve(save(scene.draft, scene.people.contributor, WHOLE), scene.people)
    correction = workflow.correct(
        scene.indicator, approved.period, by=scene.people.lead, on=today(), reason="A late return."
    )
    assert beside(correction.entries.get()) == AS_GIVEN
    narrated = workflow.save(
        correction,
        by=scene.people.contributor,
        on=today(),
        version=correction.version,
        figures={},
        commentary={"narrative": factories.NARRATIVE},
    )
    approve(narrated, scene.people)
    assert Observation.objects.filter(period_end="2021-07-31").count() == 1


def test_a_final_figure_is_a_revision_of_the_provisional(scene):
    approved = approve(save(scene.draft, scene.people.contributor, WHOLE), scene.people)
    correction = workflow.correct(
        scene.indicator, approved.period, by=scene.people.lead, on=today(), reason="Now final."
    )
    final = Figure("38%", note="Two days missing", standing=Standing.FINAL.value)
    approve(save(correction, scene.people.contributor, final), scene.people)
    now = Observation.objects.current().get(period_end="2021-07-31")
    assert (now.revision, now.standing, now.value) == (2, Standing.FINAL, 38)
