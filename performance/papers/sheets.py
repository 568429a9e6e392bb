"""The data files beside this module: comma-separated, one noun a file, read as text."""

import csv
import hashlib
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from pathlib import Path

DATA = Path(__file__).parent / "data"

Row = dict[str, str]


def sheet(folder: str, name: str) -> list[Row]:
    """The rows of a file, by column; none where the folder has no such file."""
    path = DATA / folder / name
    if not path.exists():
        return []
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def digest(folder: str, *, without: Collection[str] = ()) -> str:
    """SHA-256 of all files of a folder, by name, as hexadecimal digits; ``without`` some."""
    whole = hashlib.sha256()
    for file in sorted((DATA / folder).glob("*.csv")):
        if file.name not in without:
            whole.update(f"{file.name}\0{file.stat().st_size}\0".encode())
            whole.update(file.read_bytes())
    return whole.hexdigest()


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def decimals_of(value: Decimal) -> int:
    """How many decimals the text of a number had."""
    return max(0, -value.as_tuple().exponent)


def yes(text: str) -> bool:
    return text == "yes"
