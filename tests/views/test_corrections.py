"""Opening a correction: of which period, and why."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from performance.figures import Period
from performance.models import Submission, period_fields
from performance.queries.submissions.slots import Slot, new_entry
from performance.states import State
from tests import factories

JUNE = "2021-06-01.2021-06-30"


def address(scene):
    return reverse("performance:indicator-correct", args=[scene.indicator.pk])


def choices(answer):
    return [label for value, label in answer.context["form"].fields["period"].choices if value]


@pytest.fixture
def lead(client, scene):
    client.force_login(scene.people.lead)
    return client


def test_the_approved_periods_are_offered_latest_first(lead, scene):
    factories.observation(scene.series, Period.financial_year(2020), "60%")
    assert choices(lead.get(address(scene))) == ["June 2021", "May 2021", "2020/21"]


def test_the_same_days_are_offered_once(lead, scene):
    second = factories.series(scene.indicator, "second", rolling_months=12)
    factories.observation(scene.series, Period.financial_year(2020), "60%")
    factories.observation(second, Period.rolling(12, 2021, 3), "30%")
    assert choices(lead.get(address(scene))) == ["June 2021", "May 2021", "2020/21"]


def test_only_what_the_indicator_enters_itself_is_offered(lead, scene):
    other = factories.indicator("other")
    factories.part(other, scene.series)
    answer = lead.get(reverse("performance:indicator-correct", args=[other.pk]))
    assert choices(answer) == []
    home = reverse("performance:indicator", args=[scene.indicator.pk])
    assert (
        f'These figures are corrected under <a class="govuk-link" href="{home}">'
        f"{scene.indicator.name}</a>." in answer.text
    )


def test_what_is_only_printed_is_corrected_at_home_too(lead, scene):
    other = factories.indicator("other")
    printed = factories.placement(other)
    printed.printed_items.create(
        column="current",
        order=1,
        kind="figure",
        role="current",
        series=scene.series,
        organisation=factories.force(),
        **period_fields(Period.month(2021, 6)),
    )
    answer = lead.get(reverse("performance:indicator-correct", args=[other.pk]))
    assert answer.context["homes"] == [scene.indicator]


def test_an_indicator_without_figures_has_nothing_to_correct(lead, scene):
    other = factories.indicator("other")
    answer = lead.get(reverse("performance:indicator-correct", args=[other.pk]))
    assert b"there is nothing to correct" in answer.content


def test_a_link_may_name_the_period(lead, scene):
    answer = lead.get(address(scene), {"period": JUNE})
    assert f'<option value="{JUNE}" selected>' in answer.content.decode()


def test_a_correction_opens_and_leads_to_its_figures(lead, scene):
    answer = lead.post(address(scene), {"period": JUNE, "reason": "A late return."})
    correction = Submission.objects.get(is_correction=True)
    assert (answer.status_code, answer.url) == (
        302,
        reverse("performance:submission-edit", args=[correction.pk]),
    )
    assert (correction.correction_reason, correction.opened_by) == (
        "A late return.",
        scene.people.lead,
    )
    page = lead.get(answer.url)
    assert page.context["sections"][0].form.rows()[0].figure.value() == "40%"
    assert "A late return." in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"period": JUNE, "reason": " "}, {"reason": ["Say why it is corrected."]}),
        (
            {"period": "", "reason": "A late return."},
            {"period": ["Choose the period that is to be corrected."]},
        ),
        (
            {"period": "2019-01-01.2019-01-31", "reason": "A late return."},
            {"period": ["Choose one of the listed periods."]},
        ),
    ],
)
def test_what_is_missing_is_said_at_its_field(lead, scene, typed, errors):
    answer = lead.post(address(scene), typed)
    assert answer.status_code == 400
    assert dict(answer.context["form"].errors) == errors
    assert Submission.objects.filter(is_correction=True).count() == 0


def test_a_period_that_is_open_already_keeps_the_reason(lead, scene):
    lead.post(address(scene), {"period": JUNE, "reason": "A late return."})
    answer = lead.post(address(scene), {"period": JUNE, "reason": "A recount."})
    assert answer.status_code == 409
    assert dict(answer.context["form"].errors) == {
        "period": ["June 2021 is already open: work on that submission instead."]
    }
    assert "A recount." in answer.content.decode()
    correction = Submission.objects.get(is_correction=True)
    assert answer.context["open_already"] == correction
    page = reverse("performance:submission", args=[correction.pk])
    assert f'<a class="govuk-link" href="{page}">{correction}, correction</a>' in answer.text


def test_what_is_open_elsewhere_is_not_shown_to_who_may_not_see_it(client, scene):
    """A series has come from another indicator, whose open work holds a figure of it."""
    another = factories.indicator("counted-there", under=factories.portfolio("roads"))
    there = factories.submission(another, factories.cycle(Period.month(2021, 6)))
    entry = new_entry(there, Slot(scene.series, factories.force(), None))
    entry.edited_by = scene.people.analyst
    entry.save()
    for name, shown in (("analyst", there), ("lead", None)):
        client.force_login(getattr(scene.people, name))
        answer = client.post(address(scene), {"period": JUNE, "reason": "A recount."})
        assert (answer.status_code, answer.context["open_already"]) == (409, shown)


def test_an_approved_submission_offers_its_correction(lead, scene):
    approved = factories.walk(scene.draft, scene.people, to=State.APPROVED)
    page = lead.get(reverse("performance:submission", args=[approved.pk]))
    assert f'href="{address(scene)}?period=2021-07-01.2021-07-31"' in page.content.decode()


@pytest.mark.parametrize("name", list(factories.Cast.__dataclass_fields__))
def test_leads_of_the_portfolio_and_analysts_correct_and_nobody_else(client, scene, name):
    client.force_login(getattr(scene.people, name))
    may = name in ("lead", "analyst", "second_analyst")
    assert client.get(address(scene)).status_code == (200 if may else 403)
    answer = client.post(address(scene), {"period": JUNE, "reason": "A late return."})
    assert answer.status_code == (302 if may else 403)
    assert Submission.objects.filter(is_correction=True).count() == (1 if may else 0)


def test_an_indicator_that_is_not_there_cannot_be_corrected(lead):
    nowhere = "00000000-0000-0000-0000-000000000000"
    address = reverse("performance:indicator-correct", args=[nowhere])
    assert lead.get(address).status_code == 404


def test_the_form_costs_the_same_for_one_period_and_for_three(lead, scene):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert lead.get(address(scene)).status_code == 200
        return len(captured)

    few = queries()
    factories.observation(scene.series, Period.month(2021, 4), "55%")
    assert queries() == few
    assert few <= 8


def test_a_double_click_leads_to_the_correction_that_is_open(lead, scene):
    typed = {"period": JUNE, "reason": "A late return."}
    first, second = (lead.post(address(scene), typed) for _ in range(2))
    assert (second.status_code, second.url) == (302, first.url)
    assert Submission.objects.filter(is_correction=True).count() == 1
    told = [str(each) for each in lead.get(second.url, follow=True).context["messages"]]
    assert told[-1] == "You have opened this correction already: it is this one."


def test_anothers_correction_for_the_same_reason_is_not_taken_for_ones_own(client, lead, scene):
    typed = {"period": JUNE, "reason": "A late return."}
    lead.post(address(scene), typed)
    client.force_login(scene.people.analyst)
    assert client.post(address(scene), typed).status_code == 409
