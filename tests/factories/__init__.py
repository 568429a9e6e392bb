"""Builders of the domain's things for tests: plain functions, one noun each, real rows.

Start with ``scene()``: an indicator with a graded series, an open cycle, a draft and a cast of
people, one or two for each role. ``walk(draft, cast, to=State.CHECKED)`` takes the draft there
through the workflow's own verbs. Whatever is not named gets a sensible default; a code that is
already taken gives the row that has it, so builders can be called in any order.
"""

from tests.factories.indicators import (
    PEERS,
    UNITS,
    approve_benchmark,
    benchmark,
    force,
    framework,
    indicator,
    objective,
    observation,
    paper,
    part,
    peer,
    placement,
    portfolio,
    proposed_benchmark,
    rubric,
    series,
    unit,
)
from tests.factories.people import (
    LONG_AGO,
    Cast,
    appoint,
    person,
    somebody,
)
from tests.factories.portfolios import (
    Owed,
    owed,
)
from tests.factories.rounds import (
    JULY,
    NARRATIVE,
    cycle,
    figures,
    fill,
    submission,
    today,
    walk,
)
from tests.factories.scenes import (
    Scene,
    cast,
    scene,
)

__all__ = [
    "JULY",
    "LONG_AGO",
    "NARRATIVE",
    "PEERS",
    "UNITS",
    "Cast",
    "Owed",
    "Scene",
    "appoint",
    "approve_benchmark",
    "benchmark",
    "cast",
    "cycle",
    "figures",
    "fill",
    "force",
    "framework",
    "indicator",
    "objective",
    "observation",
    "owed",
    "paper",
    "part",
    "peer",
    "person",
    "placement",
    "portfolio",
    "proposed_benchmark",
    "rubric",
    "scene",
    "series",
    "somebody",
    "submission",
    "today",
    "unit",
    "walk",
]
