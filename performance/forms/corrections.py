"""The form that opens a correction: of which period, and why."""

from collections.abc import Sequence

from django import forms

from performance.figures import Period


def key_of(period: Period) -> str:
    """Names a period in a form: its first and its last day."""
    return period.key


class CorrectionForm(forms.Form):
    period = forms.ChoiceField(
        label="Which period is to be corrected?",
        help_text="The periods for which a figure is approved, latest first.",
        error_messages={
            "required": "Choose the period that is to be corrected.",
            "invalid_choice": "Choose one of the listed periods.",
        },
    )
    reason = forms.CharField(
        label="Why is it corrected?",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Kept with the corrected figures for good.",
        error_messages={"required": "Say why it is corrected."},
    )

    def __init__(self, *args, periods: Sequence[Period], **kwargs):
        super().__init__(*args, **kwargs)
        self.periods = {key_of(period): period for period in periods}
        self.fields["period"].choices = [
            ("", "Choose a period"),
            *((key, period.label()) for key, period in self.periods.items()),
        ]

    def chosen(self) -> Period:
        return self.periods[self.cleaned_data["period"]]
