"""Figures as people type and paste them, read or refused with words; never guessed."""

import re
from decimal import Decimal

from performance.figures.clock import CLOCK, seconds_of
from performance.figures.pasted_text import LONGEST, quoted, tidied
from performance.figures.quantities import (
    MOST_DECIMALS,
    MOST_WHOLE_DIGITS,
    Qualifier,
    Quantity,
)
from performance.figures.quantity_printing import TIME_WORD
from performance.figures.units import Form, Unit

WORDS = {
    Qualifier.ABOUT_BUT_LESS: ("~<", "nearly", "almost", "just under"),
    Qualifier.ABOUT: ("~", "≈", "about", "approximately", "approx.", "approx", "around", "roughly",
                      "circa", "c."),
    Qualifier.AT_LEAST: (">=", "≥", "at least", "no less than", "no fewer than"),
    Qualifier.AT_MOST: ("<=", "≤", "at most", "no more than", "up to"),
    Qualifier.MORE_THAN: (">", "more than", "over", "above"),
    Qualifier.LESS_THAN: ("<", "less than", "fewer than", "under", "below"),
}  # fmt: skip
QUALIFIERS = {word: qualifier for qualifier, words in WORDS.items() for word in words}
PREFIX = re.compile(
    "("
    + "|".join(
        re.escape(word) + (r"(?= )" if word[-1].isalpha() else "")
        for word in sorted(QUALIFIERS, key=len, reverse=True)
    )
    + ") ?",
    re.IGNORECASE,
)
NUMBER = r"(?:(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?|\.[0-9]+)"
ABSENT = {
    "-", "–", "—", "--", "n/a", "na", "none", "not available", "not applicable",
    "tbc", "unknown", "awaiting data", "no data", "nan", "null", "..", "[x]", "[z]", "[c]",
}  # fmt: skip
EXAMPLES = {Form.COUNT: "1,234", Form.PERCENT: "56%", Form.CLOCK: "12m27s", Form.PLAIN: "0.7"}


class UnreadableQuantity(ValueError):
    """Text that is not a figure in its unit; the message says what was read and what to write."""


def parse_quantity(text: str, unit: Unit) -> Quantity:
    """Read one figure as typed or pasted.

    Reads "1,234", "56%", "12m27s", "12:27", "6 Weeks", "92%–95%", "> 8", "nearly 200",
    "approximately +1000", "+3.1", "-7.5" (signed alone: a change) and "(12)" (exactly minus 12).
    The unit's own suffix may be left out, except that a clock time must say its parts.

    Raises:
        UnreadableQuantity: anything else: "1,23", "1.234,5", "12 34", "12/07", "1e3", "", "n/a",
            or a figure in another unit.
    """
    words = tidied(text)
    if len(words) > LONGEST:
        raise UnreadableQuantity(f"{quoted(text)} is too long for one figure. {_advice(unit)}")
    qualifier, rest = _qualified(words)
    quantity = _single(rest, unit, qualifier) or _range(rest, unit, qualifier)
    if quantity is None:
        raise UnreadableQuantity(_why_not(words, unit))
    return quantity


def stands_for_nothing(text: str) -> bool:
    """Nothing is written, or a word for there being nothing: "n/a", "-", "NaN"."""
    words = tidied(text)
    return not words or words.lower().rstrip(".") in ABSENT or words in ABSENT


def _qualified(words: str) -> tuple[Qualifier, str]:
    found = PREFIX.match(words)
    if found is None:
        return Qualifier.EXACT, words
    return QUALIFIERS[found[1].lower()], words[found.end() :]


def _single(words: str, unit: Unit, qualifier: Qualifier) -> Quantity | None:
    number, suffix = _patterns(unit)
    exact = qualifier == Qualifier.EXACT
    if exact and (found := re.fullmatch(rf"\( ?({number}){suffix} ?\)", words, re.IGNORECASE)):
        sign = "-"
    elif found := re.fullmatch(rf"([+-]?)({number}){suffix}", words, re.IGNORECASE):
        sign = found[1]
        if sign and exact:
            qualifier = Qualifier.CHANGE
    else:
        return None
    value, decimals = _value(found[found.lastindex], unit, words)
    return Quantity(-value if sign == "-" else value, None, qualifier, decimals)


