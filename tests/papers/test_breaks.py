"""A paper's breaks count at once, and are entered once, whatever becomes of them."""

from datetime import date

import pytest

from performance.models import Break
from performance.papers.frameworks import load_breaks
from performance.workflow import turns
from tests import factories
from tests.factories import today

pytestmark = pytest.mark.django_db

PUBLISHED = date(2021, 7, 20)


@pytest.fixture
def series():
    return factories.series(
        factories.indicator(), "repeat-missing-children-u18-repeat-missing-rate"
    )


def test_a_papers_break_has_no_recorder_and_counts(series):
    (made,) = load_breaks("force-2021", PUBLISHED)
    assert (made.series, made.on, made.recorded_by, made.counts) == (
        series,
        date(2019, 11, 1),
        None,
        True,
    )
    assert load_breaks("force-2021", PUBLISHED) == []


def test_a_withdrawn_one_is_not_entered_again_nor_once_the_right_one_stands(series):
    people = factories.cast()
    (made,) = load_breaks("force-2021", PUBLISHED)
    asked = turns.ask_withdrawal(made, by=people.analyst, on=today(), reason="The wrong words.")
    turns.grant_withdrawal(asked, by=people.panel_chair, on=today())
    assert load_breaks("force-2021", PUBLISHED) == []
    turns.record(Break, series, made.on, reason="The right words.", by=people.analyst, on=today())
    assert load_breaks("force-2021", PUBLISHED) == []
    assert Break.objects.count() == 2
