"""Days as people type them, the day before the month; never guessed."""

import re
import time
from datetime import date

from performance.figures.pasted_text import tidied

DAY_FORMATS = (
    *("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y"),
    *("%d %B %Y", "%d %b %Y", "%d-%b-%Y"),
)
ORDINAL = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE)
# What is written of a month and no calendar of a computer knows.
SEPTEMBER = re.compile(r"\bsept\b", re.IGNORECASE)


def read_day(text: str) -> date | None:
    """Read "2026-12-01", "01/12/2026", "01.12.2026", "1 December 2026", "1 Dec 2026" or
    "1st December 2026"; None for anything else, a year of two digits included."""
    words = SEPTEMBER.sub("Sep", ORDINAL.sub(r"\1", tidied(text)))
    for form in DAY_FORMATS:
        try:
            return date(*time.strptime(words, form)[:3])
        except ValueError:
            continue
    return None
