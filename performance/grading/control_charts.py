"""Control charts (XmR) as NHS Making Data Count draws them, in exact fractions (GRADING.md 5)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from math import lcm

from performance.grading.words import Assurance, Direction, SpecialCause, Variation

SCREEN = Fraction(3267, 1000)
LIMIT = Fraction(266, 100)
NEAR_LIMIT = LIMIT * 2 / 3
POINTS_FOR_ICONS = 6
POINTS_FOR_FIRM_LIMITS = 13
IN_A_ROW = 7
IN_THREE = 3

HIGH, LOW = 1, -1
ICONS = {
    Direction.HIGHER: {HIGH: Variation.IMPROVEMENT_HIGH, LOW: Variation.CONCERN_LOW},
    Direction.LOWER: {HIGH: Variation.CONCERN_HIGH, LOW: Variation.IMPROVEMENT_LOW},
    Direction.BAND: {HIGH: Variation.NEUTRAL_HIGH, LOW: Variation.NEUTRAL_LOW},
    Direction.MONITOR: {HIGH: Variation.NEUTRAL_HIGH, LOW: Variation.NEUTRAL_LOW},
}


def sign(number) -> int:
    return (number > 0) - (number < 0)


def whole(values: Sequence[Fraction]) -> tuple[list[int], int]:
    """The values as integers over one denominator: exact, and many times faster than fractions."""
    over = lcm(*(value.denominator for value in values))
    return [value.numerator * (over // value.denominator) for value in values], over


@dataclass(frozen=True, slots=True)
class Limits:
    """What a stable series stays within, in the series' unit. Never clamped to what can be."""

    lower: Fraction
    near_lower: Fraction
    near_upper: Fraction
    upper: Fraction


@dataclass(frozen=True, slots=True)
class Charted:
    """A point of a chart.

    Attributes:
        side: 1 above the mean, -1 below it, 0 on it.
        cause: why it is not common cause, or None.
        cause_side: 1 where the cause is high or rising, -1 where low or falling, 0 without one.
    """

    t: int
    value: Fraction
    side: int
    is_outside: bool
    is_near: bool
    cause: SpecialCause | None
    cause_side: int


def screened(ranges: list[int]) -> list[int]:
    """Those below 3.267 times their mean, once: one wild jump does not widen the limits."""
    most = sum(ranges) * SCREEN.numerator
    each = len(ranges) * SCREEN.denominator
    return [found for found in ranges if found * each < most]


