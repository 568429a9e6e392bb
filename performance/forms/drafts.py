"""The form of a draft: the fields of each figure asked for, then the commentary's questions."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django import forms
from django.forms.boundfield import BoundField

from performance.figures.quantity_parsing import stands_for_nothing
from performance.forms.days import DayField
from performance.queries.checks.warnings import Said
from performance.states import Missing, Prompt, Standing

NO_REASON = [("", "There is a figure"), *Missing.choices]
DETAILS = ("text", "source_name", "source_address", "source_read_on")
EXPLANATION = "warning-"
ABOUT = "about-"
EXCEPTION_PROMPTS = tuple(prompt for prompt in Prompt if prompt != Prompt.NARRATIVE)


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed for one figure: text or a reason why there is none, and what is beside it."""

    raw: str
    missing: str
    note: str
    text: str
    standing: str
    source_name: str | None
    source_address: str | None
    source_read_on: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """The fields of one slot; ``details`` are those that most figures leave empty."""

    slot: object
    figure: BoundField
    missing: BoundField
    standing: BoundField
    note: BoundField
    details: list[BoundField]

    def has_details(self) -> bool:
        """Whether any of the details is filled in or refused already."""
        return any(bound.value() or bound.errors for bound in self.details)

    def is_absent(self) -> bool:
        """Whether there is a reason for there being no figure, or one is wanted: "n/a" is typed.

        It is then asked for at the figure itself, otherwise among what most figures leave empty:
        the key Tab leads from one figure to the next.
        """
        typed = str(self.figure.value() or "").strip()
        is_nothing = bool(typed) and stands_for_nothing(typed)
        return is_nothing or bool(self.missing.value() or self.missing.errors)

    def is_told_of(self) -> bool:
        """Whether anything more is said of the figure, or refused."""
        firm = self.standing.value() or Standing.FINAL.value
        is_noted = bool(self.note.value() or self.note.errors)
        return firm != Standing.FINAL.value or is_noted or self.has_details()


class FigureInput(forms.TextInput):
    """One figure as text: "1,234", "56%", "12m27s". No number field, which would drop what it
    cannot read; the script finds it by its mark, in the order of the page."""

    def __init__(self, name: str):
        super().__init__(
            attrs={
                # Both are always there: a fault comes and goes while somebody types.
                "aria-describedby": f"id_{name}_error id_{name}_beside",
                "class": "govuk-input--width-10",
                "data-figure": True,
                "autocomplete": "off",
                "spellcheck": "false",
            }
        )


