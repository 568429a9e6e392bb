"""Every field in which a day is typed reads the same ways of writing it."""

from datetime import date

import pytest
from django.forms import DateField, Form
from django.utils import timezone

from performance.forms.days import DayField
from performance.forms.deputies import DeputyForm
from performance.forms.drafts import detail_fields
from performance.forms.filters import ScorecardFilter
from performance.forms.reopenings import ReopeningForm
from performance.forms.returns import ReturnForm
from performance.forms.turns import TurnForm

TYPED = ["2026-12-01", "1 Dec 2026", "1 December 2026", "01.12.2026", "01/12/2026"]
FIELDS = {
    "deputy": DeputyForm.base_fields["starts"],
    "source": detail_fields()["source_read_on"],
    "as at": ScorecardFilter.base_fields["as_at"],
    "reopening": ReopeningForm.base_fields["last_day"],
    "return": ReturnForm.base_fields["due_on"],
    "break": TurnForm.base_fields["day"],
    # What the administration site makes of a model's day.
    "administration": DateField(),
}


@pytest.mark.parametrize("text", TYPED)
@pytest.mark.parametrize("name", FIELDS)
def test_a_day_may_be_written_as_it_is_spoken(name, text):
    assert FIELDS[name].clean(text) == date(2026, 12, 1)


class Sought(Form):
    day = DayField(required=False)


def test_what_is_no_day_is_refused_with_how_to_write_one():
    assert Sought({"day": "soon"}).errors == {
        "day": ["Write the date as 2021-08-27 or 27 August 2021."]
    }
    assert (Sought({"day": " "}).is_valid(), Sought({}).is_valid()) == (True, True)


def test_a_day_is_shown_as_year_month_day():
    assert 'value="2026-12-01"' in str(Sought(initial={"day": date(2026, 12, 1)})["day"])
    assert timezone.localdate() == DayField().clean(timezone.localdate())
