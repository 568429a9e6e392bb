"""Indicators of several parts (GRADING.md section 3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from performance.grading.benchmarks import Exact, exact
from performance.grading.digest import digest_of, number
from performance.grading.not_graded import counted, reason_sentence
from performance.grading.words import METHOD, Cap, Grade, Reason

THRESHOLDS = (
    (Fraction(7, 2), Grade.OUTSTANDING),
    (Fraction(5, 2), Grade.GOOD),
    (Fraction(3, 2), Grade.NEEDS_IMPROVEMENT),
)
SHARE_NEEDED = Fraction(60, 100)


@dataclass(frozen=True, slots=True)
class Part:
    """One graded series of an indicator.

    Attributes:
        grade, reason: exactly one of them, as the series' verdict gives it.
        weight: above 0; a monitored part's is not counted.
        essential: a Poor or no grade here holds the whole indicator down.
        digest: of the series' verdict, so that changed figures change the indicator's digest.

    Raises:
        ValueError: both or neither of grade and reason, or a weight not above 0.
    """

    grade: Grade | None = None
    reason: Reason | None = None
    weight: Exact = 1
    essential: bool = False
    name: str = "The part"
    digest: str = ""

    def __post_init__(self):
        for name, words in (("grade", Grade), ("reason", Reason)):
            object.__setattr__(self, name, words(held) if (held := getattr(self, name)) else None)
        if (self.grade is None) == (self.reason is None):
            raise ValueError(
                f"{self.name} has both a grade and a reason for none, or neither: give one."
            )
        if exact(self.weight) <= 0:
            raise ValueError(f"{self.name} weighs {self.weight}: give a weight above 0.")

    @property
    def is_counted(self) -> bool:
        return self.reason is not Reason.MONITOR_ONLY

    @property
    def fails_as_essential(self) -> bool:
        return self.essential and self.is_counted and self.grade in (None, Grade.POOR)


@dataclass(frozen=True, slots=True)
class Composite:
    """The grade of an indicator, or the reason why there is none.

    Attributes:
        m: the weighted mean score of the graded parts, 1 to 4.
        caps: what held the grade down, in the order applied.
        named: the positions, from 0, of the essential parts behind the second cap.
        sentences: how the parts make the grade; none for a single part, whose own say it all.
    """

    grade: Grade | None
    reason: Reason | None
    m: Fraction | None
    caps: tuple[Cap, ...]
    named: tuple[int, ...]
    sentences: tuple[str, ...]
    digest: str
    method: str = METHOD


def combine(parts: Sequence[Part]) -> Composite:
    """One grade from several.

    Raises:
        ValueError: there is no part.
    """
    if not parts:
        raise ValueError("An indicator needs at least one part to have a grade.")
    digest = composite_digest(parts)
    counted_parts = [part for part in parts if part.is_counted]
    if not counted_parts:
        return ungraded(parts, Reason.MONITOR_ONLY, digest)
    if len(parts) == 1 and parts[0].reason is not None:
        return ungraded(parts, parts[0].reason, digest)
    graded = [part for part in counted_parts if part.grade is not None]
    weight = sum(exact(part.weight) for part in graded)
    share = weight / sum(exact(part.weight) for part in counted_parts)
    if share < SHARE_NEEDED:
        because = (
            f"parts with a grade carry {percent(share)} of the weight, and 60% is needed"
            if graded
            else "none of its parts has a grade"
        )
        return ungraded(parts, Reason.TOO_FEW_PARTS_GRADED, digest, because)
    m = sum(exact(part.weight) * part.grade.score for part in graded) / weight
    grade, caps, named = capped(grade_of(m), parts)
    return Composite(
        grade=grade,
        reason=None,
        m=m,
        caps=caps,
        named=named,
        sentences=explained(parts, m, caps, named),
        digest=digest,
    )


def ungraded(parts: Sequence[Part], reason: Reason, digest: str, because: str = "") -> Composite:
    sentences = () if len(parts) == 1 else (reason_sentence(reason, because),)
    return Composite(None, reason, None, (), (), sentences, digest)


def grade_of(m: Fraction) -> Grade:
    return next((grade for least, grade in THRESHOLDS if m >= least), Grade.POOR)


def capped(grade: Grade, parts: Sequence[Part]) -> tuple[Grade, tuple[Cap, ...], tuple[int, ...]]:
    """The grade after the caps, those that changed it, and whom the second one names."""
    caps, named = [], ()
    least = min(part.grade.score for part in parts if part.grade is not None)
    if grade is Grade.OUTSTANDING and least < Grade.GOOD.score:
        grade = Grade.GOOD
        caps.append(Cap.OUTSTANDING_NEEDS_EVERY_PART_GOOD)
    failing = tuple(place for place, part in enumerate(parts) if part.fails_as_essential)
    if failing and grade.score > Grade.NEEDS_IMPROVEMENT.score:
        grade = Grade.NEEDS_IMPROVEMENT
        caps.append(Cap.ESSENTIAL_PART_POOR_OR_NOT_GRADED)
        named = failing
    return grade, tuple(caps), named


def explained(
    parts: Sequence[Part], m: Fraction, caps: tuple[Cap, ...], named: tuple[int, ...]
) -> tuple[str, ...]:
    if len(parts) == 1:
        return ()
    tally = [
        f"{number_of} {grade.value}"
        for grade in Grade
        if (number_of := sum(part.grade is grade for part in parts))
    ]
    without = sum(part.is_counted and part.grade is None for part in parts)
    monitored = sum(not part.is_counted for part in parts)
    tally += [f"{without} not graded"] * bool(without)
    tally += [f"{monitored} monitored"] * bool(monitored)
    sentences = [f"{counted(len(parts), 'part')}: {', '.join(tally)}. Mean score {score(m)} of 4."]
    if Cap.OUTSTANDING_NEEDS_EVERY_PART_GOOD in caps:
        sentences.append("Held at Good: Outstanding needs every graded part at least Good.")
    if named:
        whose = " and ".join(
            f"{parts[place].name} ({parts[place].grade or 'not graded'})" for place in named
        )
        verb = "is" if len(named) == 1 else "are"
        sentences.append(f"Held at Needs Improvement: {whose} {verb} essential.")
    return tuple(sentences)


def score(m: Fraction) -> str:
    """Two decimals, or as many as show on which side of a threshold it lies."""
    places = 2
    while True:
        shown = (Decimal(m.numerator) / Decimal(m.denominator)).quantize(
            Decimal(1).scaleb(-places), ROUND_HALF_UP
        )
        if grade_of(Fraction(shown)) is grade_of(m):
            return f"{shown.normalize():f}"
        places += 1


def percent(share: Fraction) -> str:
    """Whole percents rounded down, so that less than 60% never shows as 60%."""
    return f"{share * 100 // 1}%"


def composite_digest(parts: Sequence[Part]) -> str:
    """Independent of the parts' order and names and of monitored figures: none changes a grade."""
    forms = [
        [
            part.grade and part.grade.value,
            part.reason and part.reason.value,
            number(part.weight) if part.is_counted else None,
            part.essential and part.is_counted,
            part.digest if part.is_counted else None,
        ]
        for part in parts
    ]
    return digest_of({"method": METHOD, "parts": sorted(forms, key=repr)})
