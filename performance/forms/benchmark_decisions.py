"""What the panel chair types about a benchmark. Whether it is enough is the workflow's to say."""

from django import forms


class WaiverForm(forms.Form):
    """Why a benchmark approved after its year began may grade all the same."""

    waiver = forms.CharField(
        label="Why may it grade although its year has begun?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kept with the benchmark for good, and shown wherever its grades appear.",
    )


class BenchmarkReturnForm(forms.Form):
    """Why a proposal is sent back."""

    reason = forms.CharField(
        label="Why is it sent back?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Whoever proposed it reads this, and may change it.",
    )


class BenchmarkWithdrawForm(forms.Form):
    """Why a proposal is withdrawn for somebody who has left."""

    withdraw_reason = forms.CharField(
        label="Why is it withdrawn?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Kept in the audit trail for good.",
    )