def _range(words: str, unit: Unit, qualifier: Qualifier) -> Quantity | None:
    number, suffix = _patterns(unit)
    for pattern in (
        rf"()({number}){suffix} ?[-–—] ?()({number}){suffix}",
        rf"([+-]?)({number}){suffix} to ([+-]?)({number}){suffix}",
    ):
        if found := re.fullmatch(pattern, words, re.IGNORECASE):
            break
    else:
        return None
    low, low_decimals = _value(found[2], unit, words)
    high, high_decimals = _value(found[4], unit, words)
    low, high = (-low if found[1] == "-" else low), (-high if found[3] == "-" else high)
    try:
        return Quantity(low, high, qualifier, max(low_decimals, high_decimals))
    except ValueError as refusal:
        raise UnreadableQuantity(f"{quoted(words)} cannot be read: {refusal}") from refusal


def _patterns(unit: Unit) -> tuple[str, str]:
    """Regular expressions for the unit's number and for what may follow it."""
    match unit.form:
        case Form.CLOCK:
            return CLOCK, ""
        case Form.PERCENT:
            return NUMBER, "(?: ?%| per ?cent)?"
        case Form.SUFFIXED:
            suffix = " ".join(re.escape(word) for word in tidied(unit.suffix).split())
            plural = "?" if TIME_WORD.fullmatch(unit.suffix) else ""
            return NUMBER, f"(?: ?{suffix}{plural})?"
    return NUMBER, ""


def _value(number: str, unit: Unit, words: str) -> tuple[Decimal, int]:
    """The value of a number as matched and the decimals it was written with."""
    if unit.form == Form.CLOCK:
        value = seconds_of(number.lower())
        if value is None:
            raise UnreadableQuantity(
                f"{quoted(words)} is not a time: after hours or minutes, the next part runs "
                f"from 0 to 59. {_advice(unit)}"
            )
    else:
        value = Decimal(number.replace(",", ""))
    decimals = max(-value.as_tuple().exponent, 0)
    if decimals > MOST_DECIMALS:
        raise UnreadableQuantity(
            f"{quoted(words)} has more than {MOST_DECIMALS} decimals: "
            "round it to how it is reported."
        )
    if value and value.adjusted() >= MOST_WHOLE_DIGITS:
        raise UnreadableQuantity(
            f"{quoted(words)} has more than {MOST_WHOLE_DIGITS} digits before the point: check it."
        )
    return value, decimals


def _advice(unit: Unit) -> str:
    example = EXAMPLES.get(unit.form) or f"16{unit.suffix}"
    return f"Write one figure, such as {example}."


def _why_not(words: str, unit: Unit) -> str:
    if not words:
        return "There is no figure here. Write one, or give a reason why there is no figure."
    if stands_for_nothing(words):
        return f"{quoted(words)} is not a figure. Give a reason why there is no figure instead."
    return f"{quoted(words)} cannot be read: {_fault(words, unit)} {_advice(unit)}"


def _fault(words: str, unit: Unit) -> str:
    _, rest = _qualified(words)
    if re.fullmatch(r"[+-]?[0-9.]*[0-9] [0-9][0-9 .]*%?", rest):
        return "there is a space inside the number; thousands are parted by a comma, or not at all."
    if re.fullmatch(r"[(+-]*[0-9.,]*,[0-9.,]*[)%]*", rest):
        return "a comma parts thousands only, and decimals follow a point."
    if re.fullmatch(rf"[+-]?{NUMBER}", rest) and unit.form == Form.CLOCK:
        return "a time must say whether it is hours, minutes or seconds."
    if rest.endswith("%"):
        return f"it is a percentage, and this is counted in {unit.name}."
    if re.fullmatch(r"[0-9]+e[+-]?[0-9]+", rest, re.IGNORECASE):
        return "write the number out in full."
    if re.fullmatch(r"[0-9]+/[0-9/]+", rest):
        return "it looks like a date or a fraction."
    if re.fullmatch(CLOCK, rest, re.IGNORECASE):
        return f"it is a time, and this is counted in {unit.name}."
    if unit.form == Form.PERCENT:
        return "it is not a percentage."
    return f"it is not a figure in {unit.name}."
