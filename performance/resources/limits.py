"""What a file of reference data may be (DESIGN.md section 10, rule 5), before anything reads it."""

import re
import zipfile
from io import BytesIO

PACKED = 5 * 1024 * 1024
UNPACKED = 50 * 1024 * 1024
ENTRIES = 200
# Fewer than a history's: a file is checked, and written, within one web request. The largest
# table of the papers has some five hundred.
ROWS = 2000
COLUMNS = 60
DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


class FileRefused(ValueError):
    """The file is not read at all; says why and what to do."""


def check_size(data: bytes) -> None:
    if len(data) > PACKED:
        raise FileRefused(
            f"The file has {len(data) / 1_000_000:.1f} MB; at most 5 MB are taken. "
            "Split it into several files."
        )


def check_workbook(data: bytes) -> None:
    """Refuse what is no workbook, is too large unpacked, or brings more than cells.

    The sizes that the archive states are sound: Python's zipfile refuses to unpack more.
    """
    check_size(data)
    if not data.startswith(b"PK\x03\x04"):
        raise FileRefused("The file is no .xlsx workbook: save it as one, or as CSV UTF-8.")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > ENTRIES or sum(each.file_size for each in entries) > UNPACKED:
                raise FileRefused(
                    "The workbook is too large when unpacked (50 MB, 200 parts at most): "
                    "copy the cells into a new one."
                )
            for each in entries:
                if each.filename.lower().endswith("vbaproject.bin"):
                    raise FileRefused("The workbook has macros: save it as .xlsx without them.")
                if each.filename.lower().endswith((".xml", ".rels")) and DECLARATION.search(
                    archive.read(each).replace(b"\x00", b"")
                ):
                    raise FileRefused("The workbook declares entities, which none needs.")
    except zipfile.BadZipFile as fault:
        raise FileRefused("The workbook is damaged: open it and save it again.") from fault


def check_rows(table: list[list]) -> list[list]:
    """``table`` without empty rows at its end, each row as long as the headers.

    Raises:
        FileRefused: no rows, too many, an empty row between others, or cells beyond the headers.
    """
    while table and not any(_is_filled(cell) for cell in table[-1]):
        table.pop()
    if len(table) < 2:
        raise FileRefused("The file holds no rows under its headers: nothing to import.")
    headers = [str(cell).strip() if cell is not None else "" for cell in table[0]]
    while headers and not headers[-1]:
        headers.pop()
    if len(table) - 1 > ROWS or len(headers) > COLUMNS:
        raise FileRefused(
            f"The file has {len(table) - 1} rows and {len(headers)} columns; at most {ROWS} and "
            f"{COLUMNS} are taken. Split it into several files."
        )
    rows = []
    for number, row in enumerate(table[1:], start=2):
        if not any(_is_filled(cell) for cell in row):
            raise FileRefused(f"Row {number} is empty: take it out.")
        if any(_is_filled(cell) for cell in row[len(headers) :]):
            raise FileRefused(
                f"Row {number} has cells beyond the last header: give them one or empty them."
            )
        kept = row[: len(headers)]
        rows.append(kept + [None] * (len(headers) - len(kept)))
    return [headers, *rows]


def _is_filled(cell) -> bool:
    return cell is not None and cell != ""
