"""The walk: every address, by each method, as everybody, in every state of its object."""

import logging
from collections.abc import Iterable, Iterator

import pytest
from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver

from tests.permissions import admin_worlds, expected, worlds
from tests.permissions.expected_admin import (
    ADMIN_RECORDS,
    ADMIN_REFERENCE,
    ADMIN_SITE,
    of_table,
)
from tests.permissions.tables import Case, cases
from tests.permissions.walking import deviations
from tests.permissions.worlds import World

pytestmark = pytest.mark.django_db
FAMILIES = {
    "submission": (worlds.submissions, expected.SUBMISSION_STATES, expected.SUBMISSIONS),
    "benchmark": (worlds.benchmarks, expected.BENCHMARK_STATES, expected.BENCHMARKS),
    "break": (worlds.breaks, expected.TURN_STATES, expected.TURNS),
    "board": (worlds.boards, expected.BOARD_STATES, expected.BOARDS),
    "deputy": (worlds.deputies, expected.DEPUTY_STATES, expected.DEPUTIES),
    "reopening": (worlds.reopenings, expected.REOPENING_STATES, expected.REOPENINGS),
}
EACH_STATE = [(family, state) for family, (_, states, _) in FAMILIES.items() for state in states]
TABLES = sorted(admin.site._registry, key=admin_worlds.table)
PARTS = 4


@pytest.fixture(autouse=True)
def no_log():
    """Thousands of refusals are asked for here: each would be logged with its traceback."""
    logger = logging.getLogger("django.request")
    was, logger.disabled = logger.disabled, True
    yield
    logger.disabled = was


@pytest.fixture
def walk(record_property):
    """The deviations of some cases in a world, a line each; it reports what was walked."""

    def walked(world: World, chosen: Iterable[Case]) -> str:
        chosen = list(chosen)
        found = deviations(world, chosen)
        asked = [(each.page, each.method, each.actor, each.state) for each in chosen]
        record_property("walked", asked)
        record_property("deviations", len(found))
        return "\n".join(found)

    return walked


@pytest.mark.parametrize(("family", "state"), EACH_STATE)
def test_every_page_of_an_object_answers_as_declared(family, state, walk):
    build, states, text = FAMILIES[family]
    chosen = [each for each in cases(states, text) if each.state == state]
    assert walk(build(state), chosen) == ""


def test_every_page_without_a_state_answers_as_declared(walk):
    assert walk(worlds.pages(), cases(expected.STILL, expected.PAGES)) == ""


def test_the_administration_site_answers_as_declared(walk):
    assert walk(admin_worlds.build(), cases(expected.STILL, ADMIN_SITE)) == ""


@pytest.mark.parametrize("part", range(PARTS))
def test_every_table_of_the_administration_site_answers_as_declared(part, walk):
    world = admin_worlds.build()
    chosen = [each for model in TABLES[part::PARTS] for each in cases_of(model)]
    assert walk(world, chosen) == ""


def cases_of(model) -> Iterator[Case]:
    text = ADMIN_REFERENCE if admin_worlds.is_edited(model) else ADMIN_RECORDS
    table = admin_worlds.table(model)
    ends = {
        name.removeprefix(f"{table}_") for name, _ in addresses() if name.startswith(f"{table}_")
    }
    return of_table(table, {*ends, "row"}, text)


def addresses(patterns=None, prefix="", route="") -> Iterator[tuple[str, str]]:
    """Every address of the service: its name and its route."""
    for each in patterns or get_resolver().url_patterns:
        if isinstance(each, URLResolver):
            inner = f"{prefix}{each.namespace}:" if each.namespace else prefix
            yield from addresses(each.url_patterns, inner, f"{route}{each.pattern}")
        elif isinstance(each, URLPattern):
            yield f"{prefix}{each.name}", f"{route}{each.pattern}"


def test_every_address_is_declared_for_both_methods():
    """Two kinds have no name: a row's address that leads on, and all else the site is asked."""
    walked = {
        (each.page, each.method)
        for states, text in expected.OF_STATES
        for each in cases(states, text)
    }
    walked |= {(each.page, each.method) for each in cases(expected.STILL, ADMIN_SITE)}
    walked |= {(each.page, each.method) for model in TABLES for each in cases_of(model)}
    named = {name for name, _ in addresses() if name != "admin:None"}
    rows = {f"{admin_worlds.table(model)}_row" for model in TABLES}
    assert walked == {
        (name, method) for name in named | rows | {"admin:nothing"} for method in ("GET", "POST")
    }
    unnamed = sorted(route for name, route in addresses() if name == "admin:None")
    assert len(unnamed) == len(rows) + 1
