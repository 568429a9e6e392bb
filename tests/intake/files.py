"""Small whole files of every kind that is taken, and of some that are not."""

import struct
import zipfile
import zlib
from io import BytesIO

import openpyxl

ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = '<manifest:manifest xmlns:manifest="urn:x">{}</manifest:manifest>'


def pdf(inside: bytes = b"") -> bytes:
    return b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" + inside + b"\n%%EOF\n"


def png(width=1, height=1) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\x00\x00\x00\x00")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    )


def jpeg(width=1, height=1) -> bytes:
    application = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    frame = b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\x00"
    scan = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + b"\x2a"
    return b"\xff\xd8" + application + frame + scan + b"\xff\xd9"


def xlsx(**parts: bytes) -> bytes:
    """A workbook as openpyxl writes it; ``parts`` are added, "__" for "/" and "_" for "."."""
    book = openpyxl.Workbook()
    book.active.append(["Month", "Calls"])
    book.active.append(["July", 38])
    sink = BytesIO()
    book.save(sink)
    return with_parts(sink.getvalue(), {named(name): data for name, data in parts.items()})


def ods(kind=ODS_TYPE, manifest="", **parts: bytes) -> bytes:
    held = {
        "mimetype": kind.encode(),
        "content.xml": b"<office:document-content/>",
        "META-INF/manifest.xml": MANIFEST.format(manifest).encode(),
        **{named(name): data for name, data in parts.items()},
    }
    return archive(held)


def archive(parts: dict[str, bytes]) -> bytes:
    sink = BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return sink.getvalue()


def with_parts(content: bytes, parts: dict[str, bytes]) -> bytes:
    sink = BytesIO(content)
    with zipfile.ZipFile(sink, "a", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return sink.getvalue()


def named(name: str) -> str:
    return name.replace("__", "/").replace("_", ".")


CSV = "Month,Calls\r\nJuly,38\r\n".encode("utf-8-sig")
