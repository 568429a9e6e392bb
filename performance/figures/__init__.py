"""Figures: periods and quantities, each with a parser and a printer that agree.

Pure: values in, values out. Nothing here knows a database, a clock or a framework.
"""

from performance.figures.period_kinds import Frequency, LabelStyle, PeriodKind
from performance.figures.period_parsing import AmbiguousPeriod, UnreadablePeriod, parse_period
from performance.figures.periods import Period
from performance.figures.quantities import Qualifier, Quantity
from performance.figures.quantity_parsing import UnreadableQuantity, parse_quantity
from performance.figures.quantity_printing import print_quantity, print_value
from performance.figures.reporting import (
    financial_year_of,
    period_of,
    periods_of_year,
    position,
)
from performance.figures.units import Form, Unit

__all__ = [
    "AmbiguousPeriod",
    "Form",
    "Frequency",
    "LabelStyle",
    "Period",
    "PeriodKind",
    "Qualifier",
    "Quantity",
    "Unit",
    "UnreadablePeriod",
    "UnreadableQuantity",
    "financial_year_of",
    "parse_period",
    "parse_quantity",
    "period_of",
    "periods_of_year",
    "position",
    "print_quantity",
    "print_value",
]
