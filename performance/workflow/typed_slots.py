"""Slots as somebody typed them and nothing has saved them yet, to be judged as typed."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import replace

from performance.models import Submission
from performance.queries.submissions.slots import Slot, new_entry
from performance.workflow.computing import computed_entries
from performance.workflow.entries import Figure, completed, fill, given


def as_typed(
    submission: Submission,
    asked: Sequence[Slot],
    figures: Mapping[str, Figure],
    decimals: Mapping[tuple, int],
) -> list[Slot]:
    """``asked`` with what was typed in its entries, and what follows from it computed.

    Read by the same code as when it is saved; the entries are copies that are in no database.

    Args:
        figures: by slot key, what was given; slots not named stay as they are.
        decimals: what ``printed_decimals`` says of the computed ones.
    """
    filled = [typed_in(submission, slot, figures.get(slot.key)) for slot in asked]
    computed = {slot.key: entry for slot, entry in computed_entries(submission, filled, decimals)}
    return [replace(slot, entry=computed.get(slot.key, slot.entry)) for slot in filled]


def typed_in(submission: Submission, slot: Slot, figure: Figure | None) -> Slot:
    if figure is None or slot.is_computed or completed(figure, slot.entry) == given(slot.entry):
        return slot
    entry = copy(slot.entry) if slot.entry else new_entry(submission, slot)
    fill(entry, figure)
    return replace(slot, entry=entry)
