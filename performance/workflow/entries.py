"""Entries: what somebody typed, read once, by the same reader for every door."""

from dataclasses import dataclass

from performance.figures import Quantity, UnreadableQuantity, parse_quantity
from performance.models import Entry, quantity_fields
from performance.states import Missing


@dataclass(frozen=True, slots=True)
class Figure:
    """What somebody gave for one series: text as typed, or a reason why there is no figure."""

    raw: str = ""
    missing: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure as read: a quantity, a reason, a fault in words, or nothing yet."""

    quantity: Quantity | None = None
    missing: str = ""
    fault: str = ""


def read(figure: Figure, series) -> Reading:
    """Read ``figure`` in the series' unit. Nothing is guessed and nothing typed is dropped."""
    raw = figure.raw.strip()
    if figure.missing:
        if figure.missing not in Missing.values:
            return Reading(fault="Choose one of the listed reasons why there is no figure.")
        if raw:
            return Reading(
                missing=figure.missing,
                fault=f"Give a figure or a reason why there is none, not both ({raw!r} was typed).",
            )
        return Reading(missing=figure.missing)
    if not raw:
        return Reading()
    try:
        return Reading(quantity=parse_quantity(figure.raw, series.unit.dress))
    except UnreadableQuantity as fault:
        return Reading(fault=str(fault))


def described(entry: Entry | None) -> dict:
    """What of an entry the audit trail keeps."""
    if entry is None:
        return {}
    return {"raw": entry.raw, "missing": entry.missing, "note": entry.note}


def fill(entry: Entry, figure: Figure) -> None:
    """Put ``figure`` into ``entry``: the text as typed and its reading."""
    reading = read(figure, entry.series)
    entry.raw, entry.note = figure.raw, figure.note
    entry.missing, entry.fault = reading.missing, reading.fault
    for name, value in quantity_fields(reading.quantity).items():
        setattr(entry, name, value)
