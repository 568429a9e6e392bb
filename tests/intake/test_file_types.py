"""What a file is by what it holds, and which are not taken."""

import zipfile
from io import BytesIO

import pytest

from performance.intake import archives, images
from performance.intake.file_types import CSV, JPEG, ODS, PDF, PNG, UNKNOWN, XLSX, type_of, word_of
from performance.intake.refusals import FileRefused
from tests.intake import files

WHOLE = {
    "pdf": (files.pdf(), PDF),
    "png": (files.png(), PNG),
    "jpeg": (files.jpeg(), JPEG),
    "jpeg in two scans": (
        files.jpeg()[:-2] + b"\x00\xff\x00\xff\xd3\x07" + files.jpeg()[-13:],
        JPEG,
    ),
    "jpeg of a camera, with a second picture": (files.jpeg() + bytes(6) + files.jpeg(), JPEG),
    "jpeg that is filled up": (files.jpeg() + bytes(512), JPEG),
    "xlsx": (files.xlsx(), XLSX),
    "ods": (files.ods(), ODS),
    "csv": (files.CSV, CSV),
    "csv of Excel in Europe": ("Monat;Anrufe\r\nJuli;38 %\r\nKöln;1\r\n".encode("cp1252"), CSV),
    "csv with tabs": (b"Month\tCalls\nJuly\t38\n", CSV),
}


@pytest.mark.parametrize("name", WHOLE)
def test_what_a_whole_file_is_is_told_by_what_it_holds(name):
    content, kind = WHOLE[name]
    assert type_of(content) == kind


