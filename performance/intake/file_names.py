"""The name of a file as somebody sent it, made harmless and left readable."""

import unicodedata
from pathlib import PurePosixPath

LONGEST = 200
# Joiners of letters and of emoji are written; what turns the direction of a name is not.
JOINERS = "\u200c\u200d"
NO_NAME = "file"


def safe_name(sent: str, extensions: tuple[str, ...]) -> str:
    """``sent`` without its folders and without what cannot be seen; at most 200 characters.

    It ends with one of ``extensions`` (such as ".pdf", the first where it has none of them), so
    that nothing called "figures.pdf.exe" is ever handed out. A right-to-left override, which would
    show "exe.fdp" for "pdf.exe", a line break and any other control character are left out.
    """
    last = sent.replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(
        " " if each.isspace() else each
        for each in unicodedata.normalize("NFC", last)
        if each.isspace() or each in JOINERS or unicodedata.category(each)[0] != "C"
    )
    name = " ".join(seen.split()).strip(". ")
    ending = PurePosixPath(name).suffix.lower()
    if ending in extensions:
        stem, ending = name[: -len(ending)], name[-len(ending) :]
    else:
        stem, ending = name, extensions[0]
    stem = stem[: LONGEST - len(ending)].strip(". ")
    return f"{stem or NO_NAME}{ending}"
