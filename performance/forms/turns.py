"""The forms of breaks and re-basings: recording one, and the reason that some decisions owe."""

from datetime import date

from django import forms

from performance.forms.days import DayField
from performance.queries.series.turns import out_of_reach


class TurnForm(forms.Form):
    """``noun`` is what is recorded: "break" or "re-basing"; ``on`` the day on which it is. Whether
    its day is free is for the verb."""

    day = DayField(
        label="From which day?",
        help_text="The first day that it holds. For example, 27 August 2021.",
        error_messages={
            "required": "Give the first day that it holds.",
        },
    )
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, noun: str, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        reason = self.fields["reason"]
        reason.label = WHY[noun]
        reason.help_text = HINTS[noun]
        reason.error_messages["required"] = MISSING[noun]

    def clean_day(self) -> date:
        day = self.cleaned_data["day"]
        if refusal := out_of_reach(day, on=self.on):
            raise forms.ValidationError(refusal)
        return day


WHY = {"break": "What changed?", "re-basing": "Why does the chart start a new group?"}
HINTS = {
    "break": "For example, the category “absent” was removed. Whoever confirms it reads this, "
    "and pages and papers print it.",
    "re-basing": "Say what changed in the work, not only in the figures. Whoever confirms it "
    "reads this, and charts print it.",
}
MISSING = {
    "break": "Say what changed in how it is defined or recorded.",
    "re-basing": "Say why the chart is to start a new group.",
}


class ReasonForm(forms.Form):
    """Why something is done; ``what`` says it: "it is discarded"."""

    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}), help_text="Kept in the audit trail for good."
    )

    def __init__(self, *args, what: str, **kwargs):
        super().__init__(*args, **kwargs)
        reason = self.fields["reason"]
        reason.label = f"Say why {what}"
        reason.error_messages["required"] = f"Say why {what}."
