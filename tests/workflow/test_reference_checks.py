"""What reference data must be beyond one column, said in words."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from performance.models import Accountability, Rebasing, Reference
from performance.workflow import reference_data
from performance.workflow.reference_checks import OVERWRITTEN, faults
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def target(scene):
    return Reference.objects.create(
        code="sla",
        series=scene.series,
        organisation=factories.force(),
        role="target",
        value=Decimal(90),
        known_on=date(2021, 4, 1),
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("value", Decimal(80)),
        ("value_high", Decimal(95)),
        ("qualifier", "about"),
        ("known_on", date(2020, 4, 1)),
    ],
)
def test_what_a_reference_says_is_not_overwritten(target, scene, name, value):
    setattr(target, name, value)
    with pytest.raises(ValidationError) as refused:
        reference_data.save(target, by=scene.people.administrator, on=factories.today())
    assert refused.value.message_dict == {name: [OVERWRITTEN]}
    assert Reference.objects.get().value == 90


def test_whose_a_reference_is_does_not_change(target, scene):
    target.organisation = factories.peer()
    assert faults(target) == {"organisation": OVERWRITTEN}
    target.organisation, target.series = factories.force(), factories.series(scene.indicator)
    assert faults(target) == {"series": OVERWRITTEN}


def test_what_a_reference_is_called_may_change_and_a_new_one_may_be_added(target, scene):
    writer = {"by": scene.people.administrator, "on": factories.today()}
    target.note = "Of the charter"
    reference_data.save(target, **writer)
    newer = Reference(
        code="sla-2022",
        series=target.series,
        organisation=target.organisation,
        role="target",
        value=Decimal(80),
        known_on=factories.today(),
    )
    reference_data.save(newer, **writer)
    assert list(Reference.objects.order_by("code").values_list("code", "value", "note")) == [
        ("sla", 90, "Of the charter"),
        ("sla-2022", 80, ""),
    ]


@pytest.mark.parametrize(
    ("starts", "ends", "refused"),
    [
        (date(2020, 1, 1), date(2020, 4, 1), False),
        (date(2020, 1, 1), date(2020, 4, 2), True),
        (date(2020, 5, 1), date(2020, 6, 1), True),
        (date(2021, 3, 31), None, True),
        (date(2021, 4, 1), None, False),
        (date(2019, 1, 1), None, True),
    ],
)
def test_two_portfolios_never_answer_for_an_indicator_on_the_same_day(db, starts, ends, refused):
    indicator = factories.indicator()
    held = indicator.accountabilities.get()
    held.starts, held.ends = date(2020, 4, 1), date(2021, 4, 1)
    held.save()
    other = Accountability(
        indicator=indicator, portfolio=factories.portfolio("roads"), starts=starts, ends=ends
    )
    said = (
        "Contact from 1 April 2020 until 1 April 2021 answers for this indicator on some of the "
        "same days: end that first, or choose other days."
    )
    assert faults(other) == ({"starts": said} if refused else {})
    assert faults(held) == {}


def test_a_rebasing_names_who_recorded_it_and_waits_for_its_second_person(scene):
    writer = {"by": scene.people.administrator, "on": factories.today()}
    made = Rebasing(
        series=scene.series, on=date(2021, 6, 1), reason="2021 = 100", known_on=date(2021, 6, 1)
    )
    reference_data.save(made, **writer)
    Rebasing.objects.update(confirmed_by=scene.people.analyst, confirmed_on=date(2021, 6, 2))
    made.refresh_from_db()
    made.reason = "2020 = 100"
    reference_data.save(made, **writer)
    made.refresh_from_db()
    assert (made.recorded_by, made.confirmed_by, made.confirmed_on) == (
        scene.people.administrator,
        None,
        None,
    )
