"""Entering a submission, and checking the answers before it is submitted."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from performance import workflow
from performance.figures import Period
from performance.models import Commentary, Entry, Submission
from performance.states import Missing, Prompt, State
from tests import factories
from tests.factories import today


def edit_address(submission):
    return reverse("performance:submission-edit", args=[submission.pk])


def answers_address(submission):
    return reverse("performance:submission-answers", args=[submission.pk])


def typed(submission, raw="38%", *, missing="", note="", narrative="", version=None, **more):
    """What a browser sends: every field of the form, for the submission's first figure."""
    key = workflow.slots(submission)[0].key
    return {
        "version": version or Submission.objects.get(pk=submission.pk).version,
        f"figure-{key}": raw,
        f"missing-{key}": missing,
        f"note-{key}": note,
        **dict.fromkeys(Prompt.values, ""),
        "narrative": narrative,
        **more,
    }


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def contributor(client, scene):
    client.force_login(scene.people.contributor)
    return client


@pytest.fixture
def lead(client, scene):
    client.force_login(scene.people.lead)
    return client


# Entering


def test_the_last_three_values_stand_beside_the_field(contributor, scene):
    for month, raw in ((3, "61%"), (4, "55%")):
        factories.observation(scene.series, Period.month(2021, month), raw)
    (row,) = contributor.get(edit_address(scene.draft)).context["sections"][0].figures
    assert [(each.period.label(), each.printed) for each in row.past] == [
        ("June 2021", "40%"),
        ("May 2021", "51%"),
        ("April 2021", "55%"),
    ]


def test_what_comes_after_the_period_is_no_last_value(contributor, scene):
    factories.observation(scene.series, Period.month(2021, 8), "70%")
    (row,) = contributor.get(edit_address(scene.draft)).context["sections"][0].figures
    assert row.past[0].period.label() == "June 2021"


def test_save_keeps_what_was_typed_and_stays(contributor, scene):
    answer = contributor.post(
        edit_address(scene.draft),
        typed(scene.draft, "38%", note="Provisional count", narrative="Two start in May."),
        follow=True,
    )
    assert answer.redirect_chain == [(edit_address(scene.draft), 302)]
    assert [str(message) for message in answer.context["messages"]] == ["Saved."]
    entry = Entry.objects.get()
    assert (entry.raw, entry.note, entry.edited_by) == (
        "38%",
        "Provisional count",
        scene.people.contributor,
    )
    form = answer.context["sections"][0].form
    assert form.narrative().value() == "Two start in May."
    assert form.rows()[0].figure.value() == "38%"


def test_standing_words_and_source_are_kept_and_shown(contributor, scene):
    key = workflow.slots(scene.draft)[0].key
    beside = {
        f"standing-{key}": "provisional",
        f"text-{key}": "Of all calls",
        f"source_name-{key}": "Force control room",
        f"source_address-{key}": "https://www.example.org/calls",
        f"source_read_on-{key}": "2 August 2021",
    }
    contributor.post(edit_address(scene.draft), typed(scene.draft, **beside))
    (row,) = contributor.get(edit_address(scene.draft)).context["sections"][0].form.rows()
    assert row.has_details()
    assert [str(bound.value()) for bound in (row.standing, *row.details)] == [
        "provisional",
        "Of all calls",
        "Force control room",
        "https://www.example.org/calls",
        "2021-08-02",
    ]
    for address in (
        answers_address(scene.draft),
        reverse("performance:submission", args=[scene.draft.pk]),
    ):
        text = words(contributor.get(address))
        assert "38%<br>Of all calls" in text
        assert '<span class="app-figure__status">Provisional</span>' in text
        assert (
            'Source: <a class="govuk-link" href="https://www.example.org/calls" '
            'rel="noopener noreferrer">Force control room</a>, read on 2 August 2021'
        ) in text


def test_a_final_figure_without_a_source_says_nothing_of_them(contributor, scene):
    contributor.post(edit_address(scene.draft), typed(scene.draft))
    text = words(contributor.get(answers_address(scene.draft)))
    assert "Source:" not in text
    assert "app-figure__status" not in text


@pytest.mark.parametrize(
    ("name", "raw", "fault"),
    [
        ("source_read_on", "last week", "Write the date as 2021-07-14 or 14 July 2021."),
        (
            "source_address",
            "javascript:alert(1)",
            "Write the whole web address, such as https://www.gov.uk/statistics.",
        ),
    ],
)
def test_a_source_that_cannot_be_read_is_refused_and_all_else_is_saved(
    contributor, scene, name, raw, fault
):
    field = f"{name}-{workflow.slots(scene.draft)[0].key}"
    answer = contributor.post(
        edit_address(scene.draft), typed(scene.draft, narrative="Two start.", **{field: raw})
    )
    form = answer.context["sections"][0].form
    assert (answer.status_code, dict(form.errors)) == (400, {field: [fault]})
    assert (form[field].value(), form.narrative().value()) == (raw, "Two start.")
    assert form.rows()[0].has_details()
    entry = Entry.objects.get()
    assert (entry.raw, getattr(entry, name)) == ("38%", Entry._meta.get_field(name).get_default())


