"""What narrows a page, read from its address, so that a narrowed page can be bookmarked."""

from datetime import date

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from performance import grading
from performance.forms.days import DayField
from performance.models import Framework, Part, Placement, Portfolio
from performance.queries.indicators import placements_by_grade

NOT_GRADED = "Not graded"
REGRADING = "Being regraded"
EARLIEST = date(2000, 1, 1)
GRADES = [(word, word) for word in (*(each.value for each in grading.Grade), NOT_GRADED, REGRADING)]


class ScorecardFilter(forms.Form):
    """A scorecard's day and grade. An empty day is today."""

    as_at = DayField(
        label="As at",
        required=False,
        help_text="What was known on that day. For example, 27 February 2024",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "invalid": "This is not a day of the calendar: give one, for example 27 February 2024"
        },
    )
    grade = forms.ChoiceField(
        label="Grade",
        required=False,
        choices=[("", "Every grade"), *GRADES],
        error_messages={"invalid_choice": "“%(value)s” is no grade: choose one from the list"},
    )

    def __init__(self, data, *, today: date):
        self.today = today
        given = {name: data[name] for name in data if data[name]}
        super().__init__({"as_at": today.isoformat(), **given})

    def clean(self):
        if "as_at" in self.errors:
            # A browser's own date control empties itself of what it cannot read.
            self.fields["as_at"].widget.input_type = "text"
        return super().clean()

    def clean_as_at(self) -> date:
        day = self.cleaned_data["as_at"] or self.today
        if day > self.today:
            raise forms.ValidationError(
                "Nothing is known yet of a day to come: choose today or an earlier day"
            )
        if day < EARLIEST:
            raise forms.ValidationError(
                f"Nothing here is from before {EARLIEST.year}: choose a day from "
                f"{EARLIEST:%-d %B %Y} on"
            )
        return day


class IndicatorFilter(django_filters.FilterSet):
    """The list of indicators by words, framework, portfolio and grade.

    A grade is looked for in the chosen framework, or in any. Wants a queryset from
    queries.indicators.listed.
    """

    words = django_filters.CharFilter(label="Words", method="containing")
    framework = django_filters.ModelChoiceFilter(
        label="Framework",
        queryset=Framework.objects.all(),
        to_field_name="code",
        empty_label="Every framework",
        method="later",
    )
    portfolio = django_filters.ModelChoiceFilter(
        label="Portfolio",
        queryset=Portfolio.objects.all(),
        to_field_name="code",
        empty_label="Every portfolio",
        method="held_by",
    )
    grade = django_filters.ChoiceFilter(
        label="Grade", choices=GRADES, empty_label="Every grade", method="later"
    )

    def __init__(self, *args, on: date, **kwargs):
        self.on = on
        super().__init__(*args, **kwargs)

    def containing(self, indicators: QuerySet, name: str, words: str) -> QuerySet:
        """Each of the words, in a name, the definition, a series or a framework's wording."""
        for word in words.split():
            worded = Placement.objects.filter(wording__icontains=word).values("indicator")
            indicators = indicators.filter(
                Q(name__icontains=word)
                | Q(definition__icontains=word)
                | Q(code__icontains=word)
                | Q(pk__in=worded)
                | Q(pk__in=Part.objects.filter(series__name__icontains=word).values("indicator"))
            )
        return indicators

    def held_by(self, indicators: QuerySet, name: str, portfolio: Portfolio) -> QuerySet:
        return indicators.filter(portfolio_code=portfolio.code)

    def later(self, indicators: QuerySet, name: str, value) -> QuerySet:
        """Framework and grade speak of one and the same placement: see filter_queryset."""
        return indicators

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        indicators = super().filter_queryset(queryset)
        framework = self.form.cleaned_data["framework"]
        grade = self.form.cleaned_data["grade"]
        if not framework and not grade:
            return indicators
        placements = placements_by_grade(on=self.on)
        if framework:
            placements = placements.filter(framework=framework)
        if grade == REGRADING:
            placements = placements.filter(is_regrading=True)
        elif grade == NOT_GRADED:
            ungraded = Q(shown_grade="") | Q(shown_grade__isnull=True)
            placements = placements.filter(ungraded, is_regrading=False)
        elif grade:
            placements = placements.filter(shown_grade=grade, is_regrading=False)
        return indicators.filter(pk__in=placements.values("indicator"))
