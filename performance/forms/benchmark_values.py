"""What is typed into a benchmark: values in the series' unit, and changes on last year."""

import re
from decimal import Decimal

from performance.figures import Qualifier, Quantity, Unit, parse_quantity, print_quantity
from performance.figures.quantity_parsing import EXAMPLES, stands_for_nothing

LESS = ("less", "fewer", "lower", "down")
MORE = ("more", "higher", "up")
CHANGE = re.compile(
    r"(?P<sign>[+\-−–])? ?(?P<number>[0-9]+(?:\.[0-9]+)?) ?(?:%|per ?cent)?"
    rf"(?: (?P<way>{'|'.join((*LESS, *MORE))}))?",
    re.IGNORECASE,
)
UNCHANGED = ("no change", "unchanged", "as last year", "the same", "same as last year")
MOST_DECIMALS = 4


def example_of(unit: Unit) -> str:
    """How a value of the unit is typed: "56%", "12m27s"."""
    return EXAMPLES.get(unit.form) or f"16{unit.suffix}"


def read_value(text: str, unit: Unit) -> Decimal:
    """One number in the unit; a sign is a sign here, and brackets are too.

    Raises:
        ValueError: it cannot be read, is a range, or is no exact number.
    """
    if stands_for_nothing(text):
        raise ValueError(
            f"“{text.strip()}” is no number: type one, such as {example_of(unit)}, or clear the "
            "field."
        )
    quantity = parse_quantity(text, unit)
    if quantity.high is not None or quantity.qualifier not in (Qualifier.EXACT, Qualifier.CHANGE):
        raise ValueError(
            f"A line is one exact value, such as {example_of(unit)}: “{text.strip()}” is not."
        )
    return quantity.value


def write_value(value: Decimal, unit: Unit, *, signed: bool = False) -> str:
    """As ``read_value`` reads it back."""
    qualifier = Qualifier.CHANGE if signed else Qualifier.EXACT
    return print_quantity(Quantity(value, None, qualifier), unit)


def read_change(text: str) -> Decimal:
    """A change on last year as a share: -0.05 for "5% less" or "-5%".

    Raises:
        ValueError: it cannot be read, does not say which way, or takes away more than all.
    """
    words = " ".join(text.split())
    if words.lower() in UNCHANGED:
        return Decimal(0)
    found = CHANGE.fullmatch(words)
    if found is None:
        raise ValueError(
            f"“{words}” is not a change that can be read: write one such as “5% less”, “3% more”, "
            "“-5%” or “no change”."
        )
    number, sign, way = Decimal(found["number"]), found["sign"], (found["way"] or "").lower()
    if number and not sign and not way:
        raise ValueError(
            f"“{words}” does not say which way: write “{words} less” or “{words} more”."
        )
    if sign and way:
        raise ValueError(f"“{words}” says twice which way: leave out the sign, or the word.")
    if -number.as_tuple().exponent > MOST_DECIMALS:
        raise ValueError(f"“{words}” has more than {MOST_DECIMALS} decimals: round it.")
    is_less = sign not in (None, "+") or way in LESS
    if is_less and number > 100:
        raise ValueError(f"“{words}” takes away more than there was: 100% less is nothing at all.")
    return (-number if is_less else number) / 100


def write_change(change: Decimal) -> str:
    """As ``read_change`` reads it back: "5% less", "no change"."""
    if not change:
        return "no change"
    return f"{(abs(change) * 100).normalize():f}% {'less' if change < 0 else 'more'}"
