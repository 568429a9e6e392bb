"""The form that adds a file to a submission."""

from collections.abc import Iterable

from django import forms


class AttachmentForm(forms.Form):
    """One file. What it holds is the workflow's to look at.

    Args:
        most: bytes that a file may have.
        kinds: what is taken, in words.
        endings: those of names of such files, each with its dot.
    """

    file = forms.FileField(
        label="Add a file",
        # A longer name is cut, and never a reason to lose an upload.
        max_length=None,
        widget=forms.FileInput,
        error_messages={
            "required": "Choose a file.",
            "missing": "Choose a file.",
            "empty": "The file is empty.",
            "invalid": "Choose a file.",
        },
    )

    def __init__(self, *args, most: int, kinds: str, endings: Iterable[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ",".join(endings)
        self.fields["file"].help_text = f"{kinds}, up to {most // 1024**2} MB."