def test_save_and_continue_leads_to_the_answers(contributor, scene):
    answer = contributor.post(edit_address(scene.draft), typed(scene.draft, **{"continue": "yes"}))
    assert (answer.status_code, answer.url) == (302, answers_address(scene.draft))


def test_what_cannot_be_read_is_kept_and_explained_at_its_field(contributor, scene):
    data = typed(scene.draft, "about thirty", **{"continue": "yes"})
    answer = contributor.post(edit_address(scene.draft), data, follow=True)
    assert answer.redirect_chain == [(edit_address(scene.draft), 302)]
    field = workflow.slots(scene.draft)[0].field
    fault = "“about thirty” cannot be read: it is not a percentage. Write one figure, such as 56%."
    assert dict(answer.context["sections"][0].form.errors) == {field: [fault]}
    text = words(answer)
    assert f'<a href="#id_{field}">{fault}</a>' in text
    assert f'id="id_{field}_error"' in text
    assert 'value="about thirty"' in text
    assert "<title>Error: " in text


def test_a_choice_that_is_not_on_offer_loses_nothing(contributor, scene):
    data = typed(scene.draft, missing="lost", narrative="Two start in May.")
    answer = contributor.post(edit_address(scene.draft), data)
    assert answer.status_code == 400
    assert answer.context["sections"][0].form.narrative().value() == "Two start in May."
    assert Entry.objects.count() == 0


def test_commentary_survives_the_page_exactly(contributor, scene):
    text = "\n  (<50% good)\nDA>6%\n\nPoor <1 &amp; **bold**\n\n"
    contributor.post(
        edit_address(scene.draft), typed(scene.draft, narrative=text.replace("\n", "\r\n"))
    )
    assert Commentary.objects.get().text == text
    assert "&lt;50% good" in words(contributor.get(edit_address(scene.draft)))


def test_the_exceptions_questions_are_kept_each_by_itself(contributor, scene):
    data = typed(scene.draft, why="A system fault.", by_whom="The control room")
    contributor.post(edit_address(scene.draft), data)
    assert dict(Commentary.objects.values_list("prompt", "text")) == {
        Prompt.WHY: "A system fault.",
        Prompt.BY_WHOM: "The control room",
    }
    (section,) = contributor.get(edit_address(scene.draft)).context["sections"]
    assert section.asks_why


def test_of_two_who_edit_the_second_keeps_their_text_and_sees_the_present(contributor, scene):
    factories.fill(scene.draft, by=scene.people.lead, raw="41%", narrative="From the lead.")
    data = typed(scene.draft, "39%", narrative="From the contributor.", version=1)
    answer = contributor.post(edit_address(scene.draft), data)
    assert answer.status_code == 409
    text = words(answer)
    assert "before you could save, Portfolio lead saved this submission on" in text
    form = answer.context["sections"][0].form
    assert (form.rows()[0].figure.value(), form.narrative().value()) == (
        "39%",
        "From the contributor.",
    )
    assert [(row["key"], row["value"]) for row in answer.context["sections"][0].present] == [
        ("101 calls answered within three minutes", "41%"),
        ("Commentary", "From the lead."),
    ]
    assert Entry.objects.get().raw == "41%"
    assert form["version"].value() == 2
    again = contributor.post(edit_address(scene.draft), {**data, "version": 2})
    assert again.status_code == 302
    assert Entry.objects.get().raw == "39%"


def test_what_was_submitted_meanwhile_keeps_the_text_but_takes_no_more(contributor, scene):
    submitted = factories.walk(scene.draft, scene.people, to=State.SUBMITTED)
    data = typed(scene.draft, "39%", narrative="Too late.", version=1)
    answer = contributor.post(edit_address(submitted), data)
    assert answer.status_code == 409
    assert answer.context["sections"][0].form.narrative().value() == "Too late."
    assert "It cannot be saved any more: copy what you need." in words(answer)
    assert 'name="continue"' not in words(answer)


def test_a_cycle_that_closed_meanwhile_keeps_the_text(contributor, scene):
    cycle = scene.cycle
    cycle.opens_on = cycle.due_on = today() - timedelta(days=30)
    cycle.closes_on = today()
    cycle.save()
    answer = contributor.post(edit_address(scene.draft), typed(scene.draft, narrative="Too late."))
    assert answer.status_code == 403
    assert answer.context["sections"][0].form.narrative().value() == "Too late."
    assert Entry.objects.count() == 0


@pytest.mark.parametrize(
    "state", [State.SUBMITTED, State.CHECKED, State.APPROVED, State.SUPERSEDED]
)
def test_what_is_handed_over_is_shown_not_edited(contributor, scene, state):
    submission = factories.walk(scene.draft, scene.people, to=state)
    answer = contributor.get(edit_address(submission), follow=True)
    assert answer.redirect_chain == [(reverse("performance:submission", args=[submission.pk]), 302)]
    assert [str(message) for message in answer.context["messages"]] == [
        f"This submission is {state}, so it cannot be changed."
    ]


