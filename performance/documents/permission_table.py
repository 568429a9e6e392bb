"""Who may do what and who may open which page, as a document: read out of the permission table."""

from collections.abc import Iterable, Iterator
from inspect import getdoc

from django.urls import URLPattern, URLResolver, get_resolver

from performance.conditions import Condition, always
from performance.permissions import ADMIN_PAGES, GRANTS, PAGES, Gate
from performance.states import Action, Role

INTRODUCTION = """\
# Who may do what

Made by `make permissions` from `performance/permissions.py` and `performance/conditions.py`: change
those, not this. What each address answers to whom, in every state, is declared once more and by
hand in `tests/permissions/expected.py`, and walked by the tests.

A right comes from an appointment that holds on the day and covers the indicator: it names the
indicator, the portfolio that answers for it, or neither and so covers all. Being a superuser gives
none. What somebody may not know of answers 404, what they may not do 403, what comes too late a
page that says why.
"""


def permission_table() -> str:
    """The whole document, in Markdown."""
    actions = [row for action in Action if action in GRANTS for row in action_rows(action)]
    pages = [
        (f"`{name}`", f"`/{address}`", opened_by(PAGES[name])) for name, address in addresses()
    ]
    return "\n".join(
        [
            INTRODUCTION,
            "## Actions",
            "",
            *table(("what", "who", "if"), actions),
            "",
            "## Pages",
            "",
            *table(("page", "address", "opened by"), pages),
            f"| `admin:…` | `/admin/…` | {opened_by(ADMIN_PAGES)} |",
            "",
        ]
    )


def action_rows(action: Action) -> Iterator[tuple[str, str, str]]:
    """A row for each condition on which somebody may do it."""
    grants = GRANTS[action]
    for condition in dict.fromkeys(grants.values()):
        roles = [role for role in Role if grants.get(role) is condition]
        yield action.label, in_words(roles), "" if condition is always else said_of(condition)


def said_of(condition: Condition) -> str:
    """The first line of its docstring."""
    return getdoc(condition).splitlines()[0]


def opened_by(gate: Gate | frozenset[Role]) -> str:
    if gate is Gate.APPOINTED:
        return "Whoever holds an appointment"
    if isinstance(gate, Gate):
        return gate.value.capitalize()
    return in_words(role for role in Role if role in gate)


def in_words(roles: Iterable[Role]) -> str:
    return ", ".join(role.label for role in roles)


def addresses() -> Iterator[tuple[str, str]]:
    """Every declared page with its address, in the order of the addresses' file."""
    for prefix, route, pattern in patterns(get_resolver(), "", ""):
        name = f"{prefix}{pattern.name}"
        if name in PAGES:
            yield name, f"{route}{pattern.pattern}"


def patterns(resolver: URLResolver, prefix: str, route: str):
    for each in resolver.url_patterns:
        if isinstance(each, URLPattern):
            yield prefix, route, each
        else:
            inner = f"{prefix}{each.namespace}:" if each.namespace else prefix
            yield from patterns(each, inner, f"{route}{each.pattern}")


def table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    yield from (f"| {' | '.join(row)} |".replace("|  |", "| |") for row in rows)
