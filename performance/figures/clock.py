"""Clock times: a number of seconds worn as "7s", "2m18s", "1h44m30s"."""

import re
from decimal import Decimal

CLOCK = (
    r"(?=[0-9])(?:[0-9]+:[0-5][0-9](?::[0-5][0-9])?(?:\.[0-9]+)?"
    r"|(?:[0-9]+ ?(?:hours?|hrs?|h) ?)?(?:[0-9]+ ?(?:minutes?|mins?|m) ?)?"
    r"(?:[0-9]+(?:\.[0-9]+)? ?(?:seconds?|secs?|s))?)"
)
COLONS = re.compile(r"([0-9]+):([0-5][0-9])(?::([0-5][0-9]))?(\.[0-9]+)?")
WORDS = re.compile(
    r"(?:([0-9]+) ?h[a-z]* ?)?(?:([0-9]+) ?m[a-z]* ?)?(?:([0-9]+(?:\.[0-9]+)?) ?s[a-z]*)?",
    re.IGNORECASE,
)


def clock_of(number: str) -> str:
    """Wear a plain number of seconds, such as "138" or "7.50", as a clock time: "2m18s".

    Hours and minutes appear only where there are any; what follows them has two digits.
    """
    whole, point, decimals = number.partition(".")
    minutes, seconds = divmod(int(whole), 60)
    hours, minutes = divmod(minutes, 60)
    tail = f"{point}{decimals}s"
    if hours:
        return f"{hours}h{minutes:02d}m{seconds:02d}{tail}"
    if minutes:
        return f"{minutes}m{seconds:02d}{tail}"
    return f"{seconds}{tail}"


def seconds_of(text: str) -> Decimal | None:
    """The seconds of "12m27s", "12:27" (minutes and seconds) or "1:44:30"; None where they clash.

    ``text`` has the shape of CLOCK, in lower case. Under a larger part the smaller runs to 59:
    "1m75s" clashes, "90s" does not.
    """
    if found := COLONS.fullmatch(text):
        first, second, third, fraction = found.groups()
        parts = (first, second, third) if third else (None, first, second)
        parts = (*parts[:2], parts[2] + (fraction or ""))
    else:
        parts = WORDS.fullmatch(text).groups()
    hours, minutes, seconds = (None if part is None else Decimal(part) for part in parts)
    if hours is not None and minutes is not None and minutes >= 60:
        return None
    under_another = hours is not None or minutes is not None
    if under_another and seconds is not None and seconds >= 60:
        return None
    # Not `seconds or 0`: "0.0" is false, and its decimal is part of how it was printed.
    whole_minutes = (hours or 0) * 60 + (minutes or 0)
    return whole_minutes * 60 + (Decimal(0) if seconds is None else seconds)
