"""The form that names a deputy: for which appointment, who, from which day until which."""

from collections.abc import Sequence

from django import forms

from performance.forms.days import DayField


def day(label: str, help_text: str, missing: str) -> DayField:
    return DayField(label=label, help_text=help_text, error_messages={"required": missing})


class DeputyForm(forms.Form):
    """``own`` are the appointments to choose from, each with its name; ``people`` a queryset.
    Whether the days will do is for the verb."""

    own = forms.ChoiceField(
        label="What is your deputy to do for you?",
        error_messages={
            "required": "Choose what your deputy is to do for you.",
            "invalid_choice": "Choose one of your own appointments.",
        },
    )
    person = forms.ModelChoiceField(
        queryset=None,
        label="Who stands in for you?",
        empty_label="Choose a person",
        help_text="Somebody who holds an appointment in the same body. They may then do what you "
        "may. Nobody checks or approves what they worked on, whoever they stood in for.",
        error_messages={
            "required": "Choose who stands in for you.",
            "invalid_choice": "Choose one of the listed people.",
        },
    )
    starts = day(
        "From which day?",
        "For example, 16 August 2021.",
        "Give the first day they stand in for you.",
    )
    last_day = day(
        "Until which day?",
        "The last day on which they stand in. For example, 27 August 2021.",
        "Give the last day they stand in for you.",
    )

    def __init__(self, *args, own: Sequence[tuple[str, str]], people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["own"].choices = own
        if len(own) == 1:
            # There is nothing to choose.
            self.fields["own"].widget = forms.HiddenInput()
            self.fields["own"].initial = own[0][0]
        self.fields["person"].queryset = people
