"""What a control chart adds to the figures: a mean and limits for each group, special causes."""

from dataclasses import dataclass
from fractions import Fraction

from performance.grading import SpecialCause

CAUSES = {
    (SpecialCause.OUTSIDE, True): "above the upper limit",
    (SpecialCause.OUTSIDE, False): "below the lower limit",
    (SpecialCause.TREND, True): "in a rise of 7 or more in a row",
    (SpecialCause.TREND, False): "in a fall of 7 or more in a row",
    (SpecialCause.TWO_IN_THREE, True): "one of 2 in 3 near the upper limit",
    (SpecialCause.TWO_IN_THREE, False): "one of 2 in 3 near the lower limit",
    (SpecialCause.RUN, True): "in a run of 7 or more above the mean",
    (SpecialCause.RUN, False): "in a run of 7 or more below the mean",
}


@dataclass(frozen=True, slots=True)
class LevelsAt:
    """The mean and the limits at one period, in the series' unit. ``at`` counts as in Mark.

    The limits are None where there is nothing to draw them from.
    """

    at: int
    mean: Fraction
    lower: Fraction | None = None
    upper: Fraction | None = None


@dataclass(frozen=True, slots=True)
class LimitGroup:
    """Figures charted together, from a break or a re-basing to the next.

    ``levels`` has every period from the group's first figure to its last; they differ from
    period to period only where a season is given back. ``is_trial``: too few figures for limits
    to be relied on. ``words`` states mean and limits for those who do not see the lines.
    """

    levels: tuple[LevelsAt, ...]
    is_trial: bool
    words: str

    @property
    def has_limits(self) -> bool:
        return self.levels[0].lower is not None


@dataclass(frozen=True, slots=True)
class Special:
    """A figure with a special cause. ``is_high``: above or rising, not below or falling."""

    at: int
    cause: SpecialCause
    is_high: bool

    @property
    def words(self) -> str:
        return CAUSES[self.cause, self.is_high]
