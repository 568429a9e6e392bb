"""The audit trail, as people read it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from performance import workflow
from performance.states import State
from performance.workflow import audit
from tests import factories
from tests.factories import today


def of_submission(submission):
    return reverse("performance:submission-audit", args=[submission.pk])


def of_indicator(indicator):
    return reverse("performance:indicator-audit", args=[indicator.pk])


def lines(answer):
    return [(line.who, line.did) for line in answer.context["lines"]]


def test_the_trail_names_each_person_newest_first(client, scene):
    approved = factories.walk(scene.draft, scene.people, to=State.APPROVED)
    client.force_login(scene.people.board_member)
    answer = client.get(of_submission(approved))
    assert lines(answer) == [
        ("Reviewer", "put an approved figure on record"),
        ("Reviewer", "approved"),
        ("Analyst", "checked"),
        ("Portfolio lead", "submitted"),
        ("Contributor", "saved"),
    ]
    text = answer.content.decode()
    for name in ("Reviewer", "Analyst", "Portfolio lead", "Contributor"):
        assert name in text


def test_what_changed_is_said_in_words(client, scene):
    people = scene.people
    now = factories.walk(scene.draft, people, to=State.RETURNED)
    factories.fill(now, by=people.lead, raw="39%", narrative="Recounted.")
    client.force_login(people.lead)
    saved, returned, *_ = client.get(of_submission(now)).context["lines"]
    assert [(each.name, each.before, each.after) for each in saved.changes] == [
        ("101 calls answered within three minutes", "38%", "39%"),
        ("Commentary", factories.NARRATIVE, "Recounted."),
    ]
    assert (returned.reason, [(c.name, c.before, c.after) for c in returned.changes]) == (
        "Please look again.",
        [
            ("State", "Submitted", "Returned"),
            ("Due", said(scene.cycle.due_on), said(today() + timedelta(days=5))),
        ],
    )


def said(day) -> str:
    return f"{day:%-d %B %Y}"


def test_a_published_figure_is_said_in_words(client, scene):
    factories.walk(scene.draft, scene.people, to=State.APPROVED)
    client.force_login(scene.people.lead)
    (published, *_) = client.get(of_submission(scene.draft)).context["lines"]
    assert {each.name: each.after for each in published.changes} == {
        "101 calls answered within three minutes, July 2021": "38%",
        "Revision": "1",
    }


def test_a_published_figure_is_told_with_its_qualifier(client, scene):
    factories.walk(scene.draft, scene.people, to=State.APPROVED, raw="<39%")
    client.force_login(scene.people.board_member)
    (published, *_) = client.get(of_submission(scene.draft)).context["lines"]
    assert (published.changes[0].before, published.changes[0].after) == ("", "<39%")


def test_a_reason_without_a_figure_is_said_in_words(client, scene):
    key = workflow.slots(scene.draft)[0].key
    workflow.save(
        scene.draft,
        by=scene.people.contributor,
        on=today(),
        version=1,
        figures={key: workflow.Figure(missing="awaiting", note="Due in September")},
        commentary={},
    )
    client.force_login(scene.people.lead)
    (line,) = client.get(of_submission(scene.draft)).context["lines"]
    assert line.changes[0].after == "Awaiting data; Due in September"


def test_standing_words_and_source_are_part_of_what_was_entered(client, scene):
    figure = workflow.Figure(
        "38%",
        text="Of all calls",
        standing="provisional",
        source_name="Force control room",
        source_read_on="2021-08-02",
    )
    workflow.save(
        scene.draft,
        by=scene.people.contributor,
        on=today(),
        version=1,
        figures={workflow.slots(scene.draft)[0].key: figure},
        commentary={},
    )
    client.force_login(scene.people.lead)
    (line,) = client.get(of_submission(scene.draft)).context["lines"]
    assert line.changes[0].after == (
        "38%; Of all calls; Provisional; Force control room; read on 2 August 2021"
    )


def test_an_indicators_trail_holds_all_its_submissions(client, scene):
    factories.walk(scene.draft, scene.people, to=State.SUPERSEDED)
    stranger = factories.indicator("stranger")
    factories.series(stranger)
    factories.fill(factories.submission(stranger), by=scene.people.lead)
    client.force_login(scene.people.analyst)
    answer = client.get(of_indicator(scene.indicator))
    submissions = {line.submission_id for line in answer.context["lines"]}
    assert submissions == set(scene.indicator.submissions.values_list("pk", flat=True))


def test_the_forces_own_drafts_are_no_part_of_what_others_read(client, scene):
    factories.fill(scene.draft, by=scene.people.contributor)
    for name, seen in {
        "lead": [("Contributor", "saved")],
        "analyst": [("Contributor", "saved")],
        "other_lead": [],
        "reviewer": [],
        "board_member": [],
    }.items():
        client.force_login(getattr(scene.people, name))
        assert lines(client.get(of_indicator(scene.indicator))) == seen, name


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("lead", True),
        ("analyst", True),
        ("panel_chair", True),
        ("reviewer", False),
        ("publisher", False),
        ("board_member", False),
    ],
)
def test_what_a_draft_held_stays_the_forces_own_after_approval(client, scene, name, told):
    draft = factories.fill(scene.draft, by=scene.people.contributor, narrative="A first thought.")
    factories.walk(draft, scene.people, to=State.APPROVED, narrative="What we stand by.")
    client.force_login(getattr(scene.people, name))
    answer = client.get(of_submission(scene.draft))
    assert ("A first thought." in answer.text) is told
    assert answer.context["lines"][-1].did == "saved"


@pytest.mark.parametrize(
    ("name", "told"),
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
def test_why_it_was_sent_back_stays_with_those_who_work_on_it_or_decide(client, scene, name, told):
    returned = factories.walk(scene.draft, scene.people, to=State.RETURNED)
    factories.walk(returned, scene.people, to=State.APPROVED, raw="39%")
    client.force_login(getattr(scene.people, name))
    for address in (of_submission(scene.draft), of_indicator(scene.indicator)):
        answer = client.get(address)
        (line,) = (each for each in answer.context["lines"] if each.did == "sent back")
        assert line.reason == ("Please look again." if told else "")
        assert ("Please look again." in answer.text) is told


def test_the_trail_of_what_one_may_not_see_is_not_there(client, scene):
    for name in ("other_lead", "reviewer", "board_member", "administrator"):
        client.force_login(getattr(scene.people, name))
        assert client.get(of_submission(scene.draft)).status_code == 404
    client.force_login(scene.people.unappointed)
    assert client.get(of_submission(scene.draft)).status_code == 403


def test_the_latest_seal_is_said(client, scene):
    factories.walk(scene.draft, scene.people, to=State.APPROVED)
    client.force_login(scene.people.board_member)
    assert "seal" not in client.get(of_submission(scene.draft)).text
    (seal,) = workflow.seal(at=datetime(2026, 3, 4, 12, tzinfo=UTC))
    for address in (of_submission(scene.draft), of_indicator(scene.indicator)):
        text = client.get(address).text
        said = f"number 1 ({seal.digest[:12]}…), made on 4 March 2026, 12:00."
        assert said in text


def test_a_long_trail_has_pages(client, scene):
    draft = scene.draft
    for number in range(26):
        draft = factories.fill(draft, by=scene.people.lead, raw=f"{number}%")
    client.force_login(scene.people.lead)
    first, second = client.get(of_submission(draft)), client.get(of_submission(draft), {"page": 2})
    assert (len(first.context["lines"]), len(second.context["lines"])) == (25, 1)
    assert client.get(of_submission(draft), {"page": 3}).status_code == 404


@pytest.mark.parametrize("which", ["submission", "indicator"])
def test_the_trail_costs_the_same_for_one_event_and_for_three(client, scene, which):
    client.force_login(scene.people.lead)
    address = of_submission(scene.draft) if which == "submission" else of_indicator(scene.indicator)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    draft = factories.fill(scene.draft, by=scene.people.lead, raw="1%")
    one = queries()
    draft = factories.fill(draft, by=scene.people.lead, raw="2%")
    factories.fill(draft, by=scene.people.lead, raw="3%")
    assert queries() == one
    assert one <= 14


def test_each_event_names_its_request_and_none_that_a_figure_was_published(client, scene):
    approved = factories.walk(scene.draft, scene.people, to=State.CHECKED)
    client.force_login(scene.people.reviewer)
    done = client.post(
        reverse("performance:submission-approve", args=[approved.pk]),
        {"version": approved.version},
    )
    text = client.get(of_submission(approved)).text
    assert text.count(f">Request {done['X-Request-ID']}<") == 2
    assert "Put an approved figure on record" in text
    assert "ublished" not in text


def test_events_of_earlier_versions_are_told_in_todays_words(client, scene):
    audit.record(scene.draft, "published a figure", by=scene.people.reviewer)
    client.force_login(scene.people.lead)
    assert lines(client.get(of_submission(scene.draft))) == [
        ("Reviewer", "put an approved figure on record")
    ]
