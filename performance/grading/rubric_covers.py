"""The proof that a rubric's bands cover their range, each value once (GRADING.md section 4)."""

from dataclasses import dataclass
from itertools import groupby, pairwise
from math import inf

from performance.grading.rubrics import Cut, GapRule, Reach, Rubric


@dataclass(frozen=True, slots=True)
class Cover:
    """What the bands leave out or hold twice, as intervals within the range.

    Attributes:
        gaps, overlaps: values that no band holds, and that several do, lowest first.
        unmapped: labels that stand for no grade.
        is_accepted: the rubric may be saved.
    """

    gaps: tuple[Reach, ...]
    overlaps: tuple[Reach, ...]
    unmapped: tuple[str, ...]
    is_accepted: bool


def cover_of(rubric: Rubric) -> Cover:
    """Cut the range at every end of a band and count the bands that hold each piece."""
    found = {"gap": [], "overlap": [], "once": []}
    for kind, pieces in groupby(pieces_of(rubric), key=lambda piece: kind_of(rubric, piece)):
        first, *others = pieces
        last = others[-1] if others else first
        found[kind].append(Reach(first.low, last.high, first.low_open, last.high_open))
    unmapped = tuple(band.label for band in rubric.bands if rubric.grade_of(band.label) is None)
    is_closed = not found["gap"] or rubric.gap_rule is GapRule.WORSE
    return Cover(
        gaps=tuple(found["gap"]),
        overlaps=tuple(found["overlap"]),
        unmapped=unmapped,
        is_accepted=is_closed and not found["overlap"] and not unmapped,
    )


def pieces_of(rubric: Rubric) -> list[Reach]:
    first, last = rubric.range.begins, rubric.range.ends
    cuts = {first, last}
    for band in rubric.bands:
        cuts |= {cut for cut in (band.reach.begins, band.reach.ends) if first < cut < last}
    return [between(*ends) for ends in pairwise(sorted(cuts))]


def between(begins: Cut, ends: Cut) -> Reach:
    (low, after_low), (high, after_high) = begins, ends
    return Reach(
        low=None if low == -inf else low,
        high=None if high == inf else high,
        low_open=low != -inf and after_low,
        high_open=high != inf and not after_high,
    )


def kind_of(rubric: Rubric, piece: Reach) -> str:
    holding = sum(band.reach.holds(piece) for band in rubric.bands)
    return {0: "gap", 1: "once"}.get(holding, "overlap")
