"""What the page of a submission shows whoever decides on it."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from performance import workflow
from performance.models import Submission
from performance.states import Audience, Role, State
from tests import factories
from tests.factories import today
from tests.intake import files
from tests.views.pages import words


def page(client, person, submission):
    client.force_login(person)
    return client.get(reverse("performance:submission", args=[submission.pk]))


def sent_back(scene, *, by="reviewer", to=State.CHECKED, reason="", figure="Counted twice?"):
    submission = factories.walk(scene.draft, scene.people, to=to)
    entry = submission.entries.get()
    return workflow.send_back(
        submission,
        by=getattr(scene.people, by),
        on=today(),
        version=submission.version,
        reason=reason,
        figures={str(entry.pk): figure},
    )


def handed_in_again(scene, submission):
    on, people = today(), scene.people
    now = workflow.submit(submission, by=people.lead, on=on, version=submission.version)
    return workflow.check(now, by=people.analyst, on=on, version=now.version)


def test_the_decider_sees_the_chart_with_the_provisional_figure_in_it(client, scene):
    checked = factories.walk(scene.draft, scene.people, to=State.CHECKED)
    answer = page(client, scene.people.reviewer, checked)
    (chart,) = answer.context["decision"].charts
    assert [(row.label, row.figure) for row in chart.rows if row.figure][-2:] == [
        ("June 2021", "40%"),
        ("July 2021", "38%"),
    ]
    assert answer.text.count("<svg") >= 1
    assert "The figures over time, as if approved" in words(answer)


@pytest.mark.parametrize(("reads", "notes"), [("reviewer", "lead"), ("analyst", "publisher")])
def test_a_note_of_the_other_body_is_no_risk_on_the_page(client, scene, reads, notes):
    checked = factories.walk(scene.draft, scene.people, to=State.CHECKED)
    people = scene.people
    for by, told in ((getattr(people, notes), []), (getattr(people, reads), ["1 private note"])):
        workflow.remark(checked, by=by, on=today(), audience=Audience.PRIVATE, text="Hm.")
        decision = page(client, getattr(people, reads), checked).context["decision"]
        assert [each.words for each in decision.risks if each.word == "Remarks"] == told


@pytest.mark.parametrize("state", [State.DRAFT, State.APPROVED])
def test_what_waits_for_no_decision_shows_neither_chart_nor_risks(client, scene, state):
    submission = factories.walk(scene.draft, scene.people, to=state)
    decision = page(client, scene.people.lead, submission).context["decision"]
    assert (decision.charts, decision.risks, decision.outcome) == ((), (), None)


def test_many_charts_stand_three_at_once(client, scene):
    for code in ("second", "third", "fourth"):
        factories.benchmark(factories.series(scene.indicator, code))
    checked = factories.walk(scene.draft, scene.people, to=State.CHECKED)
    answer = page(client, scene.people.reviewer, checked)
    shown = answer.context["decision"]
    assert (len(shown.charts), len(shown.more_charts)) == (3, 1)
    assert "1 more chart" in words(answer)


def test_the_risks_are_told_in_words(client, scene):
    checked = factories.walk(scene.draft, scene.people, to=State.CHECKED)
    answer = page(client, scene.people.reviewer, checked)
    assert [risk.word for risk in answer.context["decision"].risks] == ["Poor"]
    assert "Look closer Poor If approved as it stands" in words(answer)


def test_a_benchmark_that_cannot_grade_is_told_and_the_page_stands(client, scene):
    checked = factories.walk(scene.draft, scene.people, to=State.CHECKED)
    scene.indicator.home_series.update(direction="band")
    answer = page(client, scene.people.reviewer, checked)
    assert answer.status_code == 200
    assert "The benchmark cannot grade: " in words(answer)


def test_warnings_stand_with_their_explanations(client, scene):
    draft = factories.fill(scene.draft, by=scene.people.contributor, raw="40%")
    text = words(page(client, scene.people.lead, draft))
    assert "Warnings and how they are explained The same as last time exactly" in text
    assert "Not explained." in text
    (warned,) = page(client, scene.people.lead, draft).context["decision"].warnings
    workflow.save(
        draft,
        by=scene.people.lead,
        on=today(),
        version=draft.version,
        figures={},
        commentary={},
        explanations={warned.key: "It is <40%> again."},
    )
    text = words(page(client, scene.people.lead, draft))
    assert "It is <40%> again." in text
    assert "Not explained." not in text


def test_what_was_changed_since_the_return_is_told_once_from_end_to_end(client, scene):
    """What was saved in between stays with the force."""
    returned = sent_back(scene)
    people = scene.people
    passing = factories.fill(returned, by=people.contributor, raw="77%", narrative="Passing.")
    answered = factories.fill(passing, by=people.lead, raw="41%", narrative="Counted anew.")
    checked = handed_in_again(scene, answered)
    answer = page(client, people.reviewer, checked)
    since = answer.context["decision"].since
    (named,) = since.named
    assert (named.name, named.reason) == (scene.series.name, "Counted twice?")
    assert (named.change.before, named.change.after) == ("38%", "41%")
    assert [(each.name, each.before, each.after) for each in since.others] == [
        ("Commentary", factories.NARRATIVE, "Counted anew.")
    ]
    text = words(answer)
    assert f"{scene.series.name} was sent back: Counted twice? from 38% → to 41%" in text
    assert "77%" not in text
    assert "Passing." not in text


def test_a_figure_that_was_named_and_left_as_it_was_is_told(client, scene):
    returned = sent_back(scene)
    people = scene.people
    there = factories.fill(returned, by=people.lead, raw="41%")
    back = factories.fill(there, by=people.lead, raw="38%")
    answer = page(client, people.reviewer, handed_in_again(scene, back))
    (named,) = answer.context["decision"].since.named
    assert named.change is None
    assert "Unchanged although named." in words(answer)


def test_what_was_named_is_no_fault_before_it_is_submitted_again(client, scene):
    text = words(page(client, scene.people.lead, sent_back(scene)))
    assert "Counted twice? Not changed yet." in text
    assert "Unchanged although named." not in text


def test_a_return_that_nobody_answered_yet_says_that_nothing_changed(client, scene):
    submission = factories.walk(scene.draft, scene.people, to=State.RETURNED)
    text = words(page(client, scene.people.lead, submission))
    assert "No figure, no words and no file have changed." in text


def attached(submission, by, name, mark):
    content = files.pdf(mark)
    workflow.attach(submission, by=by, on=today(), name=name, content=content)
    return Submission.objects.get(pk=submission.pk)


def without(submission, by, name):
    row = submission.attachments.get(name=name, removed_at__isnull=True)
    workflow.remove_attachment(row, by=by, on=today())
    return Submission.objects.get(pk=submission.pk)


def test_files_that_came_or_went_since_the_return_are_told_and_none_that_did_both(client, scene):
    people, draft = scene.people, scene.draft
    for name in ("Calls.pdf", "Staff.pdf", "Stays.pdf"):
        draft = attached(draft, people.lead, name, name.encode())
    now = sent_back(replace(scene, draft=draft))
    now = without(now, people.lead, "Staff.pdf")
    now = without(attached(now, people.lead, "Passing.pdf", b"passing"), people.lead, "Passing.pdf")
    now = attached(without(now, people.lead, "Calls.pdf"), people.lead, "Calls.pdf", b"anew")
    now = attached(now, people.lead, "August.pdf", b"more")
    answer = page(client, people.reviewer, handed_in_again(scene, now))
    assert {
        (each.name, each.before, each.after) for each in answer.context["decision"].since.others
    } == {
        ("File", "", "August.pdf"),
        ("File", "Calls.pdf", ""),
        ("File", "", "Calls.pdf"),
        ("File", "Staff.pdf", ""),
    }
    text = words(answer)
    assert "File: from Staff.pdf → to nothing" in text
    assert "Passing.pdf" not in text


def test_only_the_latest_return_counts(client, scene):
    people = scene.people
    first = factories.fill(sent_back(scene), by=people.lead, raw="41%")
    again = handed_in_again(scene, first)
    second = workflow.send_back(
        again, by=people.reviewer, on=today(), version=again.version, reason="Say why."
    )
    answered = factories.fill(second, by=people.lead, raw="41%", narrative="Because.")
    since = (
        page(client, people.reviewer, handed_in_again(scene, answered)).context["decision"].since
    )
    assert since.named == ()
    assert [each.name for each in since.others] == ["Commentary"]


@pytest.mark.parametrize(
    ("name", "reads"),
    [
        ("contributor", True),
        ("lead", True),
        ("analyst", True),
        ("panel_chair", True),
        ("reviewer", True),
        ("publisher", True),
        ("board_member", False),
    ],
)
def test_what_led_to_the_approval_is_read_by_those_who_worked_or_decided(
    client, scene, name, reads
):
    """Nobody else reads the return or what stood there before it; nobody what was in between."""
    people = scene.people
    passing = factories.fill(sent_back(scene), by=people.lead, raw="77%", narrative="Passing.")
    answered = factories.fill(passing, by=people.lead, raw="41%", narrative="Counted anew.")
    checked = handed_in_again(scene, answered)
    workflow.approve(checked, by=people.reviewer, on=today(), version=checked.version)
    answer = page(client, getattr(people, name), checked)
    text = words(answer)
    for exchanged in ("Counted twice?", "38%", factories.NARRATIVE):
        assert (exchanged in text) is reads, exchanged
    for between in ("77%", "Passing."):
        assert between not in text
    assert "Counted anew." in text
    assert (answer.context["decision"].since is not None) is reads
    assert len(answer.context["returns"]) == int(reads)


@pytest.mark.parametrize(("of", "reads"), [("mine", True), ("another", False)])
def test_who_decides_on_something_else_reads_what_was_approved_alone(client, scene, of, reads):
    people = scene.people
    checked = handed_in_again(scene, factories.fill(sent_back(scene), by=people.lead, raw="41%"))
    workflow.approve(checked, by=people.reviewer, on=today(), version=checked.version)
    where = scene.indicator if of == "mine" else factories.indicator("another")
    factories.appoint(people.board_member, Role.REVIEWER, indicator=where)
    text = words(page(client, people.board_member, checked))
    assert ("Counted twice?" in text) is reads


def test_what_was_never_sent_back_says_nothing_of_it(client, scene):
    checked = factories.walk(scene.draft, scene.people, to=State.CHECKED)
    assert page(client, scene.people.reviewer, checked).context["decision"].since is None


def test_the_page_to_decide_on_costs_the_same_for_one_figure_and_for_three(client, scene):
    people, on = scene.people, today()
    client.force_login(people.reviewer)
    address = reverse("performance:submission", args=[scene.draft.pk])

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    checked = handed_in_again(scene, factories.fill(sent_back(scene), by=people.lead, raw="39%"))
    one = queries()
    now = workflow.send_back(
        checked, by=people.reviewer, on=on, version=checked.version, reason="More."
    )
    for code in ("second", "third"):
        factories.benchmark(factories.series(scene.indicator, code))
    handed_in_again(scene, factories.fill(now, by=people.lead, narrative="More."))
    assert queries() == one
    assert one <= 70
