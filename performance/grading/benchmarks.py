"""What a benchmark is made of: lines of four shapes over one plan year (GRADING.md section 1)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

Exact = Decimal | Fraction | int


def exact(value: Exact) -> Fraction:
    """The number without rounding.

    Raises:
        TypeError: a float, whose last digits nobody typed.
        ValueError: not a finite number.
    """
    # Decimals first and by their ratio: there are many, and this way is the quickest.
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError(f"{value} is not a number: leave the value out instead.")
        return Fraction(*value.as_integer_ratio())
    if isinstance(value, Fraction):
        return value
    if isinstance(value, float):
        raise TypeError(f"{value!r} is a float: give a Decimal, so that comparisons are exact.")
    return Fraction(value)


@dataclass(frozen=True, slots=True)
class Interval:
    """Both ends of a line to keep within, in the series' unit.

    Reversed ends can be held, so that an editor may show them; ``check_benchmark`` refuses them.
    """

    low: Exact
    high: Exact


@dataclass(frozen=True, slots=True)
class Flat:
    """One value for every period of the year."""

    value: Exact | Interval
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Linear:
    """Even steps from the baseline, at the period before the year, to the year's last period."""

    end_value: Exact
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """A value typed for each period, the year's first period first; None where one is missing."""

    values: tuple[Exact | Interval | None, ...]
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Seasonal:
    """The same period last year × (1 + change), as it stood when the benchmark was approved.

    ``change`` is a share: -0.05 for 5% less. ``last_year`` has the year's first period first.
    """

    change: Exact
    last_year: tuple[Exact | None, ...]
    strict: bool = False


Line = Flat | Linear | Profile | Seasonal


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """The lines of a series for one plan year.

    Attributes:
        year_start: 1 April of the plan year; approval on that day is late.
        first, last: the first days of the year's first and last periods.
        approved_on: None while unapproved.
        late_waiver_reason: why a late benchmark grades all the same; a blank one waives nothing.
        reapproved_on: the day of the latest approval after a break.
        baseline: the value at the period before the year, in the series' unit.
        seasonal_offsets: one number for each position in the year, or None.
        no_season_confirmed: a person confirmed that this flow has no season.
        expected: None where a rubric's bands take the place of lines.
        floor: None for the default of section 1; stretch: None for none.
    """

    year_start: date
    first: date
    last: date
    expected: Line | None
    floor: Line | None = None
    stretch: Line | None = None
    baseline: Exact | None = None
    approved_on: date | None = None
    late_waiver_reason: str | None = None
    reapproved_on: date | None = None
    seasonal_offsets: tuple[Exact, ...] | None = None
    no_season_confirmed: bool = False

    @property
    def is_approved(self) -> bool:
        return self.approved_on is not None

    @property
    def is_late(self) -> bool:
        """Approved on or after the plan year's first day."""
        return self.approved_on is not None and self.approved_on >= self.year_start

    @property
    def is_waived(self) -> bool:
        return bool((self.late_waiver_reason or "").strip())

    def covers_break(self, on: date) -> bool:
        """Approved or approved again on or after the first day of a break."""
        approvals = (self.approved_on, self.reapproved_on)
        return any(approval is not None and approval >= on for approval in approvals)
