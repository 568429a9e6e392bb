"""Text in cells: a spreadsheet must show it, never compute it, and give it back unchanged.

A program that opens a CSV file takes a cell that begins with one of ``= + - @``, a tab or a
carriage return for a formula (OWASP, CSV injection). Such text is prefixed with an apostrophe,
and so is text that already begins with apostrophes and one of those, so that taking one
apostrophe off gives back every text exactly. Numbers are never prefixed.
"""

import re

FORMULA = re.compile(r"'*[=+\-@\t\r]")
PREFIXED = re.compile(r"'+[=+\-@\t\r]")

# XML cannot hold these, and turns a carriage return into a line feed: a workbook writes each
# as _xHHHH_ (ECMA-376 part 1, 22.9.2.19, ST_Xstring), and an underscore that looks like it too.
UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
WRITTEN = re.compile(r"_x([0-9A-Fa-f]{4})_")


def guarded(text: str) -> str:
    """``text`` as a CSV cell holds it."""
    return f"'{text}" if FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """The text of a CSV cell; the inverse of ``guarded``."""
    return cell[1:] if PREFIXED.match(cell) else cell


def escaped(text: str) -> str:
    """``text`` as a workbook's cell holds it."""
    return UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def unescaped(cell: str) -> str:
    """The text of a workbook's cell; the inverse of ``escaped``."""
    return WRITTEN.sub(lambda found: chr(int(found[1], 16)), cell)
