"""The form that sends a submission back: why, for the whole or a named figure, and until when."""

from collections.abc import Sequence

from django import forms
from django.utils import timezone

from performance.forms.days import DayField


class ReturnForm(forms.Form):
    """A reason for the whole, one for each figure named, and an optional due date.

    Whether there is reason enough is the workflow's to say. ``rows`` are the submission's
    figures: each has an ``entry_id`` (or None) and a ``name``.
    """

    reason = forms.CharField(
        label="Why is it sent back?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The portfolio reads this. You can also name single figures below.",
    )
    due_on = DayField(
        label="Answer due on (optional)",
        required=False,
        help_text="For example, 27 August 2021. Five days from today if you leave it empty.",
        error_messages={"invalid": "Give a day of the calendar, for example 27 August 2021."},
    )

    def __init__(self, *args, rows: Sequence, **kwargs):
        super().__init__(*args, **kwargs)
        self.figure_names = {}
        self.asked = {"reason": self.fields["reason"].label}
        for row in rows:
            if row.entry_id is not None:
                name = f"figure-{row.entry_id}"
                self.figure_names[name] = str(row.entry_id)
                self.asked[name] = f"What is wrong with {row.name}?"
                self.fields[name] = forms.CharField(
                    label=f"{self.asked[name]} (optional)", required=False
                )

    def clean_due_on(self):
        due_on, today = self.cleaned_data["due_on"], timezone.localdate()
        if due_on is not None and due_on <= today:
            raise forms.ValidationError(f"Choose a day after {today:%-d %B %Y}.")
        return due_on

    def figure_fields(self) -> list:
        return [self[name] for name in self.figure_names]

    def typed(self) -> list[tuple[str, str]]:
        """What was asked and what was typed, of the reasons that are there: to be copied."""
        pairs = [(words, self[name].value()) for name, words in self.asked.items()]
        return [(words, value) for words, value in pairs if value and value.strip()]

    def names_figures(self) -> bool:
        return any(bound.value() for bound in self.figure_fields())

    def figures(self) -> dict[str, str]:
        """By entry id, what is wrong with that figure; "" where it was not named."""
        return {key: self.cleaned_data[name] for name, key in self.figure_names.items()}
