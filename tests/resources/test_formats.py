"""Files: what is written is read back; what is dangerous is refused in words."""

import datetime
import zipfile
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
import tablib
from hypothesis import given, settings
from hypothesis import strategies as st

from performance.resources import FORMATS, CsvFormat, FileRefused, WorkbookFormat
from performance.resources.cells import Day, Number, Text

TEXT = st.text(
    alphabet=st.characters(exclude_categories=["Cs"]) | st.sampled_from("'=+-@\t\r\n,\"_x0"),
    max_size=12,
)
NUMBERS = st.decimals(
    allow_nan=False, allow_infinity=False, places=6, min_value=-(10**13), max_value=10**13
)
DAYS = st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2199, 12, 31))


def there_and_back(kind, headers, rows):
    written = kind().export_data(tablib.Dataset(*rows, headers=headers))
    return kind().create_dataset(written)


@pytest.mark.parametrize("kind", FORMATS)
@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TEXT, NUMBERS, DAYS), min_size=1, max_size=4))
def test_text_numbers_and_days_come_back(kind, rows):
    written = [(text, Number().render(number), day) for text, number, day in rows]
    dataset = there_and_back(kind, ["text", "number", "day"], written)
    read = [
        (Text().clean(text), Number().clean(number), Day().clean(day))
        for text, number, day in dataset
    ]
    assert read == rows


def test_csv_prefixes_text_and_leaves_numbers():
    written = CsvFormat().export_data(
        tablib.Dataset(["-5", Decimal("-5")], ["=1", 3], headers=["text", "number"])
    )
    assert written.decode("utf-8-sig") == "text,number\r\n'-5,-5\r\n'=1,3\r\n"


def test_a_workbook_holds_numbers_as_numbers_and_formulas_as_text():
    written = WorkbookFormat().export_data(
        tablib.Dataset(["=1+1", Decimal("0.5"), datetime.date(2021, 7, 1)], headers=["a", "b", "c"])
    )
    cells = openpyxl.load_workbook(BytesIO(written)).active[2]
    assert [(cell.data_type, cell.value) for cell in cells] == [
        ("s", "=1+1"),
        ("n", 0.5),
        ("d", datetime.datetime(2021, 7, 1)),  # noqa: DTZ001
    ]


def workbook(*rows, sheets=1) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for _ in range(sheets - 1):
        book.create_sheet()
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(**parts) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def refusal(kind, data) -> str:
    with pytest.raises(FileRefused) as refused:
        kind().create_dataset(data)
    return str(refused.value)


def test_a_formula_is_named_by_its_cell():
    assert refusal(WorkbookFormat, workbook(["code", "name"], ["a", "=B9"], ["=A1", "b"])) == (
        "Formulas or errors stand in B2, A3: paste their values instead."
    )


def test_several_sheets_are_refused():
    assert refusal(WorkbookFormat, workbook(["code"], ["a"], sheets=2)) == (
        "The workbook has 2 sheets (Sheet, Sheet1), hidden ones included: keep the one to import."
    )


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"code,name\r\n", "no .xlsx workbook"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (zipped(a=b"0" * 51 * 1024 * 1024), "too large when unpacked"),
        (zipped(**{f"part{n}": b"" for n in range(201)}), "too large when unpacked"),
        (zipped(**{"xl/vbaProject.bin": b""}), "macros"),
        (zipped(**{"a.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'}), "entities"),
        (zipped(**{"a.xml": b"<x/>"}), "cannot be read"),
        (b"0" * (5 * 1024 * 1024 + 1), "at most 5 MB"),
    ],
    # Named, for the bytes hold the time of day: each process would call the test otherwise.
    ids=["text", "torn", "huge", "parts", "macros", "entities", "no sheets", "heavy"],
)
def test_a_dangerous_or_damaged_workbook_is_refused(data, words):
    assert words in refusal(WorkbookFormat, data)


def test_a_sheet_that_lies_about_its_size_is_read_only_so_far():
    rows = [["code"], *([str(n)] for n in range(2001))]
    assert "2001 rows" in refusal(CsvFormat, "\r\n".join(row[0] for row in rows).encode())
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "code", "far away"
    out = BytesIO()
    book.save(out)
    assert "at most 2001 and 60" in refusal(WorkbookFormat, out.getvalue())


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no rows"),
        (b"code,name\r\n,\r\n", "no rows"),
        (b"code\r\na\r\n\r\nb\r\n", "Row 3 is empty"),
        (b"code\r\na,b\r\n", "Row 2 has cells beyond"),
        (b"a,b,c,d\r\n1,2\r\n", "Row 2 has 2 cells, the header has 4."),
        ("name\r\ncafé".encode("cp1252"), "not UTF-8"),
        (b'code\r\n"a', "not well-formed"),
    ],
)
def test_a_file_that_is_no_table_is_refused(data, words):
    assert words in refusal(CsvFormat, data)
