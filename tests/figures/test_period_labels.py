"""Labels read well, and read back to the period they were printed from."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from performance.figures import LabelStyle, Period, parse_period
from tests.figures.strategies import modest, periods


@modest
@given(periods, st.sampled_from(LabelStyle), st.sampled_from([None, True, False]))
def test_every_label_reads_back_to_its_period(period, style, brackets):
    assert parse_period(period.label(style, brackets=brackets), period.kind) == period


@pytest.mark.parametrize(
    ("period", "screen", "paper"),
    [
        (Period.month(2024, 1), "January 2024", "[Jan 24]"),
        (Period.month(1998, 1), "January 1998", "[Jan 1998]"),
        (Period.quarter(2023, 4), "April to June 2023", "[Apr-Jun 23]"),
        (Period.financial_year(2022), "2022/23", "[2022/23]"),
        (Period.financial_year(1999), "1999/00", "[1999/00]"),
        (Period.calendar_year(2023), "2023", "[2023]"),
        (Period.rolling(12, 2022, 12), "12 months to December 2022", "[12 months to Dec 22]"),
        (Period.rolling(1, 2022, 12), "1 month to December 2022", "[1 month to Dec 22]"),
        (Period.on(date(2024, 1, 31)), "31 January 2024", "[Jan 24]"),
        (Period.on(date(2021, 5, 1)), "1 May 2021", "[1 May 2021]"),
        (
            Period.range(date(2023, 1, 1), date(2023, 8, 31)),
            "January to August 2023",
            "[Jan 23 – Aug 23]",
        ),
        (
            Period.range(date(2022, 11, 1), date(2023, 1, 31)),
            "November 2022 to January 2023",
            "[Nov 22 – Jan 23]",
        ),
        (Period.range(date(2019, 1, 1), date(2021, 12, 31)), "2019 to 2021", "[2019-2021]"),
        (
            Period.range(date(2021, 5, 1), date(2021, 7, 20)),
            "1 May 2021 to 20 July 2021",
            "[1 May 2021 – 20 July 2021]",
        ),
    ],
)
def test_each_kind_has_a_label_for_screens_and_one_for_papers(period, screen, paper):
    assert (period.label(), period.label(LabelStyle.PAPER)) == (screen, paper)


def test_brackets_may_be_asked_for_or_left_off():
    january = Period.month(2024, 1)
    assert january.label(brackets=True) == "[January 2024]"
    assert january.label(LabelStyle.PAPER, brackets=False) == "Jan 24"


def test_a_period_in_a_sentence_is_its_label_for_screens():
    assert f"{Period.month(2021, 6)}" == "June 2021"
