"""Images: that they are whole, and no larger when unpacked than a screen of some size needs."""

import re
from itertools import count

from performance.intake.refusals import FileRefused

# Twice what the largest cameras take: a file of a few kB may claim thousands of millions.
PIXELS = 100_000_000
NOT_WHOLE = "The image is not whole: save it again."
HIDDEN = "Something is hidden behind the image: save it again."
TOO_LARGE = "The image has more than 100 million pixels: save it smaller."
# Markers of a JPEG that hold its size, and those that stand alone.
SIZES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
START_OF_SCAN = 0xDA
BEGIN = b"\xff\xd8"
# What ends the data of a scan: a marker, but no escaped byte and no restart.
MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
END = b"\xff\xd9"


def check_png(content: bytes) -> None:
    """Chunk after chunk up to the end, and nothing behind it (ISO/IEC 15948, 5.3)."""
    at = 8
    for number in count():
        length = int.from_bytes(content[at : at + 4], "big")
        kind = content[at + 4 : at + 8]
        if number == 0:
            if kind != b"IHDR" or length != 13:
                raise FileRefused(NOT_WHOLE)
            sides = content[at + 8 : at + 12], content[at + 12 : at + 16]
            check_sides(*(int.from_bytes(each, "big") for each in sides))
        at += length + 12
        if len(kind) < 4 or at > len(content):
            raise FileRefused(NOT_WHOLE)
        if kind == b"IEND":
            break
    if at != len(content):
        raise FileRefused(HIDDEN)


def check_jpeg(content: bytes) -> None:
    """One picture after another, each whole, and nothing behind the last (ISO/IEC 10918-1,
    annex B).

    Cameras put a small or a second picture behind the first, and fill up with zeros (CIPA
    DC-007).
    """
    rest = content
    while rest:
        if not rest.startswith(BEGIN):
            raise FileRefused(NOT_WHOLE if rest is content else HIDDEN)
        rest = rest[end_of_jpeg(rest) :].lstrip(b"\0")


def end_of_jpeg(content: bytes) -> int:
    """Where the first picture ends: segment after segment, and scan after scan."""
    at, is_sized, is_scanned = 2, False, False
    while content[at : at + 2] != END:
        if content[at : at + 1] != b"\xff" or at + 4 > len(content):
            raise FileRefused(NOT_WHOLE)
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        if length < 2:
            raise FileRefused(NOT_WHOLE)
        if marker in SIZES:
            sides = content[at + 5 : at + 7], content[at + 7 : at + 9]
            check_sides(*(int.from_bytes(each, "big") for each in sides))
            is_sized = True
        at += length + 2
        if marker == START_OF_SCAN:
            found = MARKER.search(content, at)
            if found is None:
                raise FileRefused(NOT_WHOLE)
            at, is_scanned = found.start(), True
    if not (is_sized and is_scanned):
        raise FileRefused(NOT_WHOLE)
    return at + 2


def check_sides(width: int, height: int) -> None:
    if not width or not height:
        raise FileRefused(NOT_WHOLE)
    if width * height > PIXELS:
        raise FileRefused(TOO_LARGE)
