"""What stands beside the fields where figures are entered: what was said last."""

import pytest

from performance import workflow
from performance.figures import Period
from performance.models import Submission, period_fields
from performance.queries.submissions.entering import Earlier, last_commentaries
from performance.states import Prompt, State
from tests import factories
from tests.factories import today

SEPTEMBER = Period.month(2021, 9)
LABEL = Prompt.NARRATIVE.label


@pytest.fixture
def owed(db):
    return factories.owed(2)


@pytest.fixture
def people(owed):
    return factories.cast(owed.portfolio)


def draft(indicator, period: Period) -> Submission:
    during = factories.cycle(SEPTEMBER)
    return Submission.objects.create(cycle=during, indicator=indicator, **period_fields(period))


def approved(indicator, people, period: Period, narrative: str) -> Submission:
    made = draft(indicator, period)
    # Another figure each month: one that is repeated would have to be explained.
    raw = f"{30 + period.end.month}%"
    return factories.walk(made, people, to=State.APPROVED, raw=raw, narrative=narrative)


def said(period: str, text: str) -> Earlier:
    return Earlier(period, [(LABEL, text)])


@pytest.fixture
def sheet(owed, people):
    """September's monthly figures beside those of the quarter that ends with it."""
    monthly, quarterly = owed.indicators
    approved(monthly, people, Period.month(2021, 6), "June was wet.")
    approved(monthly, people, Period.month(2021, 8), "August was dry.")
    approved(quarterly, people, Period.quarter(2021, 4), "The spring was long.")
    return draft(monthly, SEPTEMBER), draft(quarterly, Period.quarter(2021, 7))


def test_each_is_shown_what_was_said_last_before_its_own_period(sheet):
    month, quarter = sheet
    assert last_commentaries(sheet) == {
        month.pk: said("August 2021", "August was dry."),
        quarter.pk: said("April to June 2021", "The spring was long."),
    }


def test_it_takes_two_queries_however_many_there_are(sheet, django_assert_num_queries):
    for asked in ([], sheet[:1], sheet):
        with django_assert_num_queries(2 if asked else 0):
            last_commentaries(asked)


def correction(indicator, people, period: Period, narrative: str) -> Submission:
    opened = workflow.correct(
        indicator, period, by=people.lead, on=today(), reason="A late return."
    )
    return factories.walk(opened, people, to=State.APPROVED, raw="39%", narrative=narrative)


def test_a_correction_without_words_leaves_those_of_what_it_corrects(sheet, people):
    month, _ = sheet
    correction(month.indicator, people, Period.month(2021, 8), "")
    assert last_commentaries([month])[month.pk] == said("August 2021", "August was dry.")
    correction(month.indicator, people, Period.month(2021, 8), "August was dry but once.")
    correction(month.indicator, people, Period.month(2021, 8), "  ")
    assert last_commentaries([month])[month.pk] == said("August 2021", "August was dry but once.")


def test_where_nothing_was_said_last_nothing_older_takes_its_place(owed, people):
    monthly = owed.indicators[0]
    approved(monthly, people, Period.month(2021, 6), "June was wet.")
    approved(monthly, people, Period.month(2021, 8), "")
    assert last_commentaries([draft(monthly, SEPTEMBER)]) == {}
