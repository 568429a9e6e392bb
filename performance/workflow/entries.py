"""Entries: what somebody typed, read once, by the same reader for every door."""

from dataclasses import dataclass, replace
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from performance.figures import Quantity, UnreadableQuantity, parse_quantity
from performance.figures.days import read_day
from performance.figures.quantity_parsing import stands_for_nothing
from performance.models import Entry, Observation, quantity_fields
from performance.states import Missing, Standing


@dataclass(frozen=True, slots=True)
class Figure:
    """What somebody gave for one series: text as typed, or a reason why there is no figure.

    ``text`` is words instead of a number; ``source_read_on`` is a day as typed ("2021-07-14",
    "14 July 2021" or any other that figures.days reads). What is None was not given: it stays as it
    is, and in a new entry it is empty, with the standing "final".
    """

    raw: str = ""
    missing: str = ""
    note: str = ""
    text: str | None = None
    standing: str | None = None
    source_name: str | None = None
    source_address: str | None = None
    source_read_on: str | None = None


NEVER_GIVEN = Figure(
    text="", standing=Standing.FINAL.value, source_name="", source_address="", source_read_on=""
)
KEPT_UNLESS_GIVEN = ("text", "standing", "source_name", "source_address", "source_read_on")


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure as read: a quantity, a reason, a fault in words, or nothing yet."""

    quantity: Quantity | None = None
    missing: str = ""
    fault: str = ""
    source_read_on: date | None = None


def read(figure: Figure, series) -> Reading:
    """Read ``figure`` in the series' unit. Nothing is guessed and nothing typed is dropped."""
    reading = read_value(figure, series)
    day, faults = read_source(figure)
    if not faults:
        return replace(reading, source_read_on=day)
    # A fault anywhere keeps the whole figure open, so its number does not count yet either.
    told = " ".join(filter(None, [reading.fault, *faults]))
    return Reading(missing=reading.missing, fault=told, source_read_on=day)


def read_source(figure: Figure) -> tuple[date | None, list[str]]:
    """The day on which the source was read, and what is wrong with standing and source."""
    faults, day = [], None
    typed = (figure.source_read_on or "").strip()
    if typed:
        day = read_day(typed)
        if day is None:
            faults.append(
                f"“{typed}” cannot be read as the day on which the source was read. "
                "Write it as 2021-07-14 or 14 July 2021."
            )
    if figure.source_address:
        longest = Entry._meta.get_field("source_address").max_length
        try:
            URLValidator(schemes=["http", "https"])(figure.source_address)
        except ValidationError:
            faults.append(
                f"“{figure.source_address}” is not a web address. "
                "Write it whole, such as https://www.gov.uk/statistics."
            )
        if len(figure.source_address) > longest:
            faults.append(f"The source's address is longer than {longest} characters: shorten it.")
    longest = Entry._meta.get_field("source_name").max_length
    if len(figure.source_name or "") > longest:
        faults.append(f"The source's name is longer than {longest} characters: shorten it.")
    if figure.standing and figure.standing not in Standing.values:
        faults.append("Choose one of the listed words for how firm the figure is.")
    return day, faults


def read_value(figure: Figure, series) -> Reading:
    raw = figure.raw.strip()
    if figure.missing:
        if figure.missing not in Missing.values:
            return Reading(fault="Choose one of the listed reasons why there is no figure.")
        # "n/a" beside a reason says the same again.
        if not stands_for_nothing(raw):
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
    """What of an entry the audit trail keeps: what is not empty of words, standing and source."""
    if entry is None:
        return {}
    facts = {"raw": entry.raw, "missing": entry.missing, "note": entry.note}
    if entry.standing != Standing.FINAL:
        facts["standing"] = entry.standing
    for name in ("text", "source_name", "source_address"):
        if getattr(entry, name):
            facts[name] = getattr(entry, name)
    if entry.source_read_on:
        facts["source_read_on"] = entry.source_read_on.isoformat()
    return facts


def given(entry: Entry | None) -> Figure:
    """What somebody gave for an entry; nothing where there is no entry yet."""
    if entry is None:
        return NEVER_GIVEN
    return replace(beside_the_value(entry), raw=entry.raw, missing=entry.missing)


def beside_the_value(row: Entry | Observation) -> Figure:
    """The note, the words, the standing and the source of an entry or an approved figure."""
    return Figure(
        note=row.note,
        text=row.text,
        standing=row.standing,
        source_name=row.source_name,
        source_address=row.source_address,
        source_read_on=row.source_read_on.isoformat() if row.source_read_on else "",
    )


def completed(figure: Figure, entry: Entry | None) -> Figure:
    """``figure`` with what was not given as it is in ``entry``."""
    before = given(entry)
    return replace(
        figure,
        **{
            name: getattr(before, name)
            for name in KEPT_UNLESS_GIVEN
            if getattr(figure, name) is None
        },
    )


def fill(entry: Entry, figure: Figure) -> None:
    """Put ``figure`` into ``entry``: the text as typed and its reading."""
    figure = completed(figure, entry)
    reading = read(figure, entry.series)
    entry.raw, entry.note, entry.text = figure.raw, figure.note, figure.text
    entry.missing, entry.fault = reading.missing, reading.fault
    # What is no standing is told as a fault; the column holds none but the listed words.
    known = figure.standing in Standing.values
    entry.standing = figure.standing if known else Standing.FINAL.value
    entry.source_name = figure.source_name[: Entry._meta.get_field("source_name").max_length]
    entry.source_address = figure.source_address[
        : Entry._meta.get_field("source_address").max_length
    ]
    entry.source_read_on = reading.source_read_on
    for name, value in quantity_fields(reading.quantity).items():
        setattr(entry, name, value)
