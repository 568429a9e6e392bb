"""Whole programs of moves: whatever anybody tries, the law of the workflow holds."""

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from performance import workflow
from performance.states import Role
from tests import factories
from tests.workflow import programs

STEPS = 30
OFTEN = {"save", "submit", "check", "send back", "approve", "PermissionDenied", "MovedOn"}
SELDOM = {
    "attach",
    "remove",
    "withdraw",
    "correct",
    "ask reopening",
    "grant reopening",
    "NotReady",
    "ReasonNeeded",
}
# A program that breaks the law is short enough to read as it was found: shrinking takes minutes.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)


@pytest.fixture
def world(db):
    """Two indicators of two portfolios, an open cycle, and people of every role, some of two."""
    factories.cycle(opens_on=programs.FIRST_DAY)
    scene = factories.scene()
    factories.series(scene.indicator, "calls-101", name="101 calls", direction="monitor")
    roads = factories.portfolio("roads")
    other = factories.indicator("collisions", under=roads)
    factories.series(other, name="Collisions answered")
    factories.placement(other)
    scene.draft.delete()
    workflow.open_cycle(scene.cycle, on=programs.FIRST_DAY)
    both = factories.person(Role.LEAD, "Lead who checks", portfolio=scene.portfolio)
    factories.appoint(both, Role.ANALYST)
    decides = factories.person(Role.ANALYST, "Analyst who decides")
    factories.appoint(decides, Role.REVIEWER)
    asks = factories.person(Role.ANALYST, "Analyst who publishes")
    factories.appoint(asks, Role.PUBLISHER)
    factories.person(Role.CONTRIBUTOR, "Contributor to roads", portfolio=roads)
    factories.person(Role.LEAD, "Lead of one indicator", indicator=scene.indicator)
    return scene


@pytest.mark.properties
def test_whatever_anybody_tries_the_law_of_the_workflow_holds(world, capsys):
    thorough = settings.default.max_examples >= 10_000
    examples = 2_000 if thorough else 40
    programs.done.clear()
    run_state_machine_as_test(
        programs.Programs,
        # The same small sample each time: whether a move occurs in it is no matter of luck.
        settings=settings(
            max_examples=examples,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=not thorough,
        ),
    )
    done = programs.done
    happened = {name for name, times in done.items() if times}
    with capsys.disabled():
        said = ", ".join(f"{move} {done[move]}" for move in sorted(done))
        print(f" {examples} programs of up to {STEPS} steps: {said}.", end="")
    # A law that nobody ever got as far as to break would hold too.
    assert happened >= OFTEN
    if thorough:
        assert happened == OFTEN | SELDOM
