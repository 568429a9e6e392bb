"""The form of a draft: three fields for each figure asked for, then the commentary's questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField

from performance.states import Missing, Prompt

NO_REASON = [("", "There is a figure"), *Missing.choices]
EXCEPTION_PROMPTS = tuple(prompt for prompt in Prompt if prompt != Prompt.NARRATIVE)


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed for one figure: text, or a reason why there is none, and a note."""

    raw: str
    missing: str
    note: str


@dataclass(frozen=True, slots=True)
class Row:
    """The three fields of one slot."""

    slot: object
    figure: BoundField
    missing: BoundField
    note: BoundField


class DraftForm(forms.Form):
    """Takes everything as typed: what cannot be read is kept and explained, never refused here.

    Args:
        slots: what the submission asks for; each has a key, a field name, a name and an entry.
        faults: by slot key, why what is stored could not be read.
    """

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args, slots: Sequence, faults: Mapping[str, str] | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.slots = slots
        self.faults = faults or {}
        for slot in slots:
            self.fields[slot.field] = forms.CharField(
                label="Figure",
                required=False,
                strip=False,
                widget=forms.TextInput(
                    attrs={"class": "govuk-input--width-10", "autocomplete": "off"}
                ),
            )
            self.fields[f"missing-{slot.key}"] = forms.ChoiceField(
                label="If there is no figure, why",
                required=False,
                choices=NO_REASON,
            )
            self.fields[f"note-{slot.key}"] = forms.CharField(
                label="Note (optional)", required=False, strip=False
            )
        for prompt in Prompt:
            self.fields[prompt.value] = forms.CharField(
                label=prompt.label,
                required=False,
                strip=False,
                widget=forms.Textarea(attrs={"rows": 8 if prompt == Prompt.NARRATIVE else 3}),
            )

    @classmethod
    def stored(cls, *, slots: Sequence, commentary: Mapping[str, str], version: int):
        """The form as the draft stands, with the faults of what could not be read."""
        data = {"version": version, **commentary}
        faults = {}
        for slot in slots:
            if slot.entry is None:
                continue
            data[slot.field] = slot.entry.raw
            data[f"missing-{slot.key}"] = slot.entry.missing
            data[f"note-{slot.key}"] = slot.entry.note
            if slot.entry.fault:
                faults[slot.key] = slot.entry.fault
        return cls(data, slots=slots, faults=faults)

    def clean(self):
        for slot in self.slots:
            if slot.key in self.faults:
                self.add_error(slot.field, self.faults[slot.key])

    def rows(self) -> list[Row]:
        return [
            Row(slot, self[slot.field], self[f"missing-{slot.key}"], self[f"note-{slot.key}"])
            for slot in self.slots
        ]

    def narrative(self) -> BoundField:
        return self[Prompt.NARRATIVE.value]

    def exception_prompts(self) -> list[BoundField]:
        return [self[prompt.value] for prompt in EXCEPTION_PROMPTS]

    def explains_an_exception(self) -> bool:
        """Whether any of the exception's questions has an answer already."""
        return any(bound.value() for bound in self.exception_prompts())

    def figures(self) -> dict[str, Typed]:
        """By slot key, what was typed."""
        clean = self.cleaned_data
        return {
            slot.key: Typed(
                clean[slot.field], clean[f"missing-{slot.key}"], clean[f"note-{slot.key}"]
            )
            for slot in self.slots
        }

    def commentary(self) -> dict[str, str]:
        """By prompt code, the text as typed."""
        return {prompt.value: self.cleaned_data[prompt.value] for prompt in Prompt}
