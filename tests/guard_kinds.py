"""The guards of who may do what, each with what the code is without it."""

import ast
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tests.guard_terms import terms
from tests.models import triggers

RIGHTS = Path("performance/permissions.py")
SCOPES = Path("performance/scopes.py")
CONDITIONS = Path("performance/conditions.py")
APPOINTMENTS = Path("performance/models/appointments.py")
MIDDLEWARE = Path("performance/middleware.py")
TRIGGERS = Path(*triggers.MIGRATIONS[-1].__name__.split(".")).with_suffix(".py")
# The tests of a page's gate, and those of triggers: but for the one that counts them.
GATES = ("tests/permissions/test_gates.py",)
OF_TRIGGERS = (
    "tests/models",
    "tests/workflow/test_four_eyes.py",
    "--deselect=tests/models/test_triggers.py::test_every_trigger_stands_after_the_migrations",
)
# No conditions of the table: one is no guard, of one the answer opens and closes, one is for rows.
NO_CONDITIONS = ("always", "took_part", "taking_figures")
# Terms without which less is let through: they are no guards.
CLOSING = ("conditions.took_part", "scopes.bodies_on")
# What refuses whoever may not: without it, nothing.
REQUIRING = {"require", "require_some", "require_deputy"}
# What narrows rows to those of this person: without it, all of them.
NARROWING = {
    *("visible", "once_seen", "owed", "owed_by", "remindable", "to_check", "to_decide"),
    *("savable", "submittable", "reopenable", "reopenings_read", "reopenings_to_grant"),
    *("visible_benchmarks", "benchmarks_to_approve", "benchmarks_owed", "turns_to_decide"),
}
# What answers yes or no for this person: without it, yes.
ASKING = {
    *("reads_drafts", "reads_proposals", "reads_returns", "sees_drafts", "counts_all"),
    *("may", "may_open"),
}
# What says for which body somebody speaks, if for any: without it, for either.
SPEAKING = {"speaks_for"}
BODIES = ('"force"', '"oversight"')
# What leaves out of the trail, or of what was said, that which is not for the reader.
HEARING = {"within_earshot", "handed_over"}
# What finds the appointments that are somebody's own: without it, everybody's.
OWNING = {"names_deputies_for"}


@dataclass(frozen=True)
class Guard:
    """A guard that stands in ``path``.

    Attributes:
        named: how the code calls it where it is asked, if it stands in a table of many.
        asked_by: the tests that ask for it, where those that run its lines do not tell.
        in_database: it stands in the database, which is made anew without it.
        added: lines at the end of the file that undo it; or, where that is "",
        start, end, instead: what of the file's text gives way to what.
    """

    name: str
    path: Path
    named: str = ""
    asked_by: tuple[str, ...] = ()
    in_database: bool = False
    added: str = ""
    start: int = 0
    end: int = 0
    instead: str = ""

    def taken_from(self, text: str) -> str:
        if self.added:
            return f"{text}\n\n{self.added}\n"
        return text[: self.start] + self.instead + text[self.end :]


def guards(root: Path) -> Iterator[Guard]:
    yield from of_the_table()
    yield from of_the_pages()
    yield from of_the_conditions(root)
    code = root / "performance"
    rights = (root / RIGHTS, root / SCOPES, root / CONDITIONS, *sorted(code.glob("*_rights.py")))
    for path in (*rights, root / APPOINTMENTS):
        yield from of_terms(path.relative_to(root), path.read_text())
    for path in rights:
        yield from of_calls(path.relative_to(root), path.read_text())
    yield from of_calls(MIDDLEWARE, (root / MIDDLEWARE).read_text())
    yield from of_the_database()
    for folder in ("workflow", "views", "queries", "admin"):
        for path in sorted((code / folder).rglob("*.py")):
            yield from of_calls(path.relative_to(root), path.read_text())


def of_the_table() -> Iterator[Guard]:
    """Each cell gone, each condition gone from its cell, and each row open to every role."""
    from performance.conditions import always
    from performance.permissions import GRANTS

    for action, cells in GRANTS.items():
        row, named = f"GRANTS[Action.{action.name}]", f"Action.{action.name}"
        asked = {"path": RIGHTS, "named": named}
        # Those who may keep their conditions: only the roles are more.
        every_role = f"{row} = dict.fromkeys(Role, always) | {row}"
        yield Guard(f"{row} opened to every role", added=every_role, **asked)
        for role, condition in cells.items():
            cell = f"{row}[Role.{role.name}]"
            yield Guard(f"{cell} gone", added=f"del {cell}", **asked)
            if condition is not always:
                name = f"{cell} without {condition.__name__}"
                yield Guard(name, added=f"{cell} = always", **asked)


