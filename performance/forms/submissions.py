"""The filter of the list of submissions. Its values live in the address."""

from collections.abc import Sequence
from datetime import date

import django_filters

from performance.figures import Period
from performance.models import Accountability, Portfolio, Submission, holding
from performance.states import State


class SubmissionFilter(django_filters.FilterSet):
    """By state, by the portfolio that answers on the day, by period.

    ``on`` is that day; ``periods`` are those of what the reader may see.
    """

    state = django_filters.ChoiceFilter(
        label="State", choices=State.choices, empty_label="Any state"
    )
    portfolio = django_filters.ModelChoiceFilter(
        label="Portfolio",
        queryset=Portfolio.objects.all(),
        empty_label="Any portfolio",
        method="answered_for_by",
    )
    period = django_filters.ChoiceFilter(
        label="Period", empty_label="Any period", method="in_period"
    )

    class Meta:
        model = Submission
        fields = ["state"]

    def __init__(self, *args, on: date, periods: Sequence[Period], **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        self.filters["period"].extra["choices"] = [
            (f"{period.start}.{period.end}", period.label()) for period in periods
        ]

    def answered_for_by(self, submissions, name, portfolio):
        held = Accountability.objects.filter(holding(self.on), portfolio=portfolio)
        return submissions.filter(indicator__in=held.values("indicator"))

    def in_period(self, submissions, name, chosen):
        start, end = chosen.split(".")
        return submissions.filter(period_start=start, period_end=end)
