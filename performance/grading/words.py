"""The engine's words: grades, directions, reasons, trends, icons, caps (GRADING.md)."""

from enum import StrEnum

METHOD = "2026.1"


class Grade(StrEnum):
    """The four grades, best first; also the zones of step 1."""

    OUTSTANDING = "Outstanding"
    GOOD = "Good"
    NEEDS_IMPROVEMENT = "Needs Improvement"
    POOR = "Poor"

    @property
    def score(self) -> int:
        """4 for Outstanding down to 1 for Poor (section 3)."""
        return SCORES[self]


SCORES = {
    Grade.OUTSTANDING: 4,
    Grade.GOOD: 3,
    Grade.NEEDS_IMPROVEMENT: 2,
    Grade.POOR: 1,
}


class Direction(StrEnum):
    """Which way is better. A required field of every series, never guessed."""

    HIGHER = "higher"
    LOWER = "lower"
    BAND = "band"
    MONITOR = "monitor"


class Accumulation(StrEnum):
    """How a series adds up: a level in the period, a stock as at a date, a flow over the year."""

    LEVEL = "level"
    STOCK = "stock"
    FLOW = "flow"


class UnitKind(StrEnum):
    """How a projection is clipped: to 0–100, to 0 and above, not at all."""

    PERCENT = "percent"
    COUNT = "count"
    OTHER = "other"


class LineName(StrEnum):
    """The three lines of a benchmark."""

    EXPECTED = "expected"
    FLOOR = "floor"
    STRETCH = "stretch"


class Reason(StrEnum):
    """Why there is no grade, in step 0's order; the last two are of sections 4 and 3."""

    MONITOR_ONLY = "monitor_only"
    NO_BENCHMARK = "no_benchmark"
    BENCHMARK_SET_LATE = "benchmark_set_late"
    OUTSIDE_BENCHMARK_PERIOD = "outside_benchmark_period"
    NO_DATA_THIS_YEAR = "no_data_this_year"
    DATA_TOO_OLD = "data_too_old"
    SERIES_BREAK = "series_break"
    TOO_EARLY = "too_early"
    OUTSIDE_BANDS = "outside_bands"
    TOO_FEW_PARTS_GRADED = "too_few_parts_graded"


class Offence(StrEnum):
    """Why a benchmark is refused at entry, in the order checked within a period."""

    WRONG_SHAPE = "wrong_shape"
    MISSING_PERIOD = "missing_period"
    INTERVAL_REVERSED = "interval_reversed"
    BASELINE_BEATS_EXPECTED = "baseline_beats_expected"
    FLOOR_NOT_WORSE_THAN_EXPECTED = "floor_not_worse_than_expected"
    STRETCH_WORSE_THAN_EXPECTED = "stretch_worse_than_expected"
    FLOW_WITHOUT_SEASON = "flow_without_season"


class Cap(StrEnum):
    """What held an indicator's grade down, in the order applied (section 3)."""

    OUTSTANDING_NEEDS_EVERY_PART_GOOD = "outstanding_needs_every_part_good"
    ESSENTIAL_PART_POOR_OR_NOT_GRADED = "essential_part_poor_or_not_graded"


class Trend(StrEnum):
    """Which way the latest year of figures goes (step 2)."""

    IMPROVING = "improving"
    DETERIORATING = "deteriorating"
    STEADY = "steady"
    UNKNOWN = "unknown"


class Step(StrEnum):
    """The one step that a trend may move a grade (step 4)."""

    DOWN = "down"
    UP = "up"


class SpecialCause(StrEnum):
    """Why a point of a control chart is not common cause, first match first (section 5)."""

    OUTSIDE = "outside"
    TREND = "trend"
    TWO_IN_THREE = "two_in_three"
    RUN = "run"


class Variation(StrEnum):
    """The variation icon: what the latest point of a control chart says (section 5)."""

    COMMON_CAUSE = "common_cause"
    IMPROVEMENT_HIGH = "improvement_high"
    IMPROVEMENT_LOW = "improvement_low"
    CONCERN_HIGH = "concern_high"
    CONCERN_LOW = "concern_low"
    NEUTRAL_HIGH = "neutral_high"
    NEUTRAL_LOW = "neutral_low"
    NOT_ENOUGH_VARIATION = "not_enough_variation"

    @property
    def is_improvement(self) -> bool:
        return self in (Variation.IMPROVEMENT_HIGH, Variation.IMPROVEMENT_LOW)

    @property
    def is_concern(self) -> bool:
        return self in (Variation.CONCERN_HIGH, Variation.CONCERN_LOW)


class Assurance(StrEnum):
    """The assurance icon: a target against the latest limits (section 5)."""

    PASS = "pass"
    FAIL = "fail"
    HIT_AND_MISS = "hit_and_miss"
