"""Tables as CSV files: UTF-8 with a byte order mark, text guarded against being computed."""

import csv
from collections.abc import Iterable
from io import StringIO

from performance.documents.text_cells import guarded, unguarded
from performance.resources.limits import FileRefused, check_rows


def write_csv(headers: list[str], rows: Iterable[Iterable]) -> bytes:
    """A table of text, numbers, dates and empty cells (None) as the bytes of a CSV file."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(headers)
    for row in rows:
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig")


def read_csv(data: bytes) -> tuple[list[str], list[list[str]]]:
    """Headers and rows of a CSV file, every cell as text.

    Raises:
        FileRefused: not UTF-8, not CSV, too large, or a row with fewer or more cells than headers.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise FileRefused(
            f"The file is not UTF-8 (byte {fault.start + 1}). In Excel choose "
            "“CSV UTF-8 (comma delimited)” when you save it."
        ) from fault
    try:
        table = list(csv.reader(StringIO(text, newline=""), strict=True))
    except csv.Error as fault:
        raise FileRefused(f"The file is not well-formed CSV: {fault}.") from fault
    headers, *rows = check_rows(table)
    for number, row in enumerate(rows, start=2):
        # A cell that the file does not have is None; an empty one is "".
        if None in row:
            raise FileRefused(
                f"Row {number} has {row.index(None)} cell{'s' * (row.index(None) != 1)}, "
                f"the header has {len(headers)}. Give every row a cell for each column."
            )
    return headers, [[unguarded(cell) for cell in row] for row in rows]
