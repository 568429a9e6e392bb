"""What somebody says of a submission: within the body, or on the record."""

from django import forms

from performance.states import Audience


class RemarkForm(forms.Form):
    """One text for one audience, which is also the prefix of its fields."""

    text = forms.CharField(
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write what you want to say."},
    )

    def __init__(self, *args, audience: Audience, label: str, hint: str, **kwargs):
        super().__init__(*args, prefix=audience.value, **kwargs)
        self.audience = audience
        self.fields["text"].label = label
        self.fields["text"].help_text = hint

    def clean_text(self):
        text = self.cleaned_data["text"]
        if not text.strip():
            raise forms.ValidationError("Write what you want to say.")
        return text
