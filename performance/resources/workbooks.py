"""Tables as workbooks: numbers as numbers, dates as dates, text typed as text."""

import datetime
from collections.abc import Iterable
from decimal import Decimal
from io import BytesIO

import openpyxl
from openpyxl.styles import Alignment, Font

from performance.documents.text_cells import escaped, unescaped
from performance.resources.limits import (
    COLUMNS,
    ROWS,
    FileRefused,
    check_rows,
    check_workbook,
)

LONGEST_TEXT = 32_767
DIGITS_OF_A_CELL = 15  # a cell's number is a double: further digits would not come back
FIRST_DAY = datetime.date(1900, 3, 1)  # before it Excel counts a 29 February that never was


def write_workbook(title: str, headers: list[str], rows: Iterable[Iterable]) -> bytes:
    """A table of text, numbers, dates and empty cells (None) as one sheet.

    Raises:
        ValueError: a text is longer than a cell can hold.
    """
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title[:31]
    sheet.freeze_panes = "A2"
    for row_number, row in enumerate([headers, *rows], start=1):
        for column, value in enumerate(row, start=1):
            if value is None or value == "":
                continue
            cell = sheet.cell(row_number, column)
            fill(cell, value)
            if row_number == 1:
                cell.font = Font(bold=True)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def fill(cell, value) -> None:
    if isinstance(value, Decimal) and len(value.as_tuple().digits) > DIGITS_OF_A_CELL:
        value = str(value)
    if isinstance(value, datetime.date) and value < FIRST_DAY:
        value = value.isoformat()
    if not isinstance(value, str):
        cell.value = value
        if isinstance(value, datetime.date):
            cell.number_format = "yyyy-mm-dd"
        return
    text = escaped(value)
    if len(text) > LONGEST_TEXT:
        raise ValueError(
            f"A text has {len(text)} characters, more than a workbook's cell can hold "
            f"({LONGEST_TEXT}): export CSV instead."
        )
    cell.value = text
    # Set after the value: openpyxl takes text that begins with "=" for a formula.
    cell.data_type = "s"
    if "\n" in text:
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def read_workbook(data: bytes) -> tuple[list[str], list[list]]:
    """Headers and rows of a workbook's only sheet: text, numbers, dates, booleans, None.

    Raises:
        FileRefused: it is no workbook within the limits, has several sheets, or holds formulas.
    """
    check_workbook(data)
    try:
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, keep_links=False)
    except Exception as fault:
        # openpyxl raises whatever its parser met; to the person it is one thing.
        raise FileRefused("The workbook cannot be read: open it and save it again.") from fault
    try:
        return _only_table(book)
    finally:
        book.close()


def _only_table(book) -> tuple[list[str], list[list]]:
    if len(book.sheetnames) != 1:
        raise FileRefused(
            f"The workbook has {len(book.sheetnames)} sheets ({', '.join(book.sheetnames)}), "
            "hidden ones included: keep the one to import."
        )
    sheet = book.worksheets[0]
    if (sheet.max_row or 0) > ROWS + 1 or (sheet.max_column or 0) > COLUMNS:
        raise FileRefused(
            f"The sheet reaches row {sheet.max_row} and column {sheet.max_column}; at most "
            f"{ROWS + 1} and {COLUMNS} are taken. Delete what is empty, or split it."
        )
    # What the sheet says of its own size may be wrong: read only as far as is taken.
    sheet.reset_dimensions()
    table, computed = [], []
    for row in sheet.iter_rows(max_row=ROWS + 2, max_col=COLUMNS + 1):
        table.append([_value(cell) for cell in row])
        computed += [cell.coordinate for cell in row if cell.data_type in ("f", "e")]
    if computed:
        raise FileRefused(
            f"Formulas or errors stand in {', '.join(computed[:20])}: paste their values instead."
        )
    headers, *rows = check_rows(table)
    return headers, rows


def _value(cell):
    value = cell.value
    if isinstance(value, str):
        return unescaped(value)
    if isinstance(value, float):
        return Decimal(repr(value))
    return value
