"""What somebody asks to have explained, as they write it: an indicator, a period, a figure."""

import re
from collections.abc import Collection, Sequence
from difflib import get_close_matches

from performance.figures import (
    AmbiguousPeriod,
    Frequency,
    Period,
    PeriodKind,
    UnreadablePeriod,
    UnreadableQuantity,
    parse_period,
)
from performance.grading import Direction
from performance.models import Indicator, Part, Placement, Series, Statement
from performance.queries.grading.gradings import graded_period, is_graded_in
from performance.queries.grading.stand_ins import StandIns, as_typed

MOST_LISTED = 12
CODE = re.compile(r"[a-z0-9_-]+")
PERIOD_KINDS = {
    Frequency.MONTHLY: PeriodKind.MONTH,
    Frequency.QUARTERLY: PeriodKind.QUARTER,
    Frequency.ANNUAL: PeriodKind.FINANCIAL_YEAR,
}
EXAMPLES = {
    Frequency.MONTHLY: "month by month: write a month, such as June 2021",
    Frequency.QUARTERLY: "by quarter: write its months, such as April to June 2021",
    Frequency.ANNUAL: "by financial year: write it as 2020/21",
}


class CannotTell(ValueError):
    """What was asked for cannot be told; the message says what to write instead."""


def indicator_asked(text: str) -> Indicator:
    """The indicator of that code, or the only one whose name or wording has all these words.

    Raises:
        CannotTell: none or several; the message lists what it could be.
    """
    by_code = Indicator.objects.filter(code=text.strip()).first()
    if by_code is not None:
        return by_code
    words = text.lower().split()
    known = list(Indicator.objects.prefetch_related("placements").order_by("code"))
    found = [each for each in known if words and all(word in called(each) for word in words)]
    if len(found) == 1:
        return found[0]
    if found:
        raise CannotTell(f"Several indicators are called “{text}”. Name one:\n{listed(found)}")
    codes = {each.code: each for each in known}
    near = [codes[code] for code in get_close_matches(text.lower(), codes, n=MOST_LISTED)]
    if near:
        raise CannotTell(f"No indicator is called “{text}”. Did you mean:\n{listed(near)}")
    raise CannotTell(
        f"No indicator is called “{text}”. Give its code, or words of its name or of a "
        "framework's wording."
    )


def called(indicator: Indicator) -> str:
    wordings = (placement.wording for placement in indicator.placements.all())
    return " ".join((indicator.code, indicator.name, *wordings)).lower()


def listed(indicators: Sequence[Indicator]) -> str:
    lines = [f"  {each.code}  {each.name}" for each in indicators[:MOST_LISTED]]
    more = len(indicators) - MOST_LISTED
    return "\n".join([*lines, *([f"  and {more} more"] if more > 0 else [])])


def period_asked(text: str, frequencies: Collection[Frequency]) -> Period:
    """The period that a label names, of the first of these frequencies that it fits.

    Raises:
        CannotTell: it is no period, or none that is graded; the message says what to write.
    """
    how = "; or ".join(EXAMPLES[each] for each in frequencies)
    for frequency in frequencies:
        try:
            read = parse_period(text, PERIOD_KINDS[frequency])
        except AmbiguousPeriod:
            continue
        except UnreadablePeriod as refusal:
            raise CannotTell(f"{refusal} It is graded {how}.") from refusal
        own = graded_period(read, frequency)
        if own is not None:
            return own
    raise CannotTell(f"Nothing is graded for “{text}”. It is graded {how}.")


def frequencies_of(indicator: Indicator) -> tuple[Frequency, ...]:
    """How often it is graded: its own frequency first, then its parts' where they differ.

    Raises:
        CannotTell: it has no series; the message gives its words.
    """
    parts = Part.objects.filter(indicator=indicator).order_by("order", "id")
    held = [Frequency(each) for each in parts.values_list("series__frequency", flat=True)]
    if not held:
        raise CannotTell(
            f"{indicator.name} has no figures that are graded: it is reported in words"
            f"{words_of(indicator)}."
        )
    own = Frequency(indicator.frequency)
    return tuple(dict.fromkeys([own] * (own in held) + held))


def words_of(indicator: Indicator) -> str:
    """ ", “Awaiting data from WMP”", of its latest statement; "" without one."""
    latest = Statement.objects.current().filter(indicator=indicator).order_by("known_on").last()
    return f", “{latest.text.rstrip('.')}”" if latest else ""


def placements_asked(indicator: Indicator, code: str | None, period: Period) -> list[Placement]:
    """Where the indicator stands, in the framework named or in each that grades the period.

    Raises:
        CannotTell: it stands nowhere like that; the message says where it does.
    """
    every = list(
        Placement.objects.filter(indicator=indicator)
        .select_related("framework", "indicator")
        .order_by("framework__starts", "framework__code")
    )
    there = [each for each in every if code in (None, each.framework.code)]
    found = [each for each in there if is_graded_in(each.framework, period)]
    if found:
        return found
    if there:
        ended = ", ".join(each.framework.code for each in there)
        raise CannotTell(f"{period.label()} is not graded in {ended}, which had ended by then.")
    where = ", ".join(each.framework.code for each in every) or "no framework"
    raise CannotTell(
        f"{indicator.name} does not stand in {code or 'any framework'}: it stands in {where}."
    )


def stand_ins_asked(indicator: Indicator, texts: Sequence[str], period: Period) -> StandIns:
    """Figures as typed, each "38%" for the only graded series or "series-code=38%".

    Raises:
        CannotTell: it is not plain which series is meant, or the figure is not one of its unit.
    """
    parts = Part.objects.filter(indicator=indicator).select_related("series__unit")
    series = {part.series.code: part.series for part in parts.order_by("order", "id")}
    found: dict = {}
    for text in texts:
        code, has_code, typed = text.partition("=")
        if not has_code or not CODE.fullmatch(code.strip()):
            code, typed = only_graded(series.values()), text
        if code.strip() not in series:
            raise CannotTell(
                f"Which series is “{text}” for? Write SERIES=VALUE with one of these:\n"
                + "\n".join(f"  {each}" for each in series)
            )
        try:
            found |= as_typed(series[code.strip()], typed, period)
        except UnreadableQuantity as refusal:
            raise CannotTell(str(refusal)) from refusal
    return found


def only_graded(series: Collection[Series]) -> str:
    """The code of the one series that a bare figure can be for; "" where there is no such one."""
    graded = [each.code for each in series if each.direction != Direction.MONITOR]
    return graded[0] if len(graded) == 1 else ""
