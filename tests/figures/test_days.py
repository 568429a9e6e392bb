"""Days as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from performance.figures.days import read_day

FIRST_OF_DECEMBER = [
    *("2026-12-01", "1/12/2026", "01/12/2026", "01.12.2026", "1.12.2026", "01-12-2026"),
    *("1 Dec 2026", "1 December 2026", "01 december 2026", "1st December 2026", "1-Dec-2026"),
    " 1\u00a0December  2026 ",
]


@pytest.mark.parametrize("text", FIRST_OF_DECEMBER)
def test_the_day_comes_before_the_month(text):
    assert read_day(text) == date(2026, 12, 1)


def test_september_has_two_short_names():
    assert {read_day("3 Sep 2026"), read_day("3rd Sept 2026")} == {date(2026, 9, 3)}


@pytest.mark.parametrize(
    "text", ["", "soon", "12/2026", "12/25/2026", "31.02.2026", "1/12/26", "1 2 2026", "Dec 2026"]
)
def test_what_is_no_day_is_none(text):
    assert read_day(text) is None


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_way_in_which_a_day_is_printed_is_read(day):
    printed = (f"{day}", f"{day:%-d %B %Y}", f"{day:%-d %b %Y}", f"{day:%d/%m/%Y}")
    assert {read_day(each) for each in printed} == {day}


@given(st.text(max_size=30))
def test_nothing_that_is_typed_breaks_it(text):
    read_day(text)
