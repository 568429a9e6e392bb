"""What most tests start from."""

from collections.abc import Mapping
from dataclasses import dataclass

from performance.figures import Period
from performance.models import (
    Benchmark,
    Cycle,
    Framework,
    Indicator,
    Placement,
    Portfolio,
    Series,
    Submission,
)
from tests.factories.indicators import (
    benchmark,
    framework,
    indicator,
    observation,
    placement,
    portfolio,
    series,
)
from tests.factories.people import Cast, cast_of
from tests.factories.rounds import cycle, submission


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that most tests start from."""

    portfolio: Portfolio
    framework: Framework
    indicator: Indicator
    placement: Placement
    series: Series
    benchmark: Benchmark
    cycle: Cycle
    draft: Submission
    people: Cast


def cast(mine: Portfolio | None = None) -> Cast:
    """The whole cast; the contributor and the lead hold ``mine``, or the portfolio Contact."""
    return cast_of(mine or portfolio(), portfolio("roads"))


def scene(*, raw_before: Mapping[Period, str] | None = None) -> Scene:
    """101 calls answered within three minutes: expected 90%, floor 66%; July 2021 is asked for.

    ``raw_before`` gives the paper's figures of earlier periods; without it May was 51% and
    June 40%.
    """
    asked = indicator(
        "non-emergency-demand", name="Non-emergency demand (101 and online)", under=portfolio()
    )
    graded = series(
        asked,
        "calls-101-within-3-minutes",
        name="101 calls answered within three minutes",
        weight=1,
        essential=True,
    )
    stands = placement(asked)
    lines = benchmark(graded)
    history = raw_before or {Period.month(2021, 5): "51%", Period.month(2021, 6): "40%"}
    for period, raw in history.items():
        observation(graded, period, raw)
    during = cycle()
    return Scene(
        portfolio=portfolio(),
        framework=framework(),
        indicator=asked,
        placement=stands,
        series=graded,
        benchmark=lines,
        cycle=during,
        draft=submission(asked, during),
        people=cast(),
    )
