"""How the figures of a printed column stand side by side."""

from itertools import groupby

from django import template

from performance.states import PrintedKind

register = template.Library()

CLOSING = (";", ",", ".", ":", ")", "}")


@register.filter
def runs(items) -> list[dict]:
    """The items of a column in runs, each a dict of ``label``, ``pieces`` and ``is_figures``.

    Figures that follow one another under one label share it; a statement or a note stands by
    itself, a note without a label. A piece is a dict of its ``item``, ``after`` (a semicolon
    where two figures meet and the paper has no words between them) and ``glued`` (its tail
    begins with punctuation, so no space goes before it); a run never begins with the semicolon
    that parted it from the one before.
    """
    found = []
    for (label, is_figures, _), run in groupby(items, key=place_of):
        members = list(run)
        found.append(
            {
                "label": label,
                "is_figures": is_figures,
                "pieces": [
                    {
                        "item": item,
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
        return item.label, True, ""
    return "" if item.kind == PrintedKind.NOTE else item.label, False, item.printed


def parted(item, follows) -> bool:
    return not item.tail and (not follows.lead_in or follows.lead_in.endswith(":"))
