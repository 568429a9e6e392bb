"""Plain text for a terminal: wrapped paragraphs, labelled lines and aligned tables."""

from collections.abc import Iterable, Sequence
from textwrap import wrap

WIDTH = 88
INDENT = "  "
BETWEEN = "  "


def paragraph(text: str, indent: str = "", hanging: str | None = None) -> list[str]:
    """Lines of at most 88 characters; a word longer than that keeps a line to itself."""
    return wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent if hanging is None else hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )


def headed(title: str, lines: Iterable[str]) -> list[str]:
    """A heading over what it is about, with a blank line before; nothing where that is empty."""
    found = list(lines)
    return ["", title, *found] if found else []


def labelled(rows: Iterable[tuple[str, str]], indent: str = INDENT) -> list[str]:
    """A line for each pair that says something, the words aligned and wrapped beside it."""
    said = [(name, words) for name, words in rows if words]
    broad = max((len(name) for name, _ in said), default=0)
    found = []
    for name, words in said:
        lead = f"{indent}{name:<{broad}}{BETWEEN}"
        found += paragraph(words, lead, " " * len(lead))
    return found


def table(
    headings: Sequence[str], rows: Sequence[Sequence[str]], indent: str = INDENT
) -> list[str]:
    """Columns as broad as what they hold; a column in which nothing stands is left out."""
    kept = [
        (heading, [row[place] for row in rows])
        for place, heading in enumerate(headings)
        if any(row[place] for row in rows)
    ]
    columns = []
    for heading, cells in kept:
        broad = max(len(heading), *map(len, cells))
        columns.append([f"{cell:<{broad}}" for cell in (heading, "-" * broad, *cells)])
    return [(indent + BETWEEN.join(line)).rstrip() for line in zip(*columns, strict=True)]
