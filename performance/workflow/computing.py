"""Computed figures: what follows from a numerator and a denominator that were entered."""

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.utils import timezone

from performance.figures import Qualifier, Quantity, print_quantity
from performance.models import Entry, Observation, Submission, quantity_fields
from performance.queries.submissions.slots import Slot, new_entry, parts_of, slots
from performance.states import Derivation, Missing, Standing
from performance.workflow.entries import Reading, described
from performance.workflow.observations import key_of

HUNDRED = Decimal(100)
# Where nothing was approved yet.
DECIMALS = 1
# The firmest first.
FIRMNESS = (
    *(Standing.FINAL.value, Standing.REVISED.value),
    *(Standing.PROVISIONAL.value, Standing.ESTIMATED.value),
)


def compute(submission: Submission, *, by) -> tuple[dict, dict]:
    """Fill the computed entries of a draft from the others; no figure where one part has none.

    A percentage or a rate is worked out from the parts as entered and rounded, half up, to as
    many decimals as it was last approved with: what is graded is what is printed. Of nothing (a
    denominator of 0) there is no percentage: not applicable. It is no firmer than its parts. In a
    correction that leaves both parts as they stand approved it stays as it stands too.

    Returns what they held before and what they hold now, for the audit trail.
    """
    before, after = {}, {}
    for slot, entry in computed_entries(submission, slots(submission)):
        if slot.entry is None and not (entry.is_answered or entry.fault):
            continue
        if slot.entry is not None and held(entry) == held(slot.entry):
            continue
        entry.edited_by, entry.edited_at = by, timezone.now()
        entry.save()
        before[slot.name], after[slot.name] = described(slot.entry), described(entry)
    return before, after


def computed_entries(
    submission: Submission,
    asked: Sequence[Slot],
    decimals: Mapping[tuple, int] | None = None,
) -> Iterator[tuple[Slot, Entry]]:
    """Each computed slot with the entry that follows from the others, as they are in ``asked``:
    not saved, and a copy of the one there is.

    Args:
        decimals: what ``printed_decimals`` says of these slots and of others, where it was asked.
    """
    computed = [slot for slot in asked if slot.is_computed]
    if not computed:
        return
    standing = standing_figures(asked) if submission.is_correction else {}
    if decimals is None:
        decimals = printed_decimals(computed)
    for slot in computed:
        parts = [part.entry for part in parts_of(slot, asked)]
        entry = copy(slot.entry) if slot.entry else new_entry(submission, slot)
        as_it_stands = standing.get(key_of(entry))
        if as_it_stands and all(each and is_as_approved(each, standing) for each in parts):
            take_over(entry, as_it_stands)
        else:
            fill_from(entry, parts, decimals.get((slot.series.pk, slot.organisation.pk), DECIMALS))
        yield slot, entry


def held(entry: Entry) -> tuple[dict, Quantity | None]:
    return described(entry), entry.quantity


def fill_from(entry: Entry, parts: Sequence[Entry | None], decimals: int) -> None:
    found = worked_out(entry.series, *parts, decimals)
    unit = entry.series.unit.dress
    entry.raw = print_quantity(found.quantity, unit) if found.quantity else ""
    entry.missing, entry.fault = found.missing, found.fault
    for name, value in quantity_fields(found.quantity).items():
        setattr(entry, name, value)
    entry.standing = max(
        (each.standing for each in parts if each), key=FIRMNESS.index, default=Standing.FINAL.value
    )


def take_over(entry: Entry, standing: Observation) -> None:
    """Put the approved figure back into the entry, as it is printed."""
    quantity = standing.quantity
    entry.raw = print_quantity(quantity, entry.series.unit.dress) if quantity else ""
    entry.missing, entry.fault, entry.standing = standing.missing, "", standing.standing
    for name, value in quantity_fields(quantity).items():
        setattr(entry, name, value)


def worked_out(
    series, numerator: Entry | None, denominator: Entry | None, decimals: int
) -> Reading:
    """The figure, or the reason or the fault why there is none; none of these while a part is not
    answered."""
    parts = (numerator, denominator)
    if any(each is None or not each.is_answered for each in parts):
        return Reading()
    reasons = [each.missing for each in parts if each.missing]
    if reasons:
        return Reading(missing=reasons[0])
    vague = next((each for each in parts if not is_plain(each)), None)
    if vague is not None:
        # A reason for its absence is somebody's to choose, at the part.
        given = vague.raw.strip() or vague.text.strip()
        return Reading(
            fault=f"It cannot be worked out from “{given}” for {vague.series.name}. Give a plain "
            "figure there, or choose a reason why there is none."
        )
    if not denominator.value:
        return Reading(missing=Missing.NOT_APPLICABLE)
    times = HUNDRED if series.derivation == Derivation.PERCENTAGE else series.per or Decimal(1)
    try:
        exact = numerator.value * times / denominator.value
        rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        return Reading(quantity=Quantity(rounded, None, Qualifier.EXACT, decimals))
    except (ValueError, InvalidOperation):
        return Reading(
            fault=f"{numerator.raw.strip()} of {denominator.raw.strip()} is too large a number to "
            "keep: check both figures."
        )


def is_plain(entry: Entry) -> bool:
    return (
        entry.value is not None
        and entry.value_high is None
        and entry.qualifier == Qualifier.EXACT.value
    )


def standing_figures(asked: Sequence[Slot]) -> dict[tuple, Observation]:
    """The approved figures of these slots' series, by ``key_of``. One query."""
    rows = Observation.objects.current().filter(series__in=[slot.series for slot in asked])
    ends = {slot.entry.period_end for slot in asked if slot.entry}
    return {key_of(each): each for each in rows.filter(period_end__in=ends)}


def is_as_approved(entry: Entry, standing: dict[tuple, Observation]) -> bool:
    found = standing.get(key_of(entry))
    return found is not None and (found.quantity, found.missing) == (entry.quantity, entry.missing)


def printed_decimals(computed: Sequence[Slot]) -> dict[tuple, int]:
    """By series and organisation id, the decimals of the latest approved figure. One query."""
    rows = Observation.objects.current().filter(
        series__in=[slot.series for slot in computed], value__isnull=False
    )
    latest = rows.order_by("period_end", "pk").values_list("series", "organisation", "decimals")
    return {(series, organisation): decimals for series, organisation, decimals in latest}
