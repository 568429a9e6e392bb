"""What a file is, by what it holds: never by its name or by what the browser says of it.

Nothing is decoded or drawn here. A file that is taken is handed out as a download and never shown
in our pages; see docs/decisions/0016-attachments.md.
"""

import re
from dataclasses import dataclass

from performance.intake.archives import spreadsheet_of
from performance.intake.images import check_jpeg, check_png
from performance.intake.refusals import FileRefused


@dataclass(frozen=True, slots=True)
class FileType:
    """``extensions`` begins with the usual one; all in lower case."""

    media_type: str
    extensions: tuple[str, ...]


PDF = FileType("application/pdf", (".pdf",))
PNG = FileType("image/png", (".png",))
JPEG = FileType("image/jpeg", (".jpg", ".jpeg"))
XLSX = FileType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (".xlsx",))
ODS = FileType("application/vnd.oasis.opendocument.spreadsheet", (".ods",))
CSV = FileType("text/csv", (".csv",))
TYPES = (PDF, PNG, JPEG, XLSX, ODS, CSV)

TAKEN = "PDF, PNG, JPEG, XLSX, ODS or CSV"
UNKNOWN = f"The file is none of what is taken: {TAKEN}. Save it as one of these."
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PDF = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")
# Where a PDF says that it ends; a few writers put some bytes behind it.
END_OF_PDF = 1024


def word_of(media_type: str) -> str:
    """A type that is taken as people call it: "PDF", "XLSX"; the media type itself of any other."""
    words = {each.media_type: each.extensions[0].removeprefix(".").upper() for each in TYPES}
    return words.get(media_type, media_type)


def type_of(content: bytes) -> FileType:
    """The one of TYPES that ``content`` is.

    Raises:
        FileRefused: it is none of them, or not whole, or holds what could harm who opens it.
    """
    if not content:
        raise FileRefused("The file is empty.")
    if content.startswith(b"%PDF-"):
        check_pdf(content)
        return PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        check_png(content)
        return PNG
    if content.startswith(b"\xff\xd8\xff"):
        check_jpeg(content)
        return JPEG
    if content.startswith(b"PK\x03\x04"):
        return {"xlsx": XLSX, "ods": ODS}[spreadsheet_of(content)]
    if content.startswith(OLD_OFFICE):
        raise FileRefused(
            "The workbook has a password or an old format: save it as .xlsx without a password."
        )
    check_csv(content)
    return CSV


def check_pdf(content: bytes) -> None:
    if b"%%EOF" not in content[-END_OF_PDF:]:
        raise FileRefused("The PDF is not whole: save it again.")
    if ENCRYPTED_PDF.search(content):
        raise FileRefused("The PDF has a password or is locked: save it without.")


def check_csv(content: bytes) -> None:
    """Text in UTF-8, or as Excel writes it in Europe, with more than one column."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # In this encoding every byte but five is a letter: what a text never has is looked for.
        text = content.decode("cp1252", errors="replace")
    if any(each < " " and each not in "\t\r\n\f" for each in text) or "\ufffd" in text:
        raise FileRefused(UNKNOWN)
    first = next((line for line in text.splitlines() if line.strip()), "")
    if first.lstrip().startswith(("<", "{", "#!")) or not re.search(r"[,;\t]", first):
        raise FileRefused(UNKNOWN)