PASSWORD_PDF = "The PDF has a password or is locked: save it without."
REFUSED = {
    "empty": (b"", "The file is empty."),
    "a program": (b"MZ\x90\x00\x03\x00\x00\x00", UNKNOWN),
    "a page": (b"<!doctype html><script>alert(1)</script>, and more", UNKNOWN),
    "a page after blank lines": (b"\n\n  <svg onload=alert(1)>, x", UNKNOWN),
    "a drawing": (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', UNKNOWN),
    "a script": (b"#!/bin/sh\necho a, b", UNKNOWN),
    "words": (b"Only words, no\x00 table", UNKNOWN),
    "one column": (b"Calls\n38\n", UNKNOWN),
    "a GIF": (b"GIF89a\x01\x00\x01\x00", UNKNOWN),
    "half a PDF": (files.pdf()[:-6], "The PDF is not whole: save it again."),
    "a locked PDF": (files.pdf(b"trailer << /Encrypt 8 0 R >>"), PASSWORD_PDF),
    "a locked PDF in place": (files.pdf(b"<< /Encrypt<< /V 5 >> >>"), PASSWORD_PDF),
    "half a PNG": (files.png()[:-5], images.NOT_WHOLE),
    "a PNG without a header": (files.png().replace(b"IHDR", b"IHDX"), images.NOT_WHOLE),
    "a PNG with a page behind it": (
        files.png() + b"<script>alert(1)</script>",
        images.HIDDEN,
    ),
    "a JPEG with an archive behind it": (
        files.jpeg() + files.archive({"figures.csv": files.CSV}),
        images.HIDDEN,
    ),
    "a JPEG with an archive behind two pictures": (
        files.jpeg() * 2 + files.archive({"figures.csv": files.CSV}),
        images.HIDDEN,
    ),
    "a JPEG with half a picture behind it": (files.jpeg() + files.jpeg()[:-1], images.NOT_WHOLE),
    "a JPEG without a picture": (
        files.jpeg().split(b"\xff\xda")[0] + b"\xff\xd9",
        images.NOT_WHOLE,
    ),
    "a PNG bomb": (files.png(50_000, 50_000), images.TOO_LARGE),
    "a PNG without a side": (files.png(0, 5), images.NOT_WHOLE),
    "half a JPEG": (files.jpeg()[:-1], images.NOT_WHOLE),
    "a beginning of a JPEG": (files.jpeg()[:12], images.NOT_WHOLE),
    "a JPEG with a segment of no length": (
        files.jpeg().replace(b"\xff\xe0\x00\x10", b"\xff\xe0\x00\x00"),
        images.NOT_WHOLE,
    ),
    "a JPEG bomb": (files.jpeg(65_000, 65_000), images.TOO_LARGE),
    "an old workbook": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
        "The workbook has a password or an old format: save it as .xlsx without a password.",
    ),
    "an archive": (files.archive({"figures.csv": files.CSV}), archives.NO_SPREADSHEET),
    "a document": (files.ods("application/vnd.oasis.opendocument.text"), archives.NO_SPREADSHEET),
    "half a workbook": (files.xlsx()[:200], archives.DAMAGED),
    "macros": (files.xlsx(xl__vbaProject_bin=b"x"), archives.MACROS),
    "old macros": (files.xlsx(xl__macrosheets__sheet1_xml=b"<x/>"), archives.MACROS),
    "controls": (files.xlsx(xl__activeX__activeX1_xml=b"<x/>"), archives.MACROS),
    "macros of an ODS": (files.ods(Basic__Standard__Module1_xml=b"<x/>"), archives.MACROS),
    "scripts of an ODS": (files.ods(Scripts__python__a_py=b"x"), archives.MACROS),
    "an embedded file": (files.xlsx(xl__embeddings__a_bin=b"x"), archives.OBJECTS),
    "an archive within": (
        files.xlsx(xl__media__image1_png=files.archive({"a": b"b"})),
        archives.OBJECTS,
    ),
    "a program within": (files.xlsx(xl__media__image1_png=b"MZ\x90\x00"), archives.OBJECTS),
    "a password of an ODS": (
        files.ods(manifest="<manifest:encryption-data/>"),
        archives.PASSWORD,
    ),
    "a way out": (
        files.with_parts(files.xlsx(), {"xl/../../../etc/passwd": b"x"}),
        archives.DAMAGED,
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_taken_is_refused_and_the_refusal_says_why(name):
    content, why = REFUSED[name]
    with pytest.raises(FileRefused) as refusal:
        type_of(content)
    assert str(refusal.value) == why


def test_a_workbook_that_unpacks_to_more_than_50_mb_is_refused_unread():
    bomb = files.xlsx(xl__worksheets__sheet9_xml=bytes(archives.UNPACKED))
    assert len(bomb) < 200_000
    with pytest.raises(FileRefused) as refusal:
        type_of(bomb)
    assert str(refusal.value).startswith("The workbook is too large when unpacked")


def test_a_workbook_of_too_many_parts_is_refused():
    parts = {f"xl/{number}.xml": b"" for number in range(archives.PARTS + 1)}
    with pytest.raises(FileRefused) as refusal:
        type_of(files.archive(parts))
    assert str(refusal.value).startswith("The workbook is too large when unpacked")


def test_a_workbook_whose_part_says_it_is_smaller_than_it_is_is_refused():
    """A small size in the directory before a large part: what is unpacked ends where it says."""
    honest = files.archive({"[Content_Types].xml": b"x" * 1000, "xl/workbook.xml": b"y"})
    size = (1000).to_bytes(4, "little")
    lying = honest.replace(size, (10).to_bytes(4, "little"))
    with zipfile.ZipFile(BytesIO(lying)) as archive:
        assert archive.infolist()[0].file_size == 10
    with pytest.raises(FileRefused):
        type_of(lying)


def test_two_parts_of_one_name_are_refused():
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = files.with_parts(files.xlsx(), {"xl/workbook.xml": b"<other/>"})
    with pytest.raises(FileRefused, match=r"^The workbook is damaged"):
        type_of(twice)


def test_a_part_with_a_password_is_refused():
    content = bytearray(files.xlsx())
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    with pytest.raises(FileRefused, match=r"^The workbook has a password"):
        type_of(bytes(content))


@pytest.mark.parametrize("flip", [0x01, 0x04, 0x06, 0x80, 0xFF])
def test_a_workbook_with_one_wrong_byte_is_read_or_refused_and_never_breaks(flip):
    whole = files.ods()
    for at in range(len(whole)):
        damaged = whole[:at] + bytes([whole[at] ^ flip]) + whole[at + 1 :]
        try:
            assert type_of(damaged) == ODS
        except FileRefused:
            continue


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_workbook_that_is_packed_as_no_office_program_does_is_refused(method):
    sink = BytesIO()
    whole = zipfile.ZipFile(BytesIO(files.ods()))
    with whole, zipfile.ZipFile(sink, "w", method) as made:
        for each in whole.infolist():
            made.writestr(each.filename, whole.read(each))
    with pytest.raises(FileRefused, match=archives.DAMAGED):
        type_of(sink.getvalue())


def test_a_type_is_named_as_people_call_it():
    words = [word_of(each.media_type) for each in (PDF, JPEG, XLSX, CSV)]
    assert words == ["PDF", "JPG", "XLSX", "CSV"]
    assert word_of("text/plain") == "text/plain"
