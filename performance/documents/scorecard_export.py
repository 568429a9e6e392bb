"""A scorecard as tidy rows: one for each printed value, in the order in which it is printed."""

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from performance.documents.text_cells import guarded
from performance.figures import PeriodKind, Quantity
from performance.queries.scorecards.scorecards import Group, Item, Line, Scorecard, Section
from performance.states import PrintedKind, PrintRole

COLUMNS = (
    "objective",
    "sub_objective",
    "indicator",
    "series",
    "organisation",
    "period_kind",
    "period_start",
    "period_end",
    "period_label",
    "value",
    "value_high",
    "qualifier",
    "unit",
    "role",
    "printed",
    "note",
)
NONE, NAMED_REFERENCE, RANGE, TEXT = "none", "named_reference", "range", "text"
# What a print shows where there is nothing. It is made here and stored nowhere.
DASH = "-"
WORDS = (
    "objective",
    "sub_objective",
    "indicator",
    "series",
    "organisation",
    "period_label",
    "printed",
    "note",
)
# A lone dash and a signed number are what the paper prints, and nothing that a program computes.
DASH_OR_NUMBER = re.compile(r"-|[+-]\d[\d,]*(\.\d+)?%?")

Row = dict[str, str]


def as_csv(scorecard: Scorecard) -> str:
    """The rows as comma-separated values (RFC 4180) with a heading line.

    Words that a spreadsheet would compute get an apostrophe in front.
    """
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(guarded_row(row) for row in rows_of(scorecard))
    return out.getvalue()


def as_json(scorecard: Scorecard) -> str:
    """The rows as a JSON list of objects; numbers stay text, so that 2.0 keeps its decimal."""
    return json.dumps(list(rows_of(scorecard)), ensure_ascii=False, indent=2) + "\n"


def guarded_row(row: Row) -> Row:
    """The row with its words made harmless; the dash and signed numbers stay as printed."""
    return row | {
        name: guarded(row[name]) for name in WORDS if not DASH_OR_NUMBER.fullmatch(row[name])
    }


def rows_of(scorecard: Scorecard) -> Iterator[Row]:
    """One row for each printed value, and one for each empty column.

    Columns: objective, sub_objective, indicator, series, organisation, period_kind (month,
    quarter, financial_year, calendar_year, rolling_12m, as_at, multi_year, month_range,
    date_range, named_reference or none), period_start (empty for a date), period_end,
    period_label (the paper's own), value, value_high (of a range), qualifier, unit, role, printed,
    note. Words and empty columns have the unit and the role "text"; an empty column prints "-".
    """
    for section in scorecard.sections:
        for group in section.groups:
            for line in group.lines:
                for item in items_of(line):
                    yield row_of(section, group, line, item, scorecard.force_name)


def items_of(line: Line) -> Iterator[Item | None]:
    """The paper's items; None for a column with nothing in it. What is later is none of them."""
    yield from line.wording_items
    yield from [each for each in line.current if not each.is_later] or (None,)
    yield from line.historical or (None,)


def row_of(section: Section, group: Group, line: Line, item: Item | None, force_name: str) -> Row:
    place = {
        "objective": section.title,
        "sub_objective": group.title,
        "indicator": f"{line.wording} {line.sub_row}".rstrip(),
    }
    empty = dict.fromkeys(COLUMNS, "") | place
    if item is None:
        return empty | {
            "organisation": force_name,
            "period_kind": NONE,
            "unit": TEXT,
            "role": PrintRole.TEXT.value,
            "printed": DASH,
        }
    return (
        empty
        | {
            "series": item.series,
            "organisation": item.organisation_name,
            "period_label": item.label,
            "unit": item.unit_name if item.quantity else TEXT,
            "role": str(item.role),
            "printed": item.printed,
            "note": " ".join([each.text for each in item.notes] + [item.note_text]).strip()
            if item.kind != PrintedKind.NOTE
            else "",
        }
        | period_columns(item)
        | (quantity_columns(item.quantity) if item.quantity else {})
    )


def period_columns(item: Item) -> Row:
    """The period's kind and days. A date without a label is the paper's own: it exports none."""
    period = item.period
    if period is None:
        named = item.kind == PrintedKind.REFERENCE and item.label
        return {"period_kind": NAMED_REFERENCE if named else NONE}
    is_date = period.kind == PeriodKind.DATE
    if is_date and item.unlabelled:
        return {"period_kind": NONE}
    return {
        "period_kind": period.export_kind,
        "period_start": "" if is_date else iso(period.start),
        "period_end": iso(period.end),
    }


def quantity_columns(quantity: Quantity) -> Row:
    return {
        "value": plain(quantity.value, quantity.decimals),
        "value_high": plain(quantity.high, quantity.decimals),
        "qualifier": RANGE if quantity.high is not None else quantity.qualifier.symbol,
    }


def plain(value: Decimal | None, decimals: int) -> str:
    """The exact number with at least the decimals it is printed with: "2.0", "1637"."""
    if value is None:
        return ""
    printed = round(value, decimals)
    return f"{printed:f}" if printed == value else f"{value.normalize():f}"


def iso(day: date) -> str:
    return day.isoformat()
