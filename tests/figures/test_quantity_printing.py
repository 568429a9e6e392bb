"""Figures wear the papers' dress, and read back to what they were printed from."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from performance.figures import (
    Form,
    Qualifier,
    Quantity,
    Unit,
    parse_quantity,
    print_quantity,
    print_value,
)
from tests.figures.strategies import modest, quantities, units

COUNT = Unit("officers", Form.COUNT)
PERCENT = Unit("%", Form.PERCENT)
CLOCK = Unit("seconds", Form.CLOCK)
DAYS = Unit("days", Form.SUFFIXED, " days")
KILOS = Unit("kg CO2 per m2", Form.SUFFIXED, "kg")
RATIO = Unit("ratio", Form.PLAIN)


@modest
@given(quantities(), units)
@example(Quantity(Decimal(3)), Unit("odd", Form.SUFFIXED, " to five"))
@example(Quantity(Decimal(3)), Unit("odd", Form.SUFFIXED, " to 5"))
@example(Quantity(Decimal("-0"), qualifier=Qualifier.CHANGE), COUNT)
@example(Quantity(Decimal(-1), Decimal(1)), DAYS)
@example(Quantity(Decimal("59.999999")), CLOCK)
@example(Quantity(Decimal(0), decimals=1), CLOCK)
def test_every_printed_quantity_reads_back(quantity, unit):
    assert parse_quantity(print_quantity(quantity, unit), unit) == quantity


@pytest.mark.parametrize(
    ("quantity", "unit", "printed"),
    [
        (Quantity(Decimal(1637)), COUNT, "1,637"),
        (Quantity(Decimal("8244.69")), COUNT, "8,244.69"),
        (Quantity(Decimal(40)), PERCENT, "40%"),
        (Quantity(Decimal(14), decimals=1), PERCENT, "14.0%"),
        (Quantity(Decimal(92), Decimal(95)), PERCENT, "92%-95%"),
        (Quantity(Decimal(50), qualifier=Qualifier.LESS_THAN), PERCENT, "<50%"),
        (Quantity(Decimal(8), qualifier=Qualifier.MORE_THAN), COUNT, ">8"),
        (Quantity(Decimal(90), qualifier=Qualifier.AT_LEAST), PERCENT, "at least 90%"),
        (Quantity(Decimal(55), qualifier=Qualifier.AT_MOST), PERCENT, "at most 55%"),
        (Quantity(Decimal(1000), qualifier=Qualifier.ABOUT), COUNT, "about 1,000"),
        (Quantity(Decimal(200), qualifier=Qualifier.ABOUT_BUT_LESS), COUNT, "nearly 200"),
        (Quantity(Decimal("38.9"), qualifier=Qualifier.CHANGE), PERCENT, "+38.9%"),
        (Quantity(Decimal("-7.5"), qualifier=Qualifier.CHANGE), PERCENT, "-7.5%"),
        (Quantity(Decimal(-12)), COUNT, "(12)"),
        (Quantity(Decimal(-5), Decimal(3)), COUNT, "-5 to 3"),
        (Quantity(Decimal(7)), CLOCK, "7s"),
        (Quantity(Decimal(0)), CLOCK, "0s"),
        (Quantity(Decimal(138)), CLOCK, "2m18s"),
        (Quantity(Decimal(840)), CLOCK, "14m00s"),
        (Quantity(Decimal(6270)), CLOCK, "1h44m30s"),
        (Quantity(Decimal(3909)), CLOCK, "1h05m09s"),
        (Quantity(Decimal(16)), DAYS, "16 days"),
        (Quantity(Decimal(1)), DAYS, "1 day"),
        (Quantity(Decimal(2), Decimal(3)), DAYS, "2-3 days"),
        (Quantity(Decimal("15.4")), KILOS, "15.4kg"),
        (Quantity(Decimal(2), decimals=1), RATIO, "2.0"),
        (Quantity(Decimal(1234)), RATIO, "1234"),
    ],
)
def test_each_form_wears_the_papers_dress(quantity, unit, printed):
    assert print_quantity(quantity, unit) == printed


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "printed"),
    [
        (Decimal("39.00"), PERCENT, None, "39%"),
        (Decimal("19.410"), KILOS, None, "19.41kg"),
        (Decimal("2.5"), PERCENT, 0, "3%"),
        (Decimal("-2.5"), PERCENT, 0, "-3%"),
        (Decimal("2.4999"), PERCENT, 0, "2%"),
        (Decimal("-0.4"), PERCENT, 0, "0%"),
        (Decimal("-7.5"), PERCENT, None, "-7.5%"),
        (Decimal(2), RATIO, 1, "2.0"),
        (Fraction(1, 8), RATIO, None, "0.125"),
        (Fraction(1, 3), PERCENT, None, "0.33%"),
        (Fraction(200, 3), PERCENT, 1, "66.7%"),
        (12345, COUNT, None, "12,345"),
        (1, DAYS, None, "1 day"),
        (Fraction(119999, 1000), CLOCK, 0, "2m00s"),
        (-138, CLOCK, None, "-2m18s"),
    ],
)
def test_values_in_sentences_are_rounded_half_up_for_the_eye(value, unit, decimals, printed):
    assert print_value(value, unit, decimals) == printed


@modest
@given(st.decimals(0, 10**9, places=6, allow_nan=False), units)
def test_a_value_in_a_sentence_loses_nothing(value, unit):
    assert parse_quantity(print_value(value, unit), unit).value == value