class DraftForm(forms.Form):
    """Takes everything as typed: what cannot be read is kept and explained, never refused here.

    Only a date or an address of a source that is none is refused, at its field, with everything
    else still on the page.

    Args:
        slots: what the submission asks for; each has a key, a field name, a name and an entry.
            What is computed from others has no fields.
        faults: by slot key, why what is stored could not be read.
        warned: what looks wrong in it; each has a key, a field name, a message and a text.
    """

    # Not to be put back by a browser that reloads the page: it belongs to what the page shows.
    version = forms.IntegerField(
        min_value=1, widget=forms.HiddenInput(attrs={"autocomplete": "off"})
    )
    began = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))

    def __init__(
        self,
        *args,
        slots: Sequence,
        faults: Mapping[str, str] | None = None,
        warned: Sequence = (),
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self.slots = [slot for slot in slots if not slot.is_computed]
        self.faults = faults or {}
        self.warned = warned
        labels = {each.field: f"Why {each.slot.name} is right" for each in warned}
        for key in self.explanations():
            # The page may have been made before this warning came or went.
            labels.setdefault(f"{EXPLANATION}{key}", "Why a figure is right")
        for name, label in labels.items():
            self.fields[name] = forms.CharField(
                label=label,
                required=False,
                strip=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        for slot in self.slots:
            self.fields[slot.field] = forms.CharField(
                label=f"{slot.name} ({slot.series.unit.name})",
                required=False,
                strip=False,
                widget=FigureInput(self.add_prefix(slot.field)),
            )
            self.fields[f"missing-{slot.key}"] = forms.ChoiceField(
                label="If there is no figure, why",
                required=False,
                choices=NO_REASON,
            )
            self.fields[f"standing-{slot.key}"] = forms.ChoiceField(
                label="How firm is it", required=False, choices=Standing.choices
            )
            self.fields[f"note-{slot.key}"] = forms.CharField(
                label="Note (optional)", required=False, strip=False
            )
            for name, field in detail_fields().items():
                self.fields[f"{name}-{slot.key}"] = field
        for prompt in Prompt:
            self.fields[prompt.value] = forms.CharField(
                label=prompt.label,
                required=False,
                strip=False,
                widget=forms.Textarea(attrs={"rows": 8 if prompt == Prompt.NARRATIVE else 3}),
            )

    @classmethod
    def stored(
        cls,
        *,
        slots: Sequence,
        commentary: Mapping[str, str],
        version: int,
        prefix: str | None,
        warned: Sequence = (),
    ):
        """The form as the draft stands, with the faults of what could not be read."""
        # What was said of other figures is shown beside the field, to be written anew or copied.
        said = {each.field: "" if each.is_of_others else each.text for each in warned}
        data = {"version": version, **commentary, **said}
        faults = {}
        for slot in slots:
            if slot.entry is None or slot.is_computed:
                continue
            data[slot.field] = slot.entry.raw
            data[f"missing-{slot.key}"] = slot.entry.missing
            data[f"note-{slot.key}"] = slot.entry.note
            for name in ("standing", *DETAILS):
                data[f"{name}-{slot.key}"] = getattr(slot.entry, name)
            if slot.entry.fault:
                faults[slot.key] = slot.entry.fault
        prefixed = {f"{prefix}-{name}" if prefix else name: data[name] for name in data}
        form = cls(prefixed, slots=slots, faults=faults, prefix=prefix, warned=warned)
        form.data[form.add_prefix("began")] = form.content()
        return form

    def held(self) -> dict[str, str]:
        """By name, what each field holds that there is data for, however a browser ends its
        lines."""
        held = {f"{EXPLANATION}{key}": said.text for key, said in self.explanations().items()}
        for name in self.fields:
            if name in ("version", "began") or name.startswith(EXPLANATION):
                continue
            if self.add_prefix(name) in self.data:
                held[name] = self[name].value()
            if name.startswith("standing-") and held.get(name) == Standing.FINAL.value:
                held[name] = ""
        return {name: str(text or "").replace("\r\n", "\n") for name, text in held.items()}

    def content(self) -> str:
        """A digest of what each field holds that is not empty, as JSON by name.

        It travels with the page: a field that comes back as it left was not changed by this
        person, and what somebody else wrote in it meanwhile is no conflict.
        """
        return json.dumps({name: digest(text) for name, text in self.held().items() if text})

    def began_with(self) -> dict[str, str] | None:
        """By name, the digest of what each field held as the page was made; None if unknown."""
        try:
            found = json.loads(self["began"].value() or "")
        except (ValueError, RecursionError):
            return None
        return found if isinstance(found, dict) else None

    def changed(self) -> set[str]:
        """The fields that came back unlike they left; where that is unknown, all that came."""
        began = self.began_with()
        return {
            name
            for name, text in self.held().items()
            if began is None or began.get(name, "") != digest(text)
        }

    def is_untouched(self) -> bool:
        """Whether what came back is what the page was made with."""
        return not self.changed()

    def clashes(self, present: "DraftForm") -> set[str]:
        """The fields changed here that hold something else in ``present`` than when the page was
        made, and than what was typed. An explanation that nothing asks for now is none."""
        began, typed, now = self.began_with(), self.held(), present.held()
        return {
            name
            for name in self.changed()
            if typed[name] != now.get(name, "")
            and (began is None or began.get(name, "") != digest(now.get(name, "")))
            and (name in present.fields or not name.startswith(EXPLANATION))
        }

    def over(self, present: "DraftForm"):
        """The data of the form with what was changed here over what ``present`` holds, to be
        saved as its next version. What did not come with the request is as in ``present``."""
        data, changed = self.data.copy(), self.changed()
        for name in present.held():
            if name not in changed:
                text = present.data[self.add_prefix(name)]
                data[self.add_prefix(name)] = "" if text is None else str(text)
        data[self.add_prefix("version")] = present["version"].value()
        data[self.add_prefix("began")] = present["began"].value()
        return data

    def clean(self):
        for slot in self.slots:
            if slot.key in self.faults:
                self.add_error(slot.field, self.faults[slot.key])

    def rows(self) -> list[Row]:
        return [
            Row(
                slot,
                self[slot.field],
                self[f"missing-{slot.key}"],
                self[f"standing-{slot.key}"],
                self[f"note-{slot.key}"],
                [self[f"{name}-{slot.key}"] for name in DETAILS],
            )
            for slot in self.slots
        ]

    def narrative(self) -> BoundField:
        return self[Prompt.NARRATIVE.value]

    def exception_prompts(self) -> list[BoundField]:
        return [self[prompt.value] for prompt in EXCEPTION_PROMPTS]

    def explains_an_exception(self) -> bool:
        """Whether any of the exception's questions has an answer already."""
        return any(bound.value() for bound in self.exception_prompts())

    def refuses_only_details(self) -> bool:
        """Whether only a source's date or address is wrong: the rest can be kept."""
        names = {f"{name}-{slot.key}" for slot in self.slots for name in DETAILS}
        return all(name in names for name in self.errors)

    def figures(self) -> dict[str, Typed]:
        """By slot key, what was typed; None for a detail that was refused. A figure whose field
        was not on the page is left out."""
        clean = defaultdict(lambda: None, self.cleaned_data)
        found = {}
        for slot in self.slots:
            if self.add_prefix(slot.field) not in self.data:
                continue
            found[slot.key] = Typed(
                raw=clean[slot.field],
                missing=clean[f"missing-{slot.key}"],
                note=clean[f"note-{slot.key}"],
                text=clean[f"text-{slot.key}"],
                standing=clean[f"standing-{slot.key}"] or Standing.FINAL.value,
                source_name=clean[f"source_name-{slot.key}"],
                source_address=clean[f"source_address-{slot.key}"],
                source_read_on=self.day_of(slot),
            )
        return found

    def day_of(self, slot) -> str | None:
        name = f"source_read_on-{slot.key}"
        if name not in self.cleaned_data:
            return None
        day = self.cleaned_data[name]
        return day.isoformat() if day else ""

    def commentary(self) -> dict[str, str]:
        """By prompt code, the text as typed."""
        return {
            prompt.value: self.cleaned_data[prompt.value]
            for prompt in Prompt
            if self.add_prefix(prompt.value) in self.data
        }

    def explanations(self) -> dict[str, Said]:
        """By the key of a warning, why the figure is right, as typed, and of which figures the page
        showed it. The workflow knows which warnings there are now: some may have come or gone."""
        begin, about = self.add_prefix(EXPLANATION), self.add_prefix(ABOUT)
        return {
            key: Said(self.data[name] or "", self.data.get(f"{about}{key}"))
            for name in self.data
            if name.startswith(begin)
            for key in (name.removeprefix(begin),)
        }

    def explained(self) -> list[tuple[object, BoundField, str]]:
        """Each warning with the field of its explanation, and the name of what it is about."""
        return [(each, self[each.field], self.add_prefix(each.about)) for each in self.warned]


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16] if text else ""


def detail_fields() -> dict[str, forms.Field]:
    """The fields of DETAILS, by name."""
    return {
        "text": forms.CharField(
            label="Words instead of a figure (optional)",
            required=False,
            strip=False,
            help_text="For what no number says, such as “Sufficient volumes trained”.",
            widget=forms.Textarea(attrs={"rows": 2}),
        ),
        "source_name": forms.CharField(
            label="Where it comes from (optional)", required=False, max_length=300
        ),
        "source_address": forms.URLField(
            label="Its web address (optional)",
            required=False,
            max_length=500,
            assume_scheme="https",
            # As text: a browser must not refuse an address before this form can say why.
            widget=forms.TextInput(attrs={"inputmode": "url"}),
            error_messages={
                "invalid": "Write the whole web address, such as https://www.gov.uk/statistics."
            },
        ),
        "source_read_on": DayField(
            label="When it was read there (optional)",
            required=False,
            help_text="For example, 14 July 2021.",
            error_messages={"invalid": "Write the date as 2021-07-14 or 14 July 2021."},
        ),
    }
