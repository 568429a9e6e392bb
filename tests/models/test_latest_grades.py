"""Which of a placement's grades is the latest."""

from performance.figures import Period
from performance.models import Grade, period_fields
from tests import factories
from tests.models import rows


def test_of_a_year_and_its_march_the_month_is_the_latest(scene):
    periods = [Period.month(2022, 3), Period.financial_year(2021), Period.month(2022, 2)]
    for period in periods:
        Grade.objects.create(
            placement=scene.placement,
            grade="Good",
            sentence=period.label(),
            method="2026.1",
            digest="0" * 64,
            known_on=rows.DAY,
            **period_fields(period),
        )
    year = Grade.objects.get(sentence="2021/22")
    Grade.objects.filter(pk=year.pk).update(is_current=False)
    Grade.objects.create(
        placement=scene.placement,
        grade="Poor",
        revision=2,
        sentence="2021/22 again",
        method="2026.1",
        digest="0" * 64,
        known_on=rows.DAY,
        **period_fields(year.period),
    )
    assert [each.sentence for each in Grade.objects.as_at(factories.today())] == ["March 2022"]
