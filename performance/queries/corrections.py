"""What of an indicator can be corrected."""

from performance.figures import Period
from performance.models import Indicator, Observation


def approved_periods(indicator: Indicator) -> list[Period]:
    """The periods for which a figure of the indicator's own series stands, latest first.

    Two kinds of period over the same days are one: a correction is of the days. One query.
    """
    rows = (
        Observation.objects.current()
        .filter(series__home=indicator)
        .order_by("-period_end", "-period_start", "period_kind")
        .values_list("period_kind", "period_start", "period_end")
        .distinct()
    )
    found = {}
    for row in rows:
        period = Period(*row)
        found.setdefault((period.start, period.end), period)
    return list(found.values())
