"""A quantity is finite, in order, and never printed as less than it is."""

from decimal import Decimal

import pytest

from performance.figures import Form, Qualifier, Quantity, Unit


def test_every_qualifier_has_its_sign_in_exports():
    assert {qualifier.value: qualifier.symbol for qualifier in Qualifier} == {
        "exact": "",
        "about": "~",
        "at_least": ">=",
        "more_than": ">",
        "at_most": "<=",
        "less_than": "<",
        "about_but_less": "~<",
        "change": "+",
    }


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity"), 1, 1.5, "1", None])
def test_only_finite_decimals_are_figures(value):
    with pytest.raises(ValueError, match="is not a figure: give a finite Decimal"):
        Quantity(value)


@pytest.mark.parametrize("high", ["92", "91.9"])
def test_a_range_runs_upwards(high):
    with pytest.raises(ValueError, match=r"^A range runs upwards, and 92 to "):
        Quantity(Decimal(92), Decimal(high))


@pytest.mark.parametrize(
    "qualifier", [each for each in Qualifier if each not in (Qualifier.EXACT, Qualifier.ABOUT)]
)
def test_a_range_takes_no_inequality(qualifier):
    with pytest.raises(ValueError, match=r"^A range is exact or about"):
        Quantity(Decimal(2), Decimal(3), qualifier)


@pytest.mark.parametrize("decimals", [-1, 7])
def test_a_figure_has_up_to_six_decimals(decimals):
    with pytest.raises(ValueError, match="printed with 0 to 6 decimals"):
        Quantity(Decimal(1), decimals=decimals)


def test_a_figure_too_fine_or_too_large_is_refused():
    with pytest.raises(ValueError, match="has more than 6 decimals"):
        Quantity(Decimal("0.1234567"))
    with pytest.raises(ValueError, match="is too large"):
        Quantity(Decimal(10) ** 14)
    assert Quantity(Decimal(10) ** 14 - 1).value == Decimal(99999999999999)


def test_decimals_are_at_least_what_the_figure_needs():
    assert Quantity(Decimal("15.4")) == Quantity(Decimal("15.4"), decimals=1)
    assert Quantity(Decimal("2.0"), decimals=1).decimals == 1
    assert Quantity(Decimal("40.000000")).decimals == 0
    assert Quantity(Decimal("4E+3")).decimals == 0
    assert Quantity(Decimal(2), Decimal("2.25")).decimals == 2


def test_how_many_decimals_are_printed_is_part_of_a_figure():
    assert Quantity(Decimal(2), decimals=1) != Quantity(Decimal(2))


def test_a_change_may_be_downwards():
    assert Quantity(Decimal("-7.5"), qualifier=Qualifier.CHANGE).value == Decimal("-7.5")


def test_a_suffixed_unit_has_a_suffix_and_no_other_has():
    assert Unit("days", Form.SUFFIXED, " days").suffix == " days"
    with pytest.raises(ValueError, match=r"^The unit “officers” is worn as count"):
        Unit("officers", Form.COUNT, " officers")


@pytest.mark.parametrize("suffix", ["", " ", "  days", " days ", "a  b", "%", "-kg", "2nd", ".5"])
def test_a_suffix_cannot_be_mistaken_for_the_number(suffix):
    with pytest.raises(ValueError, match="cannot follow a number"):
        Unit("anything", Form.SUFFIXED, suffix)