class Group:
    """Points charted together: from a re-basing or a break to the next.

    Args:
        points: (period number, value) oldest first, at least one, no missing ones. A period number
            left out is a gap: no moving range runs across it and no window holding it fires.
        is_ruled: False for rolling series, whose overlapping periods break every rule's premise.
        is_screened: False draws the limits of the NHS Excel tool, which screens no ranges.
        fixed_after: the mean and limits are those of this many first points.
    """

    def __init__(
        self,
        points: Sequence[tuple[int, Fraction]],
        *,
        is_ruled: bool = True,
        is_screened: bool = True,
        fixed_after: int | None = None,
    ):
        self.points = tuple(points)
        self.is_ruled = is_ruled
        self.times = [t for t, _ in self.points]
        self.values, self.over = whole([value for _, value in self.points])
        based_on = self.values[:fixed_after]
        self.total, self.count = sum(based_on), len(based_on)
        ranges = [
            abs(after - before)
            for place, (before, after) in enumerate(pairwise(based_on))
            if self.times[place + 1] - self.times[place] == 1
        ]
        self.ranges = screened(ranges) if is_screened else ranges

    def __len__(self) -> int:
        return len(self.points)

    @property
    def first(self) -> int:
        return self.times[0]

    @property
    def has_icons(self) -> bool:
        return self.is_ruled and len(self) >= POINTS_FOR_ICONS

    @property
    def is_trial(self) -> bool:
        """Too few points for limits to be relied on."""
        return len(self) < POINTS_FOR_FIRM_LIMITS

    @property
    def is_constant(self) -> bool:
        """Constant, or a single point: not enough variation to judge."""
        return min(self.values) == max(self.values)

    @property
    def mean(self) -> Fraction:
        return Fraction(self.total, self.count * self.over)

    @property
    def has_limits(self) -> bool:
        """Whether screening leaves a range above 0: of a flat series with one jump only the flat
        part would be left, and every point would lie outside limits without a width."""
        return any(self.ranges)

    @property
    def mean_range(self) -> Fraction | None:
        """The screened mean moving range; None without limits."""
        if not self.has_limits:
            return None
        return Fraction(sum(self.ranges), len(self.ranges) * self.over)

    @property
    def limits(self) -> Limits | None:
        """None where screening leaves no range to draw them from."""
        if not self.has_limits:
            return None
        mean, spread = self.mean, self.mean_range
        return Limits(
            lower=mean - LIMIT * spread,
            near_lower=mean - NEAR_LIMIT * spread,
            near_upper=mean + NEAR_LIMIT * spread,
            upper=mean + LIMIT * spread,
        )

    @cached_property
    def sides(self) -> list[int]:
        return [sign(value * self.count - self.total) for value in self.values]

    @cached_property
    def beyond(self) -> list[int]:
        """For each point 2 outside the limits, 1 beyond the near ones, else 0; minus below."""
        if not self.has_limits:
            return [0] * len(self)
        # |value - mean| against 2.66·A and two thirds of it, multiplied up to stay whole numbers.
        each = 3 * LIMIT.denominator * len(self.ranges)
        near = 2 * LIMIT.numerator * sum(self.ranges) * self.count
        found = []
        for value, side in zip(self.values, self.sides, strict=True):
            distance = abs(value * self.count - self.total) * each
            found.append(side * ((2 * distance > 3 * near) + (distance > near)))
        return found

    @cached_property
    def moves(self) -> list[int]:
        """1 where a point rises from the one a period before it, -1 where it falls, else 0."""
        return [
            sign(after - before) if then - now == 1 else 0
            for (before, after), (now, then) in zip(
                pairwise(self.values), pairwise(self.times), strict=True
            )
        ]

    def cause_at(self, place: int) -> tuple[SpecialCause | None, int]:
        """The first special cause of the point at ``place``, with its side."""
        if not self.is_ruled:
            return None, 0
        if abs(self.beyond[place]) == 2:
            return SpecialCause.OUTSIDE, sign(self.beyond[place])
        for cause, fires in (
            (SpecialCause.TREND, self.trend_from),
            (SpecialCause.TWO_IN_THREE, self.two_in_three_from),
            (SpecialCause.RUN, self.run_from),
        ):
            if cause is SpecialCause.TWO_IN_THREE and not self.beyond[place]:
                continue
            long = IN_THREE if cause is SpecialCause.TWO_IN_THREE else IN_A_ROW
            for start in range(max(place - long + 1, 0), min(place, len(self) - long) + 1):
                if side := fires(start):
                    return cause, side
        return None, 0

    def is_unbroken(self, start: int, long: int) -> bool:
        return self.times[start + long - 1] - self.times[start] == long - 1

    def trend_from(self, start: int) -> int:
        moves = set(self.moves[start : start + IN_A_ROW - 1])
        return moves.pop() if len(moves) == 1 else 0

    def run_from(self, start: int) -> int:
        sides = set(self.sides[start : start + IN_A_ROW])
        return sides.pop() if len(sides) == 1 and self.is_unbroken(start, IN_A_ROW) else 0

    def two_in_three_from(self, start: int) -> int:
        sides = set(self.sides[start : start + IN_THREE])
        if len(sides) > 1 or not self.is_unbroken(start, IN_THREE):
            return 0
        near = sum(abs(beyond) == 1 for beyond in self.beyond[start : start + IN_THREE])
        return sides.pop() if near >= 2 else 0

    def charted(self) -> Iterator[Charted]:
        """Every point with what the rules say of it."""
        for place, (t, value) in enumerate(self.points):
            beyond = abs(self.beyond[place])
            cause, cause_side = self.cause_at(place)
            yield Charted(t, value, self.sides[place], beyond == 2, beyond == 1, cause, cause_side)

    @property
    def shift(self) -> int | None:
        """Where a run on one side of the mean that lasts to the latest point began: a re-basing
        may be offered there. None without one, and where it fills the group."""
        start = len(self) - IN_A_ROW
        if not self.is_ruled or start < 0 or not self.run_from(start):
            return None
        while start > 0 and self.run_from(start - 1):
            start -= 1
        return self.times[start] if start else None

    def variation(self, direction: Direction) -> Variation | None:
        """The icon of the latest point; None below 6 points and for rolling series."""
        if not self.has_icons:
            return None
        if self.is_constant:
            return Variation.NOT_ENOUGH_VARIATION
        _, side = self.cause_at(len(self) - 1)
        return ICONS[direction][side] if side else Variation.COMMON_CAUSE

    def assurance(self, target: Fraction | None, direction: Direction) -> Assurance | None:
        """The target against the limits; None without any of them, icons or a better direction."""
        if target is None or not self.has_icons or not self.has_limits:
            return None
        if direction not in (Direction.HIGHER, Direction.LOWER):
            return None
        limits = self.limits
        if limits.lower <= target <= limits.upper:
            return Assurance.HIT_AND_MISS
        is_beaten = (target < limits.lower) == (direction is Direction.HIGHER)
        return Assurance.PASS if is_beaten else Assurance.FAIL


def control_chart(
    points: Sequence[tuple[int, Fraction]], starts: Sequence[int] = (), **said
) -> tuple[Group, ...]:
    """The groups of a chart, oldest first; each of ``starts``, a period number, begins one.

    Args:
        points: (period number, value) oldest first, no missing ones.
        said: as for ``Group``.
    """
    begins = sorted(set(starts))
    grouped: dict[int, list[tuple[int, Fraction]]] = {}
    for t, value in points:
        grouped.setdefault(sum(begin <= t for begin in begins), []).append((t, value))
    return tuple(Group(group, **said) for group in grouped.values())
