"""A block copied from a spreadsheet, given out to the figures of a page. Pure: nothing is saved.

Nothing is guessed: a name that fits no figure, or several, is told and not used; what cannot be
read goes into its field as it was copied, with the reader's own words beside it.
"""

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from performance.figures import Form, Unit, UnreadableQuantity, parse_quantity
from performance.figures.pasted_text import quoted, tidied
from performance.figures.quantity_parsing import stands_for_nothing

MOST_CHARACTERS = 100_000
NAMES_AND_VALUES = (2, 3)
BEGINS_AS_A_FIGURE = re.compile(r"[^\w]*\d")
HEADED = "The first line was taken for a heading."


@dataclass(frozen=True, slots=True)
class Target:
    """A figure field of the page: its name in the form, what it is called, and its unit."""

    field: str
    indicator: str
    series: str
    unit: Unit


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it was copied; ``is_percent`` where the spreadsheet said it shows a percentage."""

    text: str
    is_percent: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """What goes into a field; ``fault`` says why it cannot be read, "" where it can."""

    field: str
    text: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Distribution:
    """What goes where, and in sentences what could not be placed, and what was passed over."""

    placed: tuple[Placed, ...] = ()
    left: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """What happened, for whoever cannot see the fields fill."""
        count = len(self.placed)
        if not count:
            return " ".join(["Nothing is filled in.", *self.left])
        filled = "1 figure is filled in." if count == 1 else f"{count} figures are filled in."
        faulty = sum(1 for each in self.placed if each.fault)
        if faulty:
            filled += f" {faulty} of them cannot be read: see what stands at the field."
        return " ".join([filled, *self.passed, *self.left])


def distribute(
    block: str,
    targets: Sequence[Target],
    *,
    start: int = 0,
    percents: Sequence[Sequence[bool]] = (),
) -> Distribution:
    """Give the cells of ``block`` out to ``targets``.

    A column or a row goes into the fields from ``start`` on, one cell each; an empty cell leaves
    its field as it is. A column of names with values beside it goes where the names say.

    Args:
        block: the clipboard's text, cells parted by tabs and rows by line ends.
        percents: row by row, whether the spreadsheet said that the cell shows a percentage;
            heeded only where it has the block's own shape.
    """
    if len(block) > MOST_CHARACTERS:
        return Distribution(left=("That is too much to paste at once: copy the figures only.",))
    rows = trimmed(marked(cells_of(block), percents))
    if not rows:
        return Distribution(left=("There was nothing in what was pasted.",))
    if is_named(rows, targets):
        return by_name(rows, targets)
    if len(rows) > 1 and len(rows[0]) > 1:
        return Distribution(
            left=(
                "Several columns without names could mean anything. Paste one column, one row, or "
                "names with the figures beside them.",
            )
        )
    passed = ()
    if is_headed(rows, targets):
        rows, passed = rows[1:], (HEADED,)
    found = in_order([cell for row in rows for cell in row], targets[start:])
    return replace(found, passed=passed)


def cells_of(block: str) -> list[list[str]]:
    """The rows of a block. A cell that holds a tab, a line end or a quotation mark is quoted."""
    lines = io.StringIO(block, newline="")
    try:
        # An empty line is a row of one empty cell.
        return [row or [""] for row in csv.reader(lines, csv.excel_tab, strict=True)]
    except csv.Error:
        # A quotation mark that is no spreadsheet's: it is a character like any other.
        return [line.split("\t") for line in block.replace("\r\n", "\n").split("\n")]


def marked(rows: list[list[str]], percents: Sequence[Sequence[bool]]) -> list[list[Cell]]:
    if [len(row) for row in rows] != [len(row) for row in percents]:
        percents = [[False] * len(row) for row in rows]
    return [
        [Cell(" ".join(text.split()), is_percent) for text, is_percent in zip(*pair, strict=True)]
        for pair in zip(rows, percents, strict=True)
    ]


def trimmed(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Without the empty rows and columns around it, every row as wide as the widest."""
    filled = [at for at, row in enumerate(rows) if any(cell.text for cell in row)]
    if not filled:
        return []
    # An empty line above all figures leaves their fields as they are, as one between them does.
    kept = rows[: filled[-1] + 1]
    width = max(len(row) for row in kept)
    square = [row + [Cell("")] * (width - len(row)) for row in kept]
    columns = [at for at in range(width) if any(row[at].text for row in square)]
    if len(square) == 1:
        return [square[0][: columns[-1] + 1]]
    return [row[columns[0] : columns[-1] + 1] for row in square]


