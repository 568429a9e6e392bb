"""Values of a benchmark and changes on last year, as people type them."""

from decimal import Decimal

import pytest

from performance.figures import Form, Unit
from performance.forms.benchmark_values import read_change, read_value, write_change, write_value

PERCENT = Unit("percent", Form.PERCENT)
CLOCK = Unit("minutes and seconds", Form.CLOCK)
COUNT = Unit("count", Form.COUNT)


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("90%", PERCENT, 90),
        (" 90 ", PERCENT, 90),
        ("12m27s", CLOCK, 747),
        ("1,234", COUNT, 1234),
        ("-5", COUNT, -5),
        ("(5)", COUNT, -5),
        ("+3", COUNT, 3),
    ],
)
def test_a_value_is_read_as_it_is_reported(typed, unit, value):
    assert read_value(typed, unit) == value


@pytest.mark.parametrize("typed", ["about 90%", ">90%", "80%-90%", "at least 5%"])
def test_a_line_is_one_exact_value(typed):
    with pytest.raises(ValueError, match="A line is one exact value, such as 56%"):
        read_value(typed, PERCENT)


def test_what_is_no_value_is_refused_in_the_words_of_figures():
    with pytest.raises(ValueError, match="cannot be read"):
        read_value("ninety", PERCENT)


@pytest.mark.parametrize(
    ("value", "unit", "signed"),
    [
        ("90.000000", PERCENT, False),
        ("-5", COUNT, False),
        ("747", CLOCK, False),
        ("2.5", PERCENT, True),
        ("-2.5", PERCENT, True),
        ("0", COUNT, True),
    ],
)
def test_what_is_written_is_read_back(value, unit, signed):
    written = write_value(Decimal(value), unit, signed=signed)
    assert read_value(written, unit) == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "change"),
    [
        ("5% less", "-0.05"),
        ("5 % fewer", "-0.05"),
        ("-5%", "-0.05"),
        ("−5", "-0.05"),
        ("3.5% more", "0.035"),
        ("+3.5 per cent", "0.035"),
        ("100% less", "-1"),
        ("150% more", "1.5"),
        ("No change", "0"),
        ("0%", "0"),
    ],
)
def test_a_change_is_read_as_a_share_of_last_year(typed, change):
    assert read_change(typed) == Decimal(change)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("5%", "“5%” does not say which way: write “5% less” or “5% more”."),
        ("-5% less", "“-5% less” says twice which way: leave out the sign, or the word."),
        ("120% less", "“120% less” takes away more than there was: 100% less is nothing at all."),
        ("0.00001% less", "“0.00001% less” has more than 4 decimals: round it."),
        (
            "a bit less",
            "“a bit less” is not a change that can be read: write one such as “5% less”, "
            "“3% more”, “-5%” or “no change”.",
        ),
    ],
)
def test_a_change_that_cannot_be_read_is_refused_and_says_what_to_write(typed, why):
    with pytest.raises(ValueError, match="“") as refused:
        read_change(typed)
    assert str(refused.value) == why


@pytest.mark.parametrize(
    ("change", "words"),
    [("-0.050000", "5% less"), ("0.1", "10% more"), ("0", "no change"), ("-0.0125", "1.25% less")],
)
def test_a_change_is_written_in_words_that_are_read_back(change, words):
    assert write_change(Decimal(change)) == words
    assert read_change(words) == Decimal(change)
