"""Labels as people write them; what cannot be told is asked or refused, never guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from performance.figures import (
    AmbiguousPeriod,
    Period,
    PeriodKind,
    UnreadablePeriod,
    parse_period,
)
from tests.figures.strategies import modest

ADVICE = "Write it like January 2024, Apr-Jun 23, 2022/23, 12 months to Dec 22 or 31 March 2023."
TWO_YEARS = Period.range(date(2020, 1, 1), date(2021, 12, 31))
JANUARY = (
    Period.month(2024, 1),
    Period.on(date(2024, 1, 31)),
    Period.rolling(12, 2024, 1),
)
PLAIN = {
    "2022/23": Period.financial_year(2022),
    "[2021/ 22]": Period.financial_year(2021),
    "(2018/19)": Period.financial_year(2018),
    "2019/2020": Period.financial_year(2019),
    "FY 2020/21": Period.financial_year(2020),
    "1999/00": Period.financial_year(1999),
    "Apr 22 – Mar 23": Period.financial_year(2022),
    "1 April 2022 to 31 March 2023": Period.financial_year(2022),
    "year ending 2015-03-31": Period.financial_year(2014),
    "Year ending 31 March 2015": Period.financial_year(2014),
    "12 months to 31 March 2015": Period.financial_year(2014),
    "year ending 2015-12-31": Period.rolling(12, 2015, 12),
    "12 months to June 10": Period.rolling(12, 2010, 6),
    "12 months ending 30 June 2010": Period.rolling(12, 2010, 6),
    "[Last 2 years – Jan 24]": Period.rolling(24, 2024, 1),
    "rolling 24 months to the end of Jan 24": Period.rolling(24, 2024, 1),
    "[2020]": Period.calendar_year(2020),
    "[Jan – Dec 22]": Period.calendar_year(2022),
    "[Apr-Jun 23]": Period.quarter(2023, 4),
    "April to June 2023": Period.quarter(2023, 4),
    "quarter ending June 23": Period.quarter(2023, 4),
    "Q2 2013/14": Period.quarter(2013, 7),
    "2013/14 Q4": Period.quarter(2014, 1),
    "Quarter 1 2013/14": Period.quarter(2013, 4),
    "Q2 performance (30 September 2013)": Period.quarter(2013, 7),
    "Q3 (September 2013)": Period.quarter(2013, 7),
    "month-ending April 2021": Period.month(2021, 4),
    "as at 31 March 2007": Period.on(date(2007, 3, 31)),
    "at end of 2020/21": Period.on(date(2021, 3, 31)),
    "as at Jan 24": Period.on(date(2024, 1, 31)),
    "1st May 2021": Period.on(date(2021, 5, 1)),
    "1 May 21": Period.on(date(2021, 5, 1)),
    "2021-05-01": Period.on(date(2021, 5, 1)),
    "31/05/2021": Period.on(date(2021, 5, 31)),
    "05/05/2021": Period.on(date(2021, 5, 5)),
    "[2019-2021]": Period.range(date(2019, 1, 1), date(2021, 12, 31)),
    "2019–21": Period.range(date(2019, 1, 1), date(2021, 12, 31)),
    "[Jan 23 – Aug 23]": Period.range(date(2023, 1, 1), date(2023, 8, 31)),
    "Nov-22 - Jan-23": Period.range(date(2022, 11, 1), date(2023, 1, 31)),
    "Jan to Aug 23": Period.range(date(2023, 1, 1), date(2023, 8, 31)),
    "2018/19 – 2020/21": Period.range(date(2018, 4, 1), date(2021, 3, 31)),
    "from 1 May 2021 to 20 July 2021": Period.range(date(2021, 5, 1), date(2021, 7, 20)),
    "\u00a0[ 2022/23 ]\n": Period.financial_year(2022),
}
REFUSED = {
    "": "There is no label here.",
    "hello": "“hello” is not a period that can be read.",
    "2021-07-01 06:00:00": "“2021-07-01 06:00:00” is not a period that can be read.",
    "Jan": "“Jan” is not a period that can be read.",
    "20/21": "“20/21” is not a period that can be read.",
    "2020/22": "“2020/22” is not a period: a financial year is two years in a row, "
    "such as 2020/21.",
    "31 June 2021": "“31 June 2021” is not a period: June 2021 has no day 31.",
    "01/05/2021": "“01/05/2021” is not a period: day and month could be either way round; "
    "write the month as a word, such as 1 May 2021.",
    "05/31/2021": "“05/31/2021” is not a period: day and month could be either way round; "
    "write the month as a word, such as 5 May 2021.",
    "31/13/2021": "“31/13/2021” is not a period: 13 is not a month: give a number from 1 to 12.",
    "Jan 2202": "“Jan 2202” is not a period: 2202 is outside the years that can be reported: "
    "give one from 1900 to 2199.",
    "Nov-Jan 23": "“Nov-Jan 23” is not a period: write the year of both months, "
    "such as Nov 22 - Jan 23.",
    "12 months to 15 June 2021": "“12 months to 15 June 2021” is not a period: whole months end "
    "with a month; write both days, such as 1 May 2021 to 31 July 2021.",
    "0 months to June 21": "“0 months to June 21” is not a period: 0 months is no time at all.",
    "quarter ending May 23": "“quarter ending May 23” is not a period: a quarter ends with "
    "March, June, September or December.",
    "Q2 (31 December 2013)": "“Q2 (31 December 2013)” is not a period: quarter 2 does not end "
    "with 31 December 2013.",
    "2021-2019": "“2021-2019” is not a period: the later year comes second.",
    "Aug 23 - Jan 23": "“Aug 23 - Jan 23” is not a period: it ends before it begins.",
    "1 May 2021 - June 2021": "“1 May 2021 - June 2021” is not a period: write both ends alike, "
    "such as 1 May 2021 to 31 July 2021.",
    "1 May 2021 to 1 May 2021": "“1 May 2021 to 1 May 2021” is not a period: it begins and ends "
    "on the same day; write that day alone.",
}


@pytest.mark.parametrize(("text", "period"), PLAIN.items())
def test_a_label_with_one_plain_meaning_needs_no_hint(text, period):
    assert parse_period(text) == period


@pytest.mark.parametrize(("text", "words"), REFUSED.items())
def test_what_names_no_period_is_refused_with_words(text, words):
    with pytest.raises(UnreadablePeriod) as refusal:
        parse_period(text)
    assert str(refusal.value).removesuffix(f" {ADVICE}") == words


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("[Jan 24]", JANUARY),
        ("January 2024", JANUARY),
        ("Jan-24", JANUARY),
        ("2024-01", JANUARY),
        ("2020-21", (Period.financial_year(2020), TWO_YEARS)),
        ("2020 to 2021", (TWO_YEARS, Period.financial_year(2020))),
        ("Q2 2013", (Period.quarter(2013, 4), Period.quarter(2013, 7))),
        (
            "2011-12",
            (
                Period.financial_year(2011),
                Period.range(date(2011, 1, 1), date(2012, 12, 31)),
                Period.month(2011, 12),
                Period.on(date(2011, 12, 31)),
                Period.rolling(12, 2011, 12),
            ),
        ),
    ],
)
def test_a_label_with_several_meanings_is_asked_about(text, readings):
    with pytest.raises(AmbiguousPeriod) as question:
        parse_period(text)
    assert question.value.readings == readings


def test_the_question_names_every_meaning():
    with pytest.raises(AmbiguousPeriod) as question:
        parse_period("[Jan 24]")
    assert str(question.value) == (
        "“[Jan 24]” can mean more than one period: the month January 2024; the date 31 January "
        "2024; the rolling 12 months to January 2024. Set which kind of period the series uses, "
        "or write a label with one meaning."
    )


@pytest.mark.parametrize("period", JANUARY, ids=str)
def test_the_kind_of_the_series_answers(period):
    assert parse_period("[Jan 24]", period.kind) == period


def test_a_rolling_series_says_how_many_months():
    assert parse_period("[Jan 24]", PeriodKind.ROLLING, 24) == Period.rolling(24, 2024, 1)


def test_a_kind_that_the_label_cannot_mean_answers_nothing():
    with pytest.raises(AmbiguousPeriod):
        parse_period("[Jan 24]", PeriodKind.QUARTER)
    assert parse_period("[2022/23]", PeriodKind.MONTH) == Period.financial_year(2022)


def test_no_kind_chooses_between_two_quarters():
    with pytest.raises(AmbiguousPeriod):
        parse_period("Q2 2013", PeriodKind.QUARTER)


def test_twelve_months_to_march_are_rolling_for_a_rolling_series():
    assert parse_period("12 months to Mar 15", PeriodKind.ROLLING) == Period.rolling(12, 2015, 3)


def test_a_label_that_says_its_months_keeps_them():
    assert parse_period("12 months to Dec 22", PeriodKind.ROLLING, 24) == Period.rolling(
        12, 2022, 12
    )


def test_a_text_too_long_to_be_a_label_is_cut_in_the_message():
    with pytest.raises(UnreadablePeriod) as refusal:
        parse_period("x" * 5000)
    assert str(refusal.value) == (f"“{'x' * 59}…” is too long for the label of a period. {ADVICE}")


LABEL_LIKE = st.lists(
    st.sampled_from(
        ["[", "]", "(", " ", "-", "–", "/", "to", "Jan", "Sept", "2022", "23", "0", "99", "31",
         "12 months", "year", "ending", "as at", "Q", "1", "st", "fy", "last", "quarter", "٣"]
    ),
    max_size=9,
).map("".join)  # fmt: skip


@modest
@given(st.one_of(st.text(max_size=30), LABEL_LIKE), st.sampled_from([None, *PeriodKind]))
def test_any_text_is_read_or_refused(text, hint):
    try:
        period = parse_period(text, hint)
    except UnreadablePeriod:
        return
    assert parse_period(period.label(), period.kind) == period
