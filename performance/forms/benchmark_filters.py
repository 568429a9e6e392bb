"""The filter of the list of benchmarks. Its values live in the address."""

from collections.abc import Sequence

from django import forms
from django.db.models import Q

from performance.figures import Period
from performance.models import Framework
from performance.states import BenchmarkState

MISSING = "missing"
STATES = [("", "Any state"), *BenchmarkState.choices, (MISSING, "None approved: the gaps")]


class BenchmarkFilter(forms.Form):
    """By words of the series, framework, plan year and state; the gaps are asked for as a state."""

    words = forms.CharField(label="Series", required=False, max_length=200)
    framework = forms.ModelChoiceField(
        label="Framework",
        queryset=Framework.objects.all(),
        to_field_name="code",
        required=False,
        empty_label="Every framework",
        error_messages={"invalid_choice": "There is no such framework: choose one from the list."},
    )
    year = forms.ChoiceField(
        label="Plan year",
        required=False,
        error_messages={
            "invalid_choice": "Nothing is kept for “%(value)s”: choose a year from the list."
        },
    )
    state = forms.ChoiceField(
        label="State",
        required=False,
        choices=STATES,
        error_messages={"invalid_choice": "“%(value)s” is no state: choose one from the list."},
    )

    def __init__(self, *args, years: Sequence[Period], **kwargs):
        super().__init__(*args, **kwargs)
        self.years = {str(year.start.year): year for year in years}
        self.fields["year"].choices = [
            ("", "Every year"),
            *((key, year.label()) for key, year in self.years.items()),
        ]

    @property
    def wants_gaps(self) -> bool:
        return self.is_valid() and self.cleaned_data["state"] == MISSING

    @property
    def chosen_year(self) -> Period | None:
        return self.years.get(self.cleaned_data["year"]) if self.is_valid() else None

    def narrowed(self, benchmarks):
        """The chosen part of ``benchmarks``; all of them where a choice cannot be read."""
        if not self.is_valid():
            return benchmarks
        wanted = {
            "framework": self.cleaned_data["framework"],
            "year_start": self.chosen_year and self.chosen_year.start,
            "state": self.cleaned_data["state"],
        }
        for word in self.cleaned_data["words"].split():
            named = Q(series__name__icontains=word) | Q(series__code__icontains=word)
            benchmarks = benchmarks.filter(named)
        return benchmarks.filter(**{name: value for name, value in wanted.items() if value})