def is_named(rows: list[list[Cell]], targets: Sequence[Target]) -> bool:
    """Whether the first column holds names: one that is known, or words all the way down."""
    if len(rows[0]) not in NAMES_AND_VALUES:
        return False
    firsts = [row[0].text for row in rows if row[0].text]
    known = {name for target in targets for name in names_of(target)}
    units = {target.unit for target in targets}
    return any(plain(each) in known for each in firsts) or all(
        is_a_name(each, units) for each in firsts
    )


def is_headed(rows: list[list[Cell]], targets: Sequence[Target]) -> bool:
    """Whether the first line of a column heads the figures below it: it is no figure, mistyped ones
    included, and names none, and all the others are figures."""
    if len(rows) < 2 or len(rows[0]) > 1:
        return False
    first, *others = [row[0].text for row in rows]
    units = {target.unit for target in targets}
    known = {name for target in targets for name in names_of(target)}
    if plain(first) in known or BEGINS_AS_A_FIGURE.match(first) or not is_a_name(first, units):
        return False
    below = [each for each in others if each]
    is_read = [any(is_readable(each, unit) for unit in units) for each in below]
    return any(is_read) and all(
        read or stands_for_nothing(each) for read, each in zip(is_read, below, strict=True)
    )


def is_a_name(text: str, units: Iterable[Unit]) -> bool:
    if stands_for_nothing(text) or not any(letter.isalpha() for letter in text):
        return False
    return not any(is_readable(text, unit) for unit in units)


def is_readable(text: str, unit: Unit) -> bool:
    try:
        parse_quantity(text, unit)
    except UnreadableQuantity:
        return False
    return True


def names_of(target: Target) -> set[str]:
    """What a figure may be called beside a value, as ``plain`` gives it."""
    series, indicator = plain(target.series), plain(target.indicator)
    whole = {f"{indicator} {series}", f"{indicator}, {series}", f"{indicator}: {series}"}
    return {series, indicator, *whole, plain(f"{target.series} ({target.unit.name})")}


def plain(name: str) -> str:
    """A name whatever its case, its spaces and its last punctuation."""
    return tidied(unicodedata.normalize("NFKC", name)).casefold().rstrip(" :.")


def by_name(rows: list[list[Cell]], targets: Sequence[Target]) -> Distribution:
    placed, left = [], []
    meant: list[tuple[str, Cell, list[Target]]] = []
    for row in rows:
        *names, value = row
        name = " ".join(cell.text for cell in names if cell.text)
        if name or value.text:
            meant.append((name, value, fitting(names, targets)))
    times = Counter(found[0].field for _, _, found in meant if len(found) == 1)
    for name, value, found in meant:
        if not name:
            left.append(f"{quoted(value.text)} has no name beside it.")
        elif not found:
            left.append(f"{quoted(name)} is no figure on this page.")
        elif len(found) > 1:
            left.append(f"{quoted(name)} could be {len(found)} figures on this page.")
        elif times[found[0].field] > 1:
            left.append(f"{quoted(name)} stands there more than once, so none of it is used.")
        elif value.text:
            placed.append(placed_in(found[0], value))
    return Distribution(tuple(placed), tuple(dict.fromkeys(left)))


def fitting(names: Sequence[Cell], targets: Sequence[Target]) -> list[Target]:
    """The figures that the names of a row may mean: of an indicator, a series, or both."""
    words = [plain(cell.text) for cell in names if cell.text]
    wanted = " ".join(words)
    found = [target for target in targets if wanted in names_of(target)]
    own = [target for target in found if plain(target.series) == wanted]
    # A series that is named as its indicator is meant itself, not its fellows.
    return own if len(own) == 1 else found


def in_order(cells: list[Cell], targets: Sequence[Target]) -> Distribution:
    placed = [
        placed_in(target, cell) for cell, target in zip(cells, targets, strict=False) if cell.text
    ]
    over = sum(1 for cell in cells[len(targets) :] if cell.text)
    if not over:
        return Distribution(tuple(placed))
    values = "1 value was" if over == 1 else f"{over} values were"
    return Distribution(
        tuple(placed), (f"{values} left out: there are no more fields to put them in.",)
    )


def placed_in(target: Target, cell: Cell) -> Placed:
    """A cell as it goes into a field, with the reader's words where it cannot be read there."""
    text = shown(cell, target.unit)
    try:
        parse_quantity(text, target.unit)
    except UnreadableQuantity as fault:
        return Placed(target.field, text, str(fault))
    return Placed(target.field, text)


def shown(cell: Cell, unit: Unit) -> str:
    """ "56%" for a cell that holds 0.56 and shows a percentage; any other as it was copied."""
    if not cell.is_percent or unit.form != Form.PERCENT or "%" in cell.text:
        return cell.text
    try:
        held = parse_quantity(cell.text, replace(unit, form=Form.PLAIN))
    except UnreadableQuantity:
        return cell.text
    if held.high is not None:
        return cell.text
    return f"{Decimal(held.value * 100).normalize():f}%"
