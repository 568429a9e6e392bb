"""The refusal of a benchmark, with the first offending period (GRADING.md section 1)."""

from datetime import date

from performance.grading.words import LineName, Offence

WORDS = {
    Offence.WRONG_SHAPE: (
        "The {line} line does not suit the series: a band takes intervals, flat or typed for "
        "each period; any other direction takes single values."
    ),
    Offence.MISSING_PERIOD: "The {line} line has no value for {period}: type one.",
    Offence.INTERVAL_REVERSED: (
        "The {line} line for {period} has its lower end above its upper end: swap them."
    ),
    Offence.BASELINE_BEATS_EXPECTED: (
        "The baseline is better than the expected line for {period}, and no floor is typed: "
        "type a floor, or expect more."
    ),
    Offence.FLOOR_NOT_WORSE_THAN_EXPECTED: (
        "The floor for {period} is not worse than the expected line: "
        "a grade of Needs Improvement needs room between them."
    ),
    Offence.STRETCH_WORSE_THAN_EXPECTED: (
        "The stretch line for {period} asks less than the expected line: ask at least as much."
    ),
    Offence.FLOW_WITHOUT_SEASON: (
        "A count that adds up over the year needs an expected line that follows its season, "
        "typed for each period or seasonal: change it, or confirm that there is no season."
    ),
}


class BenchmarkRefused(ValueError):
    """A benchmark that cannot grade.

    Attributes:
        code: what is wrong.
        line: the offending line.
        start: the first day of the first offending period, or None where no one period is.
    """

    def __init__(self, code: Offence, line: LineName, start: date | None = None, period: str = ""):
        super().__init__(WORDS[code].format(line=line, period=period))
        self.code = code
        self.line = line
        self.start = start
