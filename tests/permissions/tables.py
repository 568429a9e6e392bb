"""How an expectation is written down, and read back from the table it stands in."""

from collections.abc import Iterator
from dataclasses import dataclass

ROLES = (
    *("contributor", "lead", "analyst", "panel_chair"),
    *("reviewer", "publisher", "board_member", "administrator"),
)
WITHOUT = ("unappointed", "superuser")
# Each role by somebody whose appointment covers the object, and by somebody of another portfolio.
APPOINTED = (*ROLES, "second_analyst", "second_reviewer")
ELSEWHERE = tuple(f"other_{role}" for role in ROLES)
ACTORS = (*APPOINTED, *ELSEWHERE, *WITHOUT, "anonymous")
GROUPS = {
    "force": ("contributor", "lead", "analyst", "second_analyst", "panel_chair"),
    "oversight": ("reviewer", "second_reviewer", "publisher"),
    "analysts": ("analyst", "second_analyst"),
    "reviewers": ("reviewer", "second_reviewer"),
    "appointed": (*APPOINTED, *ELSEWHERE),
    "elsewhere": ELSEWHERE,
    "signed_in": (*APPOINTED, *ELSEWHERE, *WITHOUT),
    "everybody": ACTORS,
}
# What an address may answer. Only "does" writes: it alone leaves an event in the audit trail.
WORDS = {
    "sees": "200, and nothing is written",
    "does": "the move is made and its event written; sent on to a page",
    "told": "sent to another page, or told at once why nothing was done: 302, 400 or 409",
    "barred": "403: may not do it",
    "hidden": "404: may not know of it",
    "method": "405: not with this method",
    "sign-in": "sent to sign in first",
}
METHODS = ("GET", "POST")


@dataclass(frozen=True, slots=True)
class Case:
    """What ``actor`` gets from ``page`` in a state."""

    page: str
    method: str
    actor: str
    state: str
    expected: str


class Faulty(Exception):
    """The table leaves somebody out, or says two things of one case."""


def cases(states: tuple[str, ...], text: str) -> Iterator[Case]:
    """The cases of a table.

    A block begins with the pages and methods it is about; each line below names people, or a group
    of them, and a word for each state, or one for all. "rest" is whoever the block does not name.
    The first block, "always", holds wherever another does not name the same people.

    Raises:
        Faulty: a block leaves somebody out or names somebody twice, or a word is not known.
    """
    blocks = list(blocks_of(text))
    always = {}
    if blocks and blocks[0][0] == ["always"]:
        always = rows_of(blocks.pop(0), states)
    for head, lines in blocks:
        pages = [each for each in head if each not in METHODS]
        methods = [each for each in head if each in METHODS]
        rows = {**always, **rows_of((head, lines), states, leaving=tuple(always))}
        if missing := set(ACTORS) - rows.keys():
            raise Faulty(f"{' '.join(head)} says nothing of {', '.join(sorted(missing))}.")
        if not pages or not methods:
            raise Faulty(f"{' '.join(head)} names no page or no method.")
        for page in pages:
            for method in methods:
                for actor in ACTORS:
                    for state, word in zip(states, rows[actor], strict=True):
                        yield Case(named(page), method, actor, state, word)


def named(page: str) -> str:
    return page if ":" in page else f"performance:{page}"


def blocks_of(text: str) -> Iterator[tuple[list[str], list[list[str]]]]:
    head, lines = None, []
    for line in filter(str.strip, text.splitlines()):
        if line[0].isspace():
            lines.append(line.split())
            continue
        if head is not None:
            yield head, lines
        head, lines = line.split(), []
    if head is not None:
        yield head, lines


def rows_of(block, states, leaving: tuple[str, ...] = ()) -> dict[str, tuple[str, ...]]:
    """By actor, a word for each state; "rest" passes over those in ``leaving``."""
    head, lines = block
    rows: dict[str, tuple[str, ...]] = {}
    for line in lines:
        words = tuple(each for each in line if each in WORDS)
        if len(words) == 1:
            words *= len(states)
        if len(words) != len(states):
            raise Faulty(f"{' '.join(head)}: {' '.join(line)} has not a word for each state.")
        for actor in actors_of([each for each in line if each not in WORDS], rows, leaving):
            if actor in rows:
                raise Faulty(f"{' '.join(head)} names {actor} twice.")
            rows[actor] = words
    return rows


def actors_of(names, rows, leaving) -> list[str]:
    found = []
    for name in names:
        if name == "rest":
            found += [each for each in ACTORS if each not in (*rows, *found, *leaving)]
        elif name in GROUPS:
            found += GROUPS[name]
        elif name in ACTORS:
            found.append(name)
        else:
            raise Faulty(f"{name} is nobody and no word.")
    return found
