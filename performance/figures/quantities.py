"""Quantity: a figure as the world states it, exact, about, at most, a range or a change."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

MOST_DECIMALS = 6
MOST_WHOLE_DIGITS = 14


class Qualifier(StrEnum):
    """How firmly a figure is stated. ABOUT_BUT_LESS is "nearly 200"; CHANGE is "+3.1", "-7.5"."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    ABOUT_BUT_LESS = "about_but_less"
    CHANGE = "change"

    @property
    def symbol(self) -> str:
        """The sign for it in exports: "" when exact, ">=" for at least."""
        return SYMBOLS[self]


SYMBOLS = {
    Qualifier.EXACT: "",
    Qualifier.ABOUT: "~",
    Qualifier.AT_LEAST: ">=",
    Qualifier.MORE_THAN: ">",
    Qualifier.AT_MOST: "<=",
    Qualifier.LESS_THAN: "<",
    Qualifier.ABOUT_BUT_LESS: "~<",
    Qualifier.CHANGE: "+",
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in its series' unit (clock times in seconds, percentages as 40 for 40%).

    ``high`` is the upper end of a range, of which ``value`` is the lower. ``decimals`` is how
    many are printed ("2.0" has one); it is raised to what the value needs, so that a figure is
    never printed as less than it is.

    Raises:
        ValueError: not a finite Decimal, more than 14 digits before the point or 6 after it,
            a range not in order, or a range with a qualifier other than about.
    """

    value: Decimal
    high: Decimal | None = None
    qualifier: Qualifier = Qualifier.EXACT
    decimals: int = 0

    def __post_init__(self):
        object.__setattr__(self, "qualifier", Qualifier(self.qualifier))
        if not 0 <= self.decimals <= MOST_DECIMALS:
            raise ValueError(
                f"A figure is printed with 0 to {MOST_DECIMALS} decimals, not {self.decimals}."
            )
        needed = _decimals_of(self.value)
        if self.high is not None:
            needed = max(needed, _decimals_of(self.high))
            if self.high <= self.value:
                raise ValueError(
                    f"A range runs upwards, and {self.value} to {self.high} does not: "
                    "give the lower figure first."
                )
            if self.qualifier not in (Qualifier.EXACT, Qualifier.ABOUT):
                raise ValueError(
                    f"A range is exact or about, not “{self.qualifier.replace('_', ' ')}”: "
                    "give one figure, or leave the qualifier out."
                )
        object.__setattr__(self, "decimals", max(self.decimals, needed))


def _decimals_of(value: Decimal) -> int:
    """How many decimals ``value`` needs; ValueError where a figure cannot hold it."""
    if not isinstance(value, Decimal) or not value.is_finite():
        raise ValueError(f"{value!r} is not a figure: give a finite Decimal.")
    if value and value.adjusted() >= MOST_WHOLE_DIGITS:
        raise ValueError(
            f"{value} is too large: a figure has at most {MOST_WHOLE_DIGITS} digits before "
            "the point. Check it, or report it in thousands."
        )
    digits, exponent = value.as_tuple()[1:]
    needed = -exponent
    for digit in reversed(digits):
        if digit or needed <= 0:
            break
        needed -= 1
    needed = max(needed, 0) if value else 0
    if needed > MOST_DECIMALS:
        raise ValueError(
            f"{value} has more than {MOST_DECIMALS} decimals: round it to how it is reported."
        )
    return needed
