"""Every label and figure that the two board papers print, each once, as read by hand.

``rows`` says how many of the 514 figures of the papers share a line.
"""

import csv
from decimal import Decimal
from pathlib import Path

from performance.figures import Form, PeriodKind, Unit

DATA = Path(__file__).parent / "data"


def read(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


LABELS = read("printed_labels.csv")
FIGURES = read("printed_figures.csv")
FORMS = {row["unit"]: (Form(row["form"]), row["suffix"]) for row in read("units.csv")}
UNTIMED = ("none", "named_reference")
HINTS = {
    "as_at": PeriodKind.DATE,
    "multi_year": PeriodKind.RANGE,
    "month_range": PeriodKind.RANGE,
    "date_range": PeriodKind.RANGE,
}


def unit_form(name: str) -> tuple[Form, str]:
    return FORMS[name]


def unit_named(name: str) -> Unit:
    return Unit(name, *unit_form(name))


def hint_of(kind: str) -> tuple[PeriodKind, int | None]:
    """What a series of this kind tells the parser: its kind, and the months of a rolling one."""
    if kind.startswith("rolling_"):
        return PeriodKind.ROLLING, int(kind.removeprefix("rolling_").removesuffix("m"))
    return HINTS.get(kind) or PeriodKind(kind), None


def figure_of(row: dict[str, str]) -> tuple[Decimal, Decimal | None]:
    return Decimal(row["value"] or row["low"]), Decimal(row["high"]) if row["high"] else None


def has_figure(row: dict[str, str]) -> bool:
    return bool(row["value"] or row["low"])
