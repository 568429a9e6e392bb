"""The house: floors, purity, file length, migrations, and every address declared."""

import ast
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver

from performance import permissions

ROOT = Path(__file__).resolve().parent.parent
CODE = ("accounts", "config", "performance")

# The rooms from the ground up. A module belongs to the longest name that fits it.
FLOORS = {
    "performance.figures": 1.0,
    "performance.grading": 1.1,
    "performance.states": 1.2,
    "accounts": 1.3,
    "performance.apps": 1.4,
    "performance.wake": 2.0,
    "performance.models": 2.1,
    "performance.migrations": 2.2,
    "performance.scopes": 2.24,
    "performance.conditions": 2.25,
    "performance.permissions": 2.3,
    "performance.benchmark_rights": 2.31,
    "performance.cycle_rights": 2.31,
    "performance.templatetags": 2.4,
    "performance.charts": 3.0,
    "performance.queries": 3.1,
    "performance.regrading": 3.2,
    "performance.forms": 3.3,
    "performance.tables": 3.4,
    "performance.intake": 3.5,
    "performance.workflow": 4.0,
    "performance.papers": 5.0,
    "performance.documents": 5.1,
    "performance.resources": 5.2,
    "performance.management": 5.3,
    "performance.middleware": 6.0,
    "performance.tasks": 6.1,
    "performance.admin": 6.2,
    "performance.views": 6.3,
    "performance.api": 6.4,
    "performance.urls": 7.0,
    "config": 8.0,
}
PURE = {
    "performance.figures": ("performance.figures",),
    "performance.grading": ("performance.grading", "performance.figures"),
}
STANDARD_LIBRARY_ONLY = re.compile(r"^(django|celery|tablib|import_export|csp|environ|redis)\b")
QUERIES = "performance.queries."
NO_ROOM = re.compile(r"(^|/)(utils?|helpers?|common|misc)(\.py|/)")
LONGEST = 400


def modules():
    for top in CODE:
        for path in sorted((ROOT / top).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            yield name.removesuffix(".__init__"), path


NAMES = {name for name, _ in modules()}


def imports(path):
    """Every module that ``path`` imports, at the top or inside a function.

    "from performance import regrading" names the module, not a thing in its package.
    """
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively: write the whole name."
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in NAMES else node.module


def floor_of(module):
    fitting = [room for room in FLOORS if module == room or module.startswith(f"{room}.")]
    return FLOORS[max(fitting, key=len)] if fitting else None


def test_no_room_looks_up():
    upward = [
        f"{name} (floor {floor_of(name)}) imports {other} (floor {floor_of(other)})"
        for name, path in modules()
        if floor_of(name) is not None
        for other in imports(path)
        if floor_of(other) is not None and floor_of(other) > floor_of(name)
    ]
    assert upward == []


def test_every_module_has_a_floor():
    homeless = [
        name for name, path in modules() if floor_of(name) is None and name != "performance"
    ]
    assert homeless == []


def test_figures_and_grading_are_pure():
    impure = [
        f"{name} imports {other}"
        for name, path in modules()
        for room, allowed in PURE.items()
        if name == room or name.startswith(f"{room}.")
        for other in imports(path)
        if STANDARD_LIBRARY_ONLY.match(other)
        or (other.split(".")[0] in CODE and not other.startswith(allowed))
    ]
    assert impure == []


def circle_in(graph):
    """A way through ``graph`` (by name, what it imports) that ends where it began; [] if none."""
    done, trail = set(), []

    def visit(name):
        if name in done:
            return []
        if name in trail:
            return [*trail[trail.index(name) :], name]
        trail.append(name)
        for other in sorted(graph[name]):
            if found := visit(other):
                return found
        trail.pop()
        done.add(name)
        return []

    return next((found for name in sorted(graph) if (found := visit(name))), [])


def test_no_circle_between_modules():
    graph = {
        name: {other for other in imports(path) if other in NAMES and other != name}
        for name, path in modules()
    }
    assert circle_in(graph) == []


def room_of_queries(module):
    """The room of queries that a module is in; one that is in none is a room of its own."""
    if module.startswith(QUERIES):
        return module.removeprefix(QUERIES).split(".")[0]
    return None


def test_no_circle_between_the_rooms_of_queries():
    graph = {}
    for name, path in modules():
        if room := room_of_queries(name):
            others = {room_of_queries(other) for other in imports(path)}
            graph.setdefault(room, set()).update(others - {room, None})
    assert circle_in(graph) == []


def test_every_room_of_queries_says_what_is_in_it():
    silent = [
        name
        for name, path in modules()
        if name.startswith(QUERIES)
        and path.name == "__init__.py"
        and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert silent == []


def test_a_circle_is_found():
    assert circle_in({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c", "b"]
    assert circle_in({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []


def test_no_file_is_over_400_lines():
    long = {
        str(path.relative_to(ROOT)): lines
        for folder in (*CODE, "tests")
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts
        and (lines := len(path.read_text().splitlines())) > LONGEST
    }
    assert long == {}


def test_every_room_has_a_name():
    nameless = [
        str(path.relative_to(ROOT))
        for folder in CODE
        for path in (ROOT / folder).rglob("*.py")
        if NO_ROOM.search(str(path.relative_to(ROOT)))
    ]
    assert nameless == []


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def addresses(patterns=None, prefix=""):
    for each in patterns or get_resolver().url_patterns:
        if isinstance(each, URLResolver):
            inner = f"{prefix}{each.namespace}:" if each.namespace else prefix
            yield from addresses(each.url_patterns, inner)
        elif isinstance(each, URLPattern):
            yield f"{prefix}{each.name}"


def test_every_address_is_declared_in_the_permission_table():
    undeclared = [name for name in addresses() if permissions.gate_of(name) is None]
    assert undeclared == []


def test_the_permission_table_declares_no_address_that_is_gone():
    assert sorted(set(permissions.PAGES) - set(addresses())) == []
