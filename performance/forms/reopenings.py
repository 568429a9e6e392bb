"""The form that asks for a closed cycle to be reopened: for which indicator, why, until when."""

from django import forms

from performance.forms.days import DayField


class ReopeningForm(forms.Form):
    """``indicators`` are those of the cycle (a queryset); whether the day will do is for the verb.

    ``last_day`` is the last day on which figures are to be taken again.
    """

    indicator = forms.ModelChoiceField(
        queryset=None,
        label="For which indicator?",
        empty_label="Choose an indicator",
        help_text="Those that this cycle asked for and nobody has approved.",
        error_messages={
            "required": "Choose the indicator that is to be entered after all.",
            "invalid_choice": "Choose one of the listed indicators.",
        },
    )
    reason = forms.CharField(
        label="Why is it to be reopened?",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Whoever grants it reads this, and it is kept for good.",
        error_messages={"required": "Say why it is to be reopened."},
    )
    last_day = DayField(
        label="What is the last day for entering it?",
        help_text="For example, 27 August 2021.",
        error_messages={
            "required": "Give the last day for entering it.",
        },
    )

    def __init__(self, *args, indicators, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["indicator"].queryset = indicators
