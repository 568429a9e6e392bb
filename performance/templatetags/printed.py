"""How the figures of a printed column stand side by side."""

import re
from itertools import groupby

from django import template

from performance.figures import Qualifier
from performance.states import PrintedKind

register = template.Library()

CLOSING = (";", ",", ".", ":", ")", "}")
SIGNS = (">", "<", "≥", "≤")
QUALIFYING = re.compile(
    r"[<>≥≤]|\b(?:more than|less than|at least|at most|over|under|nearly|about)\b", re.IGNORECASE
)


@register.filter
def runs(items) -> list[dict]:
    """The items of a column in runs: dicts of ``label``, ``pieces``, ``is_figures``, ``is_words``,
    ``legend`` and ``is_later``.

    Figures that follow one another under one label share it; a statement or a note stands by
    itself, a note without a label. A piece is a dict of its ``item``, ``printed`` (with its
    qualifier where the words around it leave that out), ``lead_in``, ``joint`` (the space after
    the lead-in, none after a sign), ``after`` (a semicolon where two figures meet and the paper
    has no words between them) and ``glued`` (its tail begins with punctuation, so no space goes
    before it); a run never begins with the semicolon that parted it from the one before.
    ``legend`` explains the whole run; ``is_later`` says that it is newer than the paper's list.
    """
    found = []
    for (label, is_figures, _), run in groupby(items, key=place_of):
        members = list(run)
        found.append(
            {
                "label": label,
                "is_figures": is_figures,
                "is_words": members[0].kind == PrintedKind.STATEMENT,
                "is_later": members[0].is_later,
                "legend": " ".join(each.legend for each in members if each.legend),
                "pieces": [
                    {
                        "item": item,
                        "printed": printed_of(item),
                        "joint": "" if not item.lead_in or item.lead_in.endswith(SIGNS) else " ",
                        "lead_in": "" if place == 0 and item.lead_in in CLOSING else item.lead_in,
                        "after": ";" if follows and parted(item, follows) else "",
                        "glued": item.tail.startswith(CLOSING),
                    }
                    for place, (item, follows) in enumerate(
                        zip(members, [*members[1:], None], strict=True)
                    )
                ],
            }
        )
    return found


def place_of(item) -> tuple:
    if item.kind in (PrintedKind.FIGURE, PrintedKind.REFERENCE):
        return item.label, True, item.is_later
    return "" if item.kind == PrintedKind.NOTE else item.label, False, item.printed


def parted(item, follows) -> bool:
    if item.tail or follows.lead_in.startswith("/"):
        return False
    return not follows.lead_in or ":" in follows.lead_in or follows.is_later


def printed_of(item) -> str:
    """The figure, with the qualifier that the paper said in words which are not printed here."""
    if item.quantity is None or item.bare or item.quantity.qualifier == Qualifier.EXACT:
        return item.printed
    said = QUALIFYING.search(f"{item.lead_in} {item.tail}")
    return item.printed if said else item.qualified


@register.filter
def unsaid(words: str, said: str) -> str:
    """``words`` without each "``said``: ", where a heading or a badge has said that already."""
    return re.sub(rf"\b{re.escape(said)}: (.)", lambda found: found[1].upper(), words or "")