def of_the_pages() -> Iterator[Guard]:
    """Each gate opened to the next wider circle."""
    from performance.permissions import PAGES, Gate

    for page, gate in PAGES.items():
        if gate is Gate.ANYONE:
            continue
        wider = {Gate.APPOINTED: "SIGNED_IN", Gate.SIGNED_IN: "ANYONE"}.get(gate, "APPOINTED")
        added = f'PAGES["{page}"] = Gate.{wider}'
        yield Guard(f"{page} opened to Gate.{wider}", RIGHTS, asked_by=GATES, added=added)


def of_the_database() -> Iterator[Guard]:
    """Each trigger of the embedded database, on which the guards are tried, dropped once the last
    of the migrations has made them all."""
    for name in sorted(triggers.written("sqlite")):
        added = f'Migration.operations.append(migrations.RunSQL("DROP TRIGGER {name}"))'
        yield Guard(
            f"trigger {name} dropped", TRIGGERS, asked_by=OF_TRIGGERS, in_database=True, added=added
        )


def of_the_conditions(root: Path) -> Iterator[Guard]:
    """Each condition always true, wherever it is used."""
    for each in ast.parse((root / CONDITIONS).read_text()).body:
        if not isinstance(each, ast.FunctionDef) or each.name in NO_CONDITIONS:
            continue
        added = f"def {each.name}(user, record, on):\n    return True"
        named = f"def {each.name}"
        yield Guard(f"conditions.{each.name}: always true", CONDITIONS, named, added=added)


def of_terms(path: Path, text: str) -> Iterator[Guard]:
    """Each of what must hold together in a function that says who may, left out alone."""
    for within, node in functions_of(ast.parse(text)):
        if f"{path.stem}.{within}" in CLOSING:
            continue
        yield from named_apart(
            Guard(
                f"{path.stem}.{within}: without {lost}", path, instead=instead, **span(term, text)
            )
            for lost, term, instead in terms(node, text)
        )


def of_calls(path: Path, text: str) -> Iterator[Guard]:
    """Each call that requires a right left out, and each narrowing to what one may see."""
    folder = path.parent.name
    if path.parent.parent.name == "queries":
        folder = f"queries/{folder}"
    yield from named_apart(
        Guard(
            f"{folder}/{path.stem}.{within}: {called}"
            + (f" answers {instead}" if called in SPEAKING else ""),
            path,
            instead=instead,
            **span(node, text),
        )
        for within, called, node in calls_of(ast.parse(text))
        for instead in opened(called, node, text)
    )


def named_apart(found: Iterable[Guard]) -> Iterator[Guard]:
    """With a number where there are more of one name."""
    counted = Counter()
    for each in found:
        counted[each.name] += 1
        again = f" ({counted[each.name]})" if counted[each.name] > 1 else ""
        yield replace(each, name=each.name + again)


def span(node: ast.AST, text: str) -> dict[str, int]:
    """Where it stands in the text: a tree counts lines, and bytes within them."""
    lines = [line.encode() for line in text.splitlines(keepends=True)]

    def chars(line: int, offset: int) -> int:
        return len(b"".join((*lines[: line - 1], lines[line - 1][:offset])).decode())

    return {
        "start": chars(node.lineno, node.col_offset),
        "end": chars(node.end_lineno, node.end_col_offset),
    }


def opened(called: str, node: ast.Call, text: str) -> Iterator[str]:
    """What the call of a guard gives way to, so that it lets more through; nothing for others."""

    def argument(number: int) -> str:
        return ast.get_source_segment(text, node.args[number])

    if called in REQUIRING:
        yield "None"
    elif called in NARROWING:
        yield argument(1)
    elif called in ASKING:
        yield "True"
    elif called in SPEAKING:
        yield from BODIES
    elif called in HEARING:
        # Rows without what is not for the reader, or the condition by which they are left out.
        yield "Q()" if called == "within_earshot" and not node.keywords else argument(0)
    elif called in OWNING:
        yield f"list({argument(0)}.appointments.model.objects.all())"


def calls_of(tree: ast.AST, within: str = "") -> Iterator[tuple[str, str, ast.Call]]:
    """Every call, with the name of what it stands in and of what it calls."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield from calls_of(node, f"{within}.{node.name}".lstrip("."))
        else:
            if isinstance(node, ast.Call):
                yield within, getattr(node.func, "attr", getattr(node.func, "id", "")), node
            yield from calls_of(node, within)


def functions_of(tree: ast.AST) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every function of a module and of its classes, by its name."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from functions_of(node)
