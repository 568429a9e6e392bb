"""Spreadsheets that are zip archives: which one, and nothing in it that runs or hides."""

import zipfile
import zlib
from io import BytesIO

from performance.intake.refusals import FileRefused

UNPACKED = 50 * 1024 * 1024
PARTS = 2000
# What tells the format is small; nothing larger is read for it.
DESCRIPTION = 1024 * 1024
DAMAGED = "The workbook is damaged: open it and save it again."
NO_SPREADSHEET = (
    "The file is an archive and no spreadsheet: attach what is in it, as XLSX, ODS, CSV or PDF."
)
MACROS = "The workbook has macros: save it as .xlsx or .ods without them."
OBJECTS = "The workbook has other files in it: take them out and attach them by themselves."
PASSWORD = "The workbook has a password: save it without."
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
XLSX_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
# What office programs pack with; other methods fail in ways of their own.
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# By the beginnings of parts' names, in lower case.
RUN = ("basic/", "scripts/", "xl/macrosheets/", "xl/activex/", "xl/ctrlprops/")
HOLD_FILES = ("xl/embeddings/", "xl/externallinks/oleobject")
# A part that is an archive, a program or a document of the old office by its first bytes.
NESTED = (
    b"PK\x03\x04",
    b"MZ",
    b"\x7fELF",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0",
)

# A single byte that is wrong sends zipfile before the beginning of the file, or into a name that is
# no text; what it raises then depends on the byte.
UNREADABLE = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    zlib.error,
)


def spreadsheet_of(content: bytes) -> str:
    """ "xlsx" or "ods".

    Raises:
        FileRefused: it is neither, too large when unpacked, or holds macros, other files, a
            password or a part that is not where it says.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            check_parts(archive, parts)
            return format_of(archive, {each.filename for each in parts})
    except FileRefused:
        raise
    except UNREADABLE as fault:
        raise FileRefused(DAMAGED) from fault


def check_parts(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    # The sizes that an archive states are sound: zipfile refuses to unpack more.
    if len(parts) > PARTS or sum(each.file_size for each in parts) > UNPACKED:
        raise FileRefused(
            "The workbook is too large when unpacked (50 MB, 2,000 parts at most): "
            "copy the cells into a new one."
        )
    if len({each.filename.lower() for each in parts}) < len(parts):
        raise FileRefused(DAMAGED)
    for each in parts:
        name = each.filename.lower()
        if each.flag_bits & 0x1:
            raise FileRefused(PASSWORD)
        if each.compress_type not in PACKED:
            raise FileRefused(DAMAGED)
        if "vbaproject" in name or name.startswith(RUN):
            raise FileRefused(MACROS)
        if name.startswith(("/", "../")) or "/../" in name or "\\" in name or ":" in name:
            raise FileRefused(DAMAGED)
        if name.startswith(HOLD_FILES):
            raise FileRefused(OBJECTS)
        if not each.is_dir():
            with archive.open(each) as part:
                if part.read(8).startswith(NESTED):
                    raise FileRefused(OBJECTS)


def format_of(archive: zipfile.ZipFile, names: set[str]) -> str:
    def read(name: str) -> bytes:
        with archive.open(name) as part:
            return part.read(DESCRIPTION)

    if "[Content_Types].xml" in names:
        types = read("[Content_Types].xml")
        if b"macroEnabled" in types or b"vbaProject" in types:
            raise FileRefused(MACROS)
        if XLSX_TYPE in types and "xl/workbook.xml" in names:
            return "xlsx"
    elif "mimetype" in names and "content.xml" in names:
        if "META-INF/manifest.xml" in names and b"encryption-data" in read("META-INF/manifest.xml"):
            raise FileRefused(PASSWORD)
        if read("mimetype").strip() == ODS_TYPE:
            return "ods"
    raise FileRefused(NO_SPREADSHEET)
