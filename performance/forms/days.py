"""The field in which a day is typed, everywhere the same."""

from datetime import date

from django import forms

from performance.figures.days import read_day

HOW = "Write the date as 2021-08-27 or 27 August 2021."


class DayField(forms.DateField):
    """A day in any of the ways that figures.days reads; shown as 2026-12-01."""

    default_error_messages = {"invalid": HOW}

    def __init__(self, **kwargs):
        shown = forms.DateInput(attrs={"class": "govuk-input--width-10"}, format="%Y-%m-%d")
        super().__init__(**{"widget": shown, **kwargs})

    def to_python(self, value) -> date | None:
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        day = read_day(value)
        if day is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return day
