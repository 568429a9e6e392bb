"""Computed figures: what follows from a numerator and a denominator that were entered."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

from performance.figures import Qualifier, Quantity, print_quantity
from performance.models import Entry, Observation, Submission, quantity_fields
from performance.queries.slots import Slot, new_entry, slots
from performance.states import Derivation, Missing
from performance.workflow.entries import described

HUNDRED = Decimal(100)
# Where nothing was approved yet.
DECIMALS = 1


def parts_of(slot: Slot, asked: Sequence[Slot]) -> tuple[Slot, Slot]:
    """The numerator and the denominator of a computed slot, among those asked for beside it."""
    beside = {each.series.pk: each for each in asked if each.organisation == slot.organisation}
    return beside[slot.series.numerator_id], beside[slot.series.denominator_id]


def compute(submission: Submission, *, by) -> tuple[dict, dict]:
    """Fill the computed entries of a draft from the others; no figure where one part has none.

    A percentage or a rate is worked out from the parts as entered and rounded, half up, to as
    many decimals as it was last approved with: what is graded is what is printed. Of nothing (a
    denominator of 0) there is no percentage: not applicable.

    Returns what they held before and what they hold now, for the audit trail.
    """
    asked = slots(submission)
    before, after = {}, {}
    computed = [slot for slot in asked if slot.is_computed]
    decimals = printed_decimals([slot.series for slot in computed]) if computed else {}
    for slot in computed:
        numerator, denominator = (part.entry for part in parts_of(slot, asked))
        entry = slot.entry or new_entry(submission, slot)
        found, missing = worked_out(
            slot.series, numerator, denominator, decimals.get(slot.series.pk, DECIMALS)
        )
        if slot.entry is None and found is None and not missing:
            continue
        held = described(slot.entry), entry.quantity
        entry.raw = print_quantity(found, slot.series.unit.dress) if found else ""
        entry.missing, entry.fault = missing, ""
        for name, value in quantity_fields(found).items():
            setattr(entry, name, value)
        if slot.entry is not None and (described(entry), entry.quantity) == held:
            continue
        entry.edited_by, entry.edited_at = by, timezone.now()
        entry.save()
        before[slot.name], after[slot.name] = held[0], described(entry)
    return before, after


def worked_out(
    series, numerator: Entry | None, denominator: Entry | None, decimals: int
) -> tuple[Quantity | None, str]:
    """The figure, or the reason why there is none; neither while a part is not answered."""
    parts = (numerator, denominator)
    if any(each is None or not each.is_answered for each in parts):
        return None, ""
    reasons = [each.missing for each in parts if each.missing]
    if reasons:
        return None, reasons[0]
    if not all(is_plain(each) for each in parts):
        # "about 90 of 98" or "fewer than 5 of 12" gives no percentage that could be relied on.
        return None, Missing.NOT_APPLICABLE
    if not denominator.value:
        return None, Missing.NOT_APPLICABLE
    times = HUNDRED if series.derivation == Derivation.PERCENTAGE else series.per or Decimal(1)
    exact = numerator.value * times / denominator.value
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return Quantity(rounded, None, Qualifier.EXACT, decimals), ""


def is_plain(entry: Entry) -> bool:
    return (
        entry.value is not None
        and entry.value_high is None
        and entry.qualifier == Qualifier.EXACT.value
    )


def printed_decimals(series: Sequence) -> dict:
    """By series id, the decimals of its latest approved figure. One query."""
    rows = Observation.objects.current().filter(series__in=series, value__isnull=False)
    return dict(rows.order_by("period_end").values_list("series", "decimals"))
