"""How addresses name a break or a re-basing: "breaks" or "rebasings", and its day."""

from datetime import date

from performance.queries.series.turns import KINDS


class KindInAddress:
    regex = "|".join(KINDS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class DayInAddress:
    """2021-06-01. Django takes a ValueError for "no such address"."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()
