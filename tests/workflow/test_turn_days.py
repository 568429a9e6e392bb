"""On which days a break or a re-basing may be recorded."""

from datetime import date, timedelta

import pytest

from performance.figures import financial_year_of
from performance.workflow import NotReady
from tests.factories import today
from tests.workflow.turn_steps import KINDS, recorded

pytestmark = pytest.mark.django_db


@KINDS
@pytest.mark.parametrize("day", [date(201, 1, 1), date(1850, 1, 1), date(9999, 12, 31)], ids=str)
def test_none_is_recorded_on_a_day_that_no_figure_can_have(scene, kind, day):
    with pytest.raises(NotReady) as refused:
        recorded(scene, kind, day=day)
    (gap,) = refused.value.gaps
    assert (gap.field, gap.message.partition(" is no day of a figure here")[0]) == (
        "on",
        f"{day.day} {day:%B} {day.year}",
    )
    assert not kind.objects.exists()


@KINDS
def test_one_is_recorded_ahead_up_to_the_end_of_the_next_plan_year(scene, kind):
    last = financial_year_of(today()).next().end
    assert recorded(scene, kind, day=last).on == last
    with pytest.raises(NotReady):
        recorded(scene, kind, day=last + timedelta(days=1))
