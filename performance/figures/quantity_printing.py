"""Figures into words, in the dress of the board papers: "40%", "1,637", "2m18s", "15.4kg"."""

import re
from decimal import Decimal
from fractions import Fraction

from performance.figures.clock import clock_of
from performance.figures.quantities import MOST_DECIMALS, Qualifier, Quantity
from performance.figures.units import Form, Unit

PREFIXES = {
    Qualifier.ABOUT: "about ",
    Qualifier.AT_LEAST: "at least ",
    Qualifier.MORE_THAN: ">",
    Qualifier.AT_MOST: "at most ",
    Qualifier.LESS_THAN: "<",
    Qualifier.ABOUT_BUT_LESS: "nearly ",
}
TIME_WORD = re.compile(r"(.*\b(?:day|week|month|year|hour|minute))s", re.IGNORECASE)
ENDLESS_DECIMALS = 2


def print_quantity(quantity: Quantity, unit: Unit) -> str:
    """The figure as printed; ``parse_quantity`` reads it back to the same quantity.

    A sign marks a change ("+3.1", "-7.5"), so an exact figure below zero stands in brackets, as
    accountants write it. Dress from the papers: "92%-95%", "<50%", "nearly 200".
    """
    if quantity.high is not None:
        return _range(quantity, unit)
    sign = "-" if quantity.value < 0 else ""
    words = _worn(quantity.value, unit, quantity.decimals)
    match quantity.qualifier:
        case Qualifier.EXACT:
            return f"({words})" if sign else words
        case Qualifier.CHANGE:
            return f"{sign or '+'}{words}"
    return f"{PREFIXES[quantity.qualifier]}{sign}{words}"


def print_value(value: Decimal | Fraction | int, unit: Unit, decimals: int | None = None) -> str:
    """A value for a sentence: "39%", "-7.5", "2m18s".

    Args:
        value: in the unit's own measure: seconds for a clock time, 40 for 40%.
        decimals: how many to print, rounded half up (away from zero). None prints the value
            exactly without trailing zeros; a fraction that six decimals cannot state is rounded
            to two.

    Rounding is for the eye alone: never compare what this returns.
    """
    exact = Fraction(value)
    if decimals is None:
        decimals = _decimals_to_state(exact)
    words = _worn(exact, unit, decimals)
    rounds_to_zero = abs(exact) * 10**decimals < Fraction(1, 2)
    return f"-{words}" if exact < 0 and not rounds_to_zero else words


def _range(quantity: Quantity, unit: Unit) -> str:
    low, high = quantity.value, quantity.high
    # "2-3 weeks" says its unit once; every other form belongs to each number: "92%-95%".
    worn = _number if unit.form == Form.SUFFIXED else _worn
    words_low = ("-" if low < 0 else "") + worn(low, unit, quantity.decimals)
    words_high = ("-" if high < 0 else "") + _worn(high, unit, quantity.decimals)
    # A dash between signs could be read as a sign itself.
    between = " to " if low < 0 else "-"
    return f"{PREFIXES.get(quantity.qualifier, '')}{words_low}{between}{words_high}"


def _worn(value: Decimal | Fraction, unit: Unit, decimals: int) -> str:
    """The size of ``value``, without its sign, in the unit's dress."""
    number = _number(value, unit, decimals)
    if unit.form == Form.PERCENT:
        return f"{number}%"
    if unit.form == Form.SUFFIXED:
        singular = TIME_WORD.fullmatch(unit.suffix) if number == "1" else None
        return number + (singular[1] if singular else unit.suffix)
    return number


def _number(value: Decimal | Fraction, unit: Unit, decimals: int) -> str:
    number = _rounded(abs(Fraction(value)), decimals)
    if unit.form == Form.CLOCK:
        return clock_of(number)
    if unit.form == Form.PLAIN:
        return number
    whole, point, rest = number.partition(".")
    return f"{int(whole):,}{point}{rest}"


def _rounded(size: Fraction, decimals: int) -> str:
    units = int(size * 10**decimals + Fraction(1, 2))
    if not decimals:
        return str(units)
    whole, rest = divmod(units, 10**decimals)
    return f"{whole}.{rest:0{decimals}d}"


def _decimals_to_state(exact: Fraction) -> int:
    for decimals in range(MOST_DECIMALS + 1):
        if (exact * 10**decimals).denominator == 1:
            return decimals
    return ENDLESS_DECIMALS
