"""Cells and values: what a column's cells mean, read from text or a workbook's own types.

Every ``clean`` raises ValueError in words; every ``render`` gives a number, a date or text, so
that a workbook gets numbers as numbers and a CSV file knows what is text.
"""

import datetime
from decimal import Decimal, InvalidOperation

from import_export.widgets import ManyToManyWidget, Widget

from performance.figures.days import read_day


def text_of(value) -> str:
    """A cell as text; a number as it is written, without a decimal point that it does not need.

    Raises:
        ValueError: the cell holds a date, or yes or no, that a spreadsheet made of some text.
    """
    if value is None:
        return ""
    if isinstance(value, (datetime.date, datetime.time, datetime.timedelta, bool)):
        raise ValueError(
            f"The cell holds {value}, which the spreadsheet made of some text: "
            "format the cell as text and type it again."
        )
    if isinstance(value, Decimal):
        return f"{plain(value):f}"
    return str(value)


def plain(value: Decimal) -> Decimal:
    """The same number without trailing zeros or an exponent."""
    return Decimal(f"{value.normalize():f}")


def as_written(value) -> str:
    """A cell or a value as a CSV file would have it, to see whether two are the same."""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, (datetime.time, datetime.timedelta, bool)):
        return str(value)
    return text_of(value)


class Text(Widget):
    def clean(self, value, row=None, **kwargs):
        return text_of(value)

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else str(value)


class Number(Widget):
    def clean(self, value, row=None, **kwargs):
        written = text_of(value).strip()
        if not written:
            return None
        try:
            number = Decimal(written)
        except InvalidOperation as fault:
            raise ValueError(f"“{written}” is not a number: write it like 1234.5.") from fault
        if not number.is_finite():
            raise ValueError(f"“{written}” is not a number: write it like 1234.5.")
        return number

    def render(self, value, obj=None, **kwargs):
        return None if value is None else plain(Decimal(value))


class Whole(Number):
    def clean(self, value, row=None, **kwargs):
        number = super().clean(value)
        if number is None:
            return None
        if number != number.to_integral_value() or abs(number) > 10**9:
            raise ValueError(f"“{value}” is not a whole number: write it like 12.")
        return int(number)

    def render(self, value, obj=None, **kwargs):
        return value


class YesNo(Widget):
    WORDS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}

    def clean(self, value, row=None, **kwargs):
        written = str(value if value is not None else "").strip().lower()
        if not written:
            return None
        if written not in self.WORDS:
            raise ValueError(f"“{value}” is neither yes nor no: write one of them.")
        return self.WORDS[written]

    def render(self, value, obj=None, **kwargs):
        return {True: "yes", False: "no"}.get(value, "")


class Day(Widget):
    def clean(self, value, row=None, **kwargs):
        if isinstance(value, datetime.datetime):
            return value.date()
        if isinstance(value, datetime.date):
            return value
        written = text_of(value).strip()
        if not written:
            return None
        day = read_day(written)
        if day is not None:
            return day
        raise ValueError(f"“{written}” is not a day: write it like 2021-07-31 or 31/07/2021.")

    def render(self, value, obj=None, **kwargs):
        return value


class Named(Widget):
    """A row of another table, named by its natural key.

    Args:
        model: the other table.
        by: the lookup that this column's cell holds.
        within: for each further lookup the column of the same row that holds it.
    """

    def __init__(self, model, by: str = "code", **within: str):
        super().__init__()
        self.model, self.by, self.within = model, by, within
        self.found: dict[tuple, object] = {}

    def clean(self, value, row=None, **kwargs):
        name = text_of(value).strip()
        if not name:
            return None
        lookups = {self.by: name}
        for lookup, column in self.within.items():
            lookups[lookup] = text_of(row.get(column)).strip()
        key = tuple(lookups.values())
        if key not in self.found:
            self.found[key] = self._get(name, lookups)
        return self.found[key]

    def _get(self, name, lookups):
        try:
            return self.model._base_manager.get(**lookups)
        except (self.model.DoesNotExist, ValueError) as fault:
            where = "".join(
                f" in {column} “{lookups[lookup]}”" for lookup, column in self.within.items()
            )
            raise ValueError(
                f"There is no {self.model._meta.verbose_name} “{name}”{where}. Add it first, "
                "or, if this file adds it, move its row above this one."
            ) from fault

    def render(self, value, obj=None, **kwargs):
        for name in self.by.split("__"):
            value = getattr(value, name, None)
        return "" if value is None else value


class NamedMany(ManyToManyWidget):
    """Several rows of another table by their codes, parted by commas."""

    def __init__(self, model, **options):
        super().__init__(model, field="code", **options)
        self.found: dict[str, object] = {}

    def clean(self, value, row=None, **kwargs):
        codes = [each.strip() for each in text_of(value).split(",") if each.strip()]
        new = set(codes) - self.found.keys()
        if new:
            self.found |= {each.code: each for each in self.model.objects.filter(code__in=new)}
        unknown = [code for code in codes if code not in self.found]
        if unknown:
            raise ValueError(
                f"There is no {self.model._meta.verbose_name} {', '.join(unknown)}. "
                "Add it first, or correct the spelling."
            )
        return [self.found[code] for code in dict.fromkeys(codes)]

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else ", ".join(sorted(each.code for each in value.all()))
