"""Entering: a portfolio's figures of a cycle on one page, saved, checked and submitted together."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from performance import workflow
from performance.figures import Period
from performance.models import AuditEvent, Entry, Submission
from performance.permissions import savable, submittable
from performance.states import Action, Prompt, Role, State
from tests import factories
from tests.factories import today
from tests.views.entering_steps import address, entered, field, sent, typed
from tests.views.pages import words


@pytest.fixture
def owed(db):
    return factories.owed(3)


def test_every_submission_of_the_portfolio_stands_on_one_page(lead, owed):
    sections = lead.get(address(owed)).context["sections"]
    assert [section.submission for section in sections] == list(owed.drafts)
    assert [
        [(row.fields.slot.name, [each.printed for each in row.past]) for row in section.figures]
        for section in sections
    ] == [[(f"{each.name} share", ["51%"])] for each in owed.indicators]


def test_the_usual_range_is_that_of_the_control_limits_before_the_period(lead, owed):
    one = owed.indicators[0].home_series.get()
    for month, raw in enumerate(("50%", "52%", "49%", "51%", "50%"), start=1):
        factories.observation(one, Period.month(2021, month), raw)
    factories.placement(owed.indicators[0])
    rows = lead.get(address(owed)).context["sections"][0].figures
    assert rows[0].usual == "45.7% to 55.3%, by its trial control limits"


def test_a_page_of_another_portfolio_or_of_no_cycle_is_hidden(client, owed, people):
    client.force_login(people.other_lead)
    assert client.get(address(owed)).status_code == 404
    client.force_login(people.lead)
    assert client.get("/cycles/2021-07/portfolios/roads/").status_code == 404
    assert client.get("/cycles/2020-01/portfolios/contact/").status_code == 404


def test_all_figures_are_saved_at_once_and_lead_to_the_answers(lead, owed):
    data = typed(lead, owed, "41%", "42%", "43%", **{"continue": "yes"})
    answer = lead.post(address(owed), data)
    assert (answer.status_code, answer.url) == (302, address(owed, "entering-answers"))
    assert entered(owed) == ["41%", "42%", "43%"]


def test_a_page_sent_back_as_it_came_writes_nothing(lead, owed):
    assert lead.post(address(owed), typed(lead, owed)).status_code == 302
    assert AuditEvent.objects.count() == 0
    lead.post(address(owed), typed(lead, owed, "41%", "about thirty"))
    written = AuditEvent.objects.count()
    lead.post(address(owed), typed(lead, owed))
    assert AuditEvent.objects.count() == written


def test_what_cannot_be_read_is_kept_and_named_with_its_figure(lead, owed):
    data = typed(lead, owed, "41%", "about thirty", **{"continue": "yes"})
    answer = lead.post(address(owed), data, follow=True)
    assert answer.redirect_chain == [(address(owed), 302)]
    assert entered(owed) == ["41%", "about thirty", ""]
    fault = "“about thirty” cannot be read: it is not a percentage. Write one figure, such as 56%."
    assert [error["text"] for error in answer.context["faults"]] == [
        f"{owed.indicators[1].name} share: {fault}"
    ]


def test_two_who_fill_in_different_indicators_do_not_meet(lead, owed, people):
    page = typed(lead, owed, "41%")
    factories.fill(owed.drafts[1], by=people.contributor, raw="52%")
    assert lead.post(address(owed), page).status_code == 302
    assert entered(owed) == ["41%", "52%", ""]


def test_of_two_who_save_the_same_figure_the_later_sees_both_and_loses_nothing(lead, owed, people):
    page = typed(lead, owed, "41%", "42%")
    factories.fill(owed.drafts[1], by=people.contributor, raw="52%")
    answer = lead.post(address(owed), page)
    assert answer.status_code == 409
    assert entered(owed) == ["41%", "52%", ""]
    (section,) = answer.context["refused"]
    assert section.form.rows()[0].figure.value() == "42%"
    assert section.present[0]["value"] == "52%"
    assert "Everything else on the page is saved." in words(answer)
    again = {
        **page,
        field(owed.drafts[0], "version"): Submission.objects.get(pk=owed.drafts[0].pk).version,
        field(owed.drafts[1], "version"): section.form["version"].value(),
        field(owed.drafts[1], "began"): section.form["began"].value(),
    }
    assert lead.post(address(owed), again).status_code == 302
    assert entered(owed) == ["41%", "42%", ""]


def test_what_was_submitted_meanwhile_is_refused_and_the_rest_is_saved(lead, owed, people):
    page = typed(lead, owed, "41%", "42%")
    factories.walk(owed.drafts[1], people, to=State.SUBMITTED)
    answer = lead.post(address(owed), page)
    assert answer.status_code == 409
    assert entered(owed) == ["41%", "38%", ""]
    (section,) = answer.context["refused"]
    assert (section.may_save, section.form.rows()[0].figure.value()) == (False, "42%")


def test_what_takes_no_figures_any_more_is_listed_with_its_state(lead, owed, people):
    factories.walk(owed.drafts[1], people, to=State.CHECKED)
    answer = lead.get(address(owed))
    assert answer.context["others"] == [owed.drafts[1]]
    assert "Measure 02, July 2021 Checked" in words(answer)


def test_what_was_sent_back_comes_first_and_says_why(lead, owed, people):
    submitted = factories.walk(owed.drafts[2], people, to=State.SUBMITTED)
    workflow.send_back(
        submitted,
        by=people.analyst,
        on=today(),
        version=submitted.version,
        figures={str(submitted.entries.get().pk): "Counts online contacts too."},
    )
    first = lead.get(address(owed)).context["sections"][0]
    assert first.submission == owed.drafts[2]
    assert first.figures[0].returned_because == "Counts online contacts too."
    page = lead.get(address(owed)).content.decode()
    name = f"id_{field(owed.drafts[2])}"
    assert f'aria-describedby="{name}_returned {name}_error {name}_beside"' in page
    assert page.count(f'id="{name}_returned"') == 1


def test_last_cycles_approved_commentary_stands_beside_and_is_not_copied(lead, owed, people):
    before = factories.cycle(Period.month(2021, 6))
    earlier = factories.submission(owed.indicators[0], before)
    factories.walk(earlier, people, to=State.APPROVED, narrative="June was **wet**.")
    section = lead.get(address(owed)).context["sections"][0]
    assert section.earlier.period == "June 2021"
    assert section.earlier.texts == [(Prompt.NARRATIVE.label, "June was **wet**.")]
    assert section.form.narrative().value() is None
    assert "June was <strong>wet</strong>." in lead.get(address(owed)).content.decode()


def test_commentary_is_folded_away_unless_it_is_there_or_asked_for(lead, owed):
    one = owed.indicators[1].home_series.get()
    factories.placement(owed.indicators[1])
    factories.benchmark(one)
    data = typed(lead, owed, "", "38%", **{field(owed.drafts[2], "narrative"): "It *rains*."})
    lead.post(address(owed), data)
    page = lead.get(address(owed))
    assert [section.has_words for section in page.context["sections"]] == [False, True, True]


def test_a_form_without_any_version_is_refused(lead, owed):
    assert lead.post(address(owed), {}).status_code == 400


# Checking the answers and submitting


def test_one_button_submits_all_that_are_complete_and_names_what_is_not(lead, owed):
    lead.post(address(owed), typed(lead, owed, "41%", "42%"))
    page = lead.get(address(owed, "entering-answers"))
    assert [row["submission"] for row in page.context["ready"]] == list(owed.drafts[:2])
    gap = f"{address(owed)}#id_{field(owed.drafts[2])}"
    assert f'href="{gap}">' in page.content.decode()
    versions = {
        f"version-{row['submission'].pk}": row["submission"].version
        for row in page.context["ready"]
    }
    answer = lead.post(address(owed, "entering-submit"), versions, follow=True)
    assert answer.redirect_chain == [(address(owed, "entering-answers"), 302)]
    assert [str(each) for each in answer.context["messages"]] == [
        "2 are submitted: Measure 01, Measure 02. An analyst checks them next."
    ]
    assert [each.state for each in Submission.objects.order_by("indicator__name")] == [
        *(State.SUBMITTED, State.SUBMITTED, State.DRAFT)
    ]
    again = lead.post(address(owed, "entering-submit"), versions, follow=True)
    assert [str(each) for each in again.context["messages"]] == [
        "Measure 01, July 2021 is submitted already.",
        "Measure 02, July 2021 is submitted already.",
    ]


def test_once_all_is_submitted_the_page_says_so(lead, owed):
    lead.post(address(owed), typed(lead, owed, "41%", "42%", "43%"))
    versions = {f"version-{each.pk}": 2 for each in owed.drafts}
    answer = lead.post(address(owed, "entering-submit"), versions, follow=True)
    assert answer.redirect_chain == [(address(owed), 302)]
    assert answer.context["others"] == list(Submission.objects.order_by("indicator__name"))


def test_submitting_many_reads_once_what_all_of_them_rest_on(client, db):
    """Each costs what the verb itself does: rights, the one UPDATE, its event, who took part."""
    cost = {}
    for number, code in ((1, "one"), (2, "two"), (4, "four")):
        owed = factories.owed(number, code=code)
        for each in owed.indicators:
            factories.benchmark(each.home_series.get())
            factories.placement(each)
        client.force_login(factories.person(Role.LEAD, code, portfolio=owed.portfolio))
        why = {field(each, "narrative"): "It rains." for each in owed.drafts}
        client.post(address(owed), typed(client, owed, *("52%",) * number, **why))
        versions = {f"version-{each.pk}": 2 for each in owed.drafts}
        with CaptureQueriesContext(connection) as captured:
            client.post(address(owed, "entering-submit"), versions)
        assert (
            Submission.objects.filter(state=State.SUBMITTED, indicator__in=owed.indicators).count()
            == number
        )
        cost[number] = len(captured)
    assert [cost[2] - cost[1], cost[4] - cost[2]] == [11, 22]


def test_what_changed_since_the_page_was_made_is_not_submitted(lead, owed, people):
    lead.post(address(owed), typed(lead, owed, "41%"))
    factories.fill(Submission.objects.get(pk=owed.drafts[0].pk), by=people.contributor, raw="52%")
    versions = {f"version-{owed.drafts[0].pk}": 2}
    answer = lead.post(address(owed, "entering-submit"), versions, follow=True)
    *_, message = answer.context["messages"]
    assert "before you could submit, Contributor saved this submission on" in str(message)
    assert Submission.objects.get(pk=owed.drafts[0].pk).state == State.DRAFT


@pytest.mark.parametrize("version", ["two", "-1", "9" * 30, "9" * 5000])
def test_what_is_no_version_is_refused_and_nothing_is_submitted(lead, owed, version):
    lead.post(address(owed), typed(lead, owed, "41%", "42%"))
    versions = {f"version-{owed.drafts[0].pk}": 2, f"version-{owed.drafts[1].pk}": version}
    assert lead.post(address(owed, "entering-submit"), versions).status_code == 400
    assert not Submission.objects.filter(state=State.SUBMITTED).exists()


def test_a_contributor_sees_that_the_lead_is_next(client, owed, people):
    client.force_login(people.contributor)
    client.post(address(owed), typed(client, owed, "41%", "42%", "43%"))
    page = client.get(address(owed, "entering-answers"))
    assert page.context["ready"] == []
    assert "It is complete and saved. A portfolio lead submits it." in words(page)
    versions = {f"version-{each.pk}": 2 for each in owed.drafts}
    assert client.post(address(owed, "entering-submit"), versions).status_code == 403


def test_who_may_save_and_submit_many_is_who_may_save_and_submit_each(owed, people):
    factories.walk(owed.drafts[0], people, to=State.RETURNED)
    factories.walk(owed.drafts[1], people, to=State.SUBMITTED)
    approved = factories.walk(owed.drafts[2], people, to=State.APPROVED)
    workflow.correct(
        approved.indicator, factories.JULY, by=people.analyst, on=today(), reason="A late return."
    )
    closed = factories.cycle(
        Period.month(2021, 6), opens_on=today().replace(year=2020), closes_on=today()
    )
    factories.submission(owed.indicators[0], closed)
    reopened = factories.submission(owed.indicators[1], closed)
    asked = workflow.ask_reopening(
        closed,
        reopened.indicator,
        by=people.analyst,
        on=today(),
        reason="Late.",
        expires_on=today().replace(year=2100),
    )
    workflow.grant_reopening(asked, by=people.publisher, on=today())
    everything = Submission.objects.all()
    named = factories.person(Role.LEAD, "Lead of one", indicator=owed.indicators[1])
    for user in (*(getattr(people, name) for name in people.__slots__), named):
        for many, action in ((savable, Action.SAVE), (submittable, Action.SUBMIT)):
            assert set(many(user, everything, on=today())) == {
                each for each in everything if action in workflow.options(each, by=user, on=today())
            }, (user, action)


@pytest.mark.parametrize("page", ["entering", "entering-answers"])
def test_the_pages_cost_the_same_for_one_indicator_and_for_three(client, db, page):
    one = factories.owed(1)
    people = factories.cast(one.portfolio)
    factories.placement(one.indicators[0])
    client.force_login(people.lead)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address(one, page)).status_code == 200
        return len(captured)

    first = queries()
    for each in factories.owed(2).indicators:
        factories.placement(each)
    assert queries() == first
    assert Entry.objects.count() == 0


def test_a_portfolio_of_150_figures_is_saved_whole(client, db):
    large = factories.owed(1)
    for number in range(149):
        factories.series(large.indicators[0], f"more-{number:03}", direction="monitor")
    client.force_login(factories.cast(large.portfolio).lead)
    [draft] = large.drafts
    fields = [slot.field for slot in workflow.slots(draft)]
    values = {f"{draft.pk}-{each}": "38%" for each in fields}
    where = address(large)
    assert client.post(where, sent(client, where, **values)).status_code == 302
    assert Entry.objects.filter(submission=draft, value=38).count() == 150
