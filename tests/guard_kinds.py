"""The guards of who may do what, each with what the code is without it."""

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

RIGHTS = Path("performance/permissions.py")
CONDITIONS = Path("performance/conditions.py")
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
        is_gate: it is a page's gate, which has a test of its own.
        added: lines at the end of the file that undo it; or, where that is "",
        start, end, instead: what of the file's text gives way to what.
    """

    name: str
    path: Path
    named: str = ""
    is_gate: bool = False
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
    for path in sorted((root / "performance").glob("*_rights.py")):
        yield from of_calls(path.relative_to(root), path.read_text())
    for folder in ("workflow", "views", "queries", "admin"):
        for path in sorted((root / "performance" / folder).rglob("*.py")):
            yield from of_calls(path.relative_to(root), path.read_text())


def of_the_table() -> Iterator[Guard]:
    """Each cell gone, each condition gone from its cell, and each row open to every role."""
    from performance.conditions import always
    from performance.permissions import GRANTS

    for action, cells in GRANTS.items():
        row, named = f"GRANTS[Action.{action.name}]", f"Action.{action.name}"
        asked = {"path": RIGHTS, "named": named}
        every_role = f"{row} = dict.fromkeys(Role, always)"
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
        yield Guard(f"{page} opened to Gate.{wider}", RIGHTS, is_gate=True, added=added)


def of_the_conditions(root: Path) -> Iterator[Guard]:
    """Each condition always true, wherever it is used."""
    for each in ast.parse((root / CONDITIONS).read_text()).body:
        if isinstance(each, ast.FunctionDef) and each.name not in ("always", "took_part"):
            added = f"def {each.name}(user, record, on):\n    return True"
            named = f"def {each.name}"
            yield Guard(f"{each.name} always true", CONDITIONS, named, added=added)


def of_calls(path: Path, text: str) -> Iterator[Guard]:
    """Each call that requires a right left out, and each narrowing to what one may see."""
    lines = [0]
    for line in text.splitlines(keepends=True):
        lines.append(lines[-1] + len(line.encode()))
    counted = Counter()
    for within, node in calls_of(ast.parse(text)):
        called = getattr(node.func, "attr", getattr(node.func, "id", ""))
        start = chars(text, lines[node.lineno - 1] + node.col_offset)
        end = chars(text, lines[node.end_lineno - 1] + node.end_col_offset)
        folder = path.parent.name
        if path.parent.parent.name == "queries":
            folder = f"queries/{folder}"
        for instead in opened(called, node, text):
            name = f"{folder}/{path.stem}.{within}: {called}"
            name += f" answers {instead}" if called in SPEAKING else ""
            counted[name] += 1
            name += f" ({counted[name]})" if counted[name] > 1 else ""
            yield Guard(name, path, start=start, end=end, instead=instead)


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


def calls_of(tree: ast.AST, within: str = "") -> Iterator[tuple[str, ast.Call]]:
    """Every call, with the name of what it stands in."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield from calls_of(node, f"{within}.{node.name}".lstrip("."))
        else:
            if isinstance(node, ast.Call):
                yield within, node
            yield from calls_of(node, within)


def chars(text: str, offset: int) -> int:
    """A place in the text, from one in its bytes."""
    return len(text.encode()[:offset].decode())
