"""A portfolio with several indicators due at once: what a lead finds on the day a cycle opens."""

from dataclasses import dataclass

from performance.models import Indicator, Portfolio, Submission
from tests.factories.indicators import indicator, observation, portfolio, series
from tests.factories.rounds import JULY, cycle, submission


@dataclass(frozen=True, slots=True)
class Owed:
    """``drafts`` are of the open cycle of July 2021, one for each indicator."""

    portfolio: Portfolio
    indicators: tuple[Indicator, ...]
    drafts: tuple[Submission, ...]


def owed(count: int, *, code="contact", unit_code="percent", before="51%") -> Owed:
    """``count`` indicators of one portfolio with one series each, and a draft of each."""
    held_by = portfolio(code)
    first = Indicator.objects.count() + 1
    indicators = tuple(
        indicator(f"measure-{number:02d}", under=held_by) for number in range(first, first + count)
    )
    for each in indicators:
        one = series(each, name=f"{each.name} share", unit_code=unit_code)
        observation(one, JULY.previous(), before)
    during = cycle()
    return Owed(held_by, indicators, tuple(submission(each, during) for each in indicators))
