"""Period labels as papers print and people write them: read or refused, never guessed."""

import re
from collections.abc import Sequence

from performance.figures.pasted_text import LONGEST, quoted, tidied
from performance.figures.period_kinds import PeriodKind
from performance.figures.period_readings import READERS, Readings
from performance.figures.periods import Period

ADVICE = "Write it like January 2024, Apr-Jun 23, 2022/23, 12 months to Dec 22 or 31 March 2023."
NAMED_REFERENCE = re.compile(r"\b(?:baseline|benchmark|target|charter|sla|standard|ambition)\b")


class UnreadablePeriod(ValueError):
    """Text that names no period; the message says what was read and what to write instead."""


class AmbiguousPeriod(UnreadablePeriod):
    """A label with several meanings and nothing to choose by; ``readings`` are the meanings."""

    def __init__(self, message: str, readings: Sequence[Period]):
        super().__init__(message)
        self.readings = tuple(readings)


def parse_period(text: str, hint: PeriodKind | None = None, months: int | None = None) -> Period:
    """Read a label such as "[2022/23]", "[Apr-Jun 23]" or "12 months to Dec 22".

    Args:
        text: with or without brackets, hyphen or dash, long or short names of months.
        hint: the kind that the series uses. It chooses between the meanings that a label can
            have ("[Jan 24]": the month, its last day, or the end of a rolling year); a label
            with one plain meaning keeps it where the hint is none of its meanings.
        months: the length of a rolling period whose label does not say it; 12 when None.

    A year of 12 months to 31 March is a financial year unless the hint says rolling.

    Raises:
        AmbiguousPeriod: several meanings, and no hint that picks one.
        UnreadablePeriod: no meaning, or a named reference ("[Benchmark]"), which is a label.
    """
    if len(text) > LONGEST:
        raise UnreadablePeriod(f"{quoted(text)} is too long for the label of a period. {ADVICE}")
    words = _plain(text)
    if not words:
        raise UnreadablePeriod(f"There is no label here. {ADVICE}")
    if NAMED_REFERENCE.search(words):
        raise UnreadablePeriod(
            f"{quoted(text)} is a named reference: it is a label, not a period. Record the figure "
            "as a reference with this label, or write the period that it belongs to."
        )
    try:
        for read in READERS:
            if readings := read(words, 12 if months is None else months):
                return _chosen(text, readings, hint)
    except UnreadablePeriod:
        raise
    except ValueError as refusal:
        raise UnreadablePeriod(f"{quoted(text)} is not a period: {refusal}") from refusal
    raise UnreadablePeriod(f"{quoted(text)} is not a period that can be read. {ADVICE}")


def _plain(text: str) -> str:
    words = tidied(text).lower()
    if words[:1] + words[-1:] in ("[]", "()"):
        words = words[1:-1].strip()
    words = re.sub(r"[‐‑–—]", "-", words)
    return re.sub(r" ?/ ?", "/", words)


def _chosen(text: str, readings: Readings, hint: PeriodKind | None) -> Period:
    hinted = [period for period in readings.periods if period.kind == hint]
    if len(hinted) == 1:
        return hinted[0]
    if readings.plain:
        return readings.periods[0]
    meanings = "; ".join(
        f"the {period.kind.replace('_', ' ')} {period}" for period in readings.periods
    )
    raise AmbiguousPeriod(
        f"{quoted(text)} can mean more than one period: {meanings}. "
        "Set which kind of period the series uses, or write a label with one meaning.",
        readings.periods,
    )