def test_a_returned_submission_says_why_and_which_figure(contributor, scene):
    submitted = factories.walk(scene.draft, scene.people, to=State.SUBMITTED)
    workflow.send_back(
        submitted,
        by=scene.people.analyst,
        on=today(),
        version=submitted.version,
        reason="Please look again.",
        figures={str(submitted.entries.get().pk): "Counts online contacts too."},
    )
    answer = contributor.get(edit_address(submitted))
    (row,) = answer.context["sections"][0].figures
    assert row.returned_because == "Counts online contacts too."
    assert "Please look again." in words(answer)


def test_a_return_answered_long_ago_is_not_shown_again(contributor, scene):
    people = scene.people
    now = factories.walk(scene.draft, people, to=State.SUBMITTED)
    entry = str(now.entries.get().pk)
    now = workflow.send_back(
        now,
        by=people.analyst,
        on=today(),
        version=now.version,
        figures={entry: "Counts online contacts too."},
    )
    now = workflow.submit(now, by=people.lead, on=today(), version=now.version)
    now = workflow.send_back(
        now, by=people.analyst, on=today(), version=now.version, reason="The note is missing."
    )
    (row,) = contributor.get(edit_address(now)).context["sections"][0].figures
    assert row.returned_because == ""


def test_nobody_but_its_own_people_may_edit_a_draft(client, scene):
    for name, status in {"analyst": 403, "panel_chair": 403, "other_lead": 404}.items():
        client.force_login(getattr(scene.people, name))
        assert client.get(edit_address(scene.draft)).status_code == status
        answer = client.post(edit_address(scene.draft), typed(scene.draft))
        assert answer.status_code == status
    assert Entry.objects.count() == 0


def test_entering_costs_the_same_for_one_figure_and_for_three(contributor, scene):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert contributor.get(edit_address(scene.draft)).status_code == 200
        return len(captured)

    one = queries()
    factories.series(scene.indicator, "second")
    factories.series(scene.indicator, "third")
    assert queries() == one
    assert one <= 50


# Checking the answers


def test_the_answers_name_what_is_missing_with_a_way_back(lead, scene):
    answer = lead.get(answers_address(scene.draft))
    field = workflow.slots(scene.draft)[0].field
    assert (
        f'<a class="govuk-link" href="{edit_address(scene.draft)}#id_{field}">101 calls answered '
        "within three minutes: enter a figure or choose a reason why there is none.</a>"
    ) in words(answer)
    assert [(row["key"], row["value"]) for row in answer.context["rows"][0]["answers"]] == [
        ("101 calls answered within three minutes", "Nothing entered"),
        ("Commentary", "Nothing written"),
    ]
    assert reverse("performance:submission-submit", args=[scene.draft.pk]) not in words(answer)


def test_the_answers_show_the_provisional_grade_and_its_sentence(lead, scene):
    draft = factories.walk(scene.draft, scene.people, to=State.DRAFT)
    text = words(lead.get(answers_address(draft)))
    assert '<span class="app-grade__word">Poor</span>' in text
    assert (
        "38% in July 2021; the middle of the last 3 is 40%. "
        "The path expected 90% (50 points behind); the floor is 66%."
    ) in text


def test_an_indicator_in_no_framework_has_no_provisional_grade(lead, scene):
    indicator = factories.indicator("nowhere")
    factories.series(indicator)
    answer = lead.get(answers_address(factories.submission(indicator)))
    assert (answer.status_code, answer.context["rows"][0]["outcome"]) == (200, None)


def test_a_lead_may_submit_from_the_answers_and_a_contributor_may_not(client, scene):
    draft = factories.walk(scene.draft, scene.people, to=State.DRAFT)
    submit = reverse("performance:submission-submit", args=[draft.pk])
    for name, offered in {"lead": True, "contributor": False}.items():
        client.force_login(getattr(scene.people, name))
        text = words(client.get(answers_address(draft)))
        assert (f'action="{submit}"' in text) == offered
        assert ("A portfolio lead submits it." in text) == (not offered)


def test_a_reason_without_a_figure_is_an_answer(lead, scene):
    lead.post(
        edit_address(scene.draft), typed(scene.draft, "", missing=Missing.AWAITING, note="Soon")
    )
    row = lead.get(answers_address(scene.draft)).context["rows"][0]["answers"][0]
    assert (row["value"], row["note"]) == ("Awaiting data", "Soon")


def test_the_answers_of_what_is_handed_over_are_on_its_page(lead, scene):
    submission = factories.walk(scene.draft, scene.people, to=State.SUBMITTED)
    answer = lead.get(answers_address(submission))
    assert (answer.status_code, answer.url) == (
        302,
        reverse("performance:submission", args=[submission.pk]),
    )


def test_the_answers_cost_the_same_for_one_figure_and_for_three(lead, scene):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert lead.get(answers_address(scene.draft)).status_code == 200
        return len(captured)

    draft = factories.fill(scene.draft, by=scene.people.lead)
    one = queries()
    factories.series(scene.indicator, "second")
    factories.series(scene.indicator, "third")
    factories.fill(draft, by=scene.people.lead)
    assert queries() == one
    assert one <= 30
