"""The fields of a rubric: bands with a label, their ends and the grade that each stands for."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField

from performance import grading
from performance.forms.benchmark_lines import typed
from performance.forms.benchmark_values import read_value, write_value
from performance.models import Series
from performance.queries.benchmarks.benchmark_terms import BandTerms, Terms
from performance.queries.explanations.explained_benchmarks import GAP_RULES as GAP_RULES_SAID

FEWEST_BANDS, MOST_BANDS = 4, 12
HELD, LEFT_OUT = "", "open"
LOW_ENDS = [(HELD, "From this value"), (LEFT_OUT, "Above this value")]
HIGH_ENDS = [(HELD, "To this value"), (LEFT_OUT, "Below this value")]
NO_GRADE = "The label is a grade itself"
GRADES = [("", NO_GRADE), *((each.value, each.value) for each in grading.Grade)]
GAP_RULES = [
    (
        grading.GapRule.REFUSE.value,
        "No value may fall between two bands",
    ),
    (
        grading.GapRule.WORSE.value,
        GAP_RULES_SAID[grading.GapRule.WORSE],
    ),
]
PARTS = ("label", "low", "low-end", "high", "high-end", "grade")


@dataclass(frozen=True, slots=True)
class BandFields:
    number: int
    label: BoundField
    low: BoundField
    low_end: BoundField
    high: BoundField
    high_end: BoundField
    grade: BoundField


def named(number: int, part: str) -> str:
    return f"band-{number}-{part}"


def counted(data) -> int:
    """How many bands a posted form has; what is no number counts as the fewest."""
    try:
        asked = int(data.get("bands", ""))
    except ValueError:
        asked = FEWEST_BANDS
    return min(max(asked, FEWEST_BANDS), MOST_BANDS)


def fields_of(number: int) -> Iterator[tuple[str, forms.Field]]:
    yield (
        named(number, "label"),
        forms.CharField(
            label="Label",
            required=False,
            strip=False,
            widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
        ),
    )
    yield (
        named(number, "low-end"),
        forms.ChoiceField(label="Its lower end", choices=LOW_ENDS, required=False),
    )
    yield named(number, "low"), typed("Lowest value", "Empty for no lower end.")
    yield (
        named(number, "high-end"),
        forms.ChoiceField(label="Its upper end", choices=HIGH_ENDS, required=False),
    )
    yield named(number, "high"), typed("Highest value", "Empty for no upper end.")
    yield (
        named(number, "grade"),
        forms.ChoiceField(label="The grade it stands for", choices=GRADES, required=False),
    )


def range_fields() -> Iterator[tuple[str, forms.Field]]:
    yield "range-low", typed("The lowest value that can occur (optional)", "Empty for no end.")
    yield "range-high", typed("The highest value that can occur (optional)", "Empty for no end.")
    yield (
        "gap_rule",
        forms.ChoiceField(
            label="What becomes of a value between two bands?",
            choices=GAP_RULES,
            required=False,
            widget=forms.RadioSelect(attrs={"class": "govuk-radios--small"}),
        ),
    )


def shown(form, number: int) -> BandFields:
    return BandFields(number, *(form[named(number, part)] for part in PARTS))


def read_band(form, number: int, series: Series) -> BandTerms | None:
    """What is typed for one band; None where its row is empty, or has but a label that nobody
    gave values to."""

    def raw(part):
        return form.cleaned_data.get(named(number, part)) or ""

    def value(part):
        return form.number(named(number, part), lambda text: read_value(text, series.unit.dress))

    label = " ".join(raw("label").split())
    if not (raw("low").strip() or raw("high").strip()):
        if label:
            form.add_error(
                named(number, "low"),
                f"Give {label} an end, or clear its label to leave the band out.",
            )
        return None
    if not label:
        form.add_error(named(number, "label"), "Give this band a label: a grade, or another name.")
    low, high = value("low"), value("high")
    return BandTerms(
        label=label,
        low=low,
        high=high,
        low_open=low is not None and raw("low-end") == LEFT_OUT,
        high_open=high is not None and raw("high-end") == LEFT_OUT,
        grade="" if label in set(grading.Grade) else raw("grade"),
    )


def written(terms: Terms, series: Series) -> dict[str, object]:
    """What the fields hold for stored bands; without any, the four grades to start from."""
    unit = series.unit.dress
    bands = terms.bands or tuple(BandTerms(label=each.value) for each in grading.Grade)
    found: dict[str, object] = {"gap_rule": terms.gap_rule}
    for number, band in enumerate(bands, start=1):
        found |= {
            named(number, "label"): band.label,
            named(number, "low-end"): LEFT_OUT if band.low_open else HELD,
            named(number, "high-end"): LEFT_OUT if band.high_open else HELD,
            named(number, "grade"): band.grade,
        }
        ends = {named(number, "low"): band.low, named(number, "high"): band.high}
        found |= {name: write_value(end, unit) for name, end in ends.items() if end is not None}
    ends = {"range-low": terms.range_low, "range-high": terms.range_high}
    return found | {name: write_value(end, unit) for name, end in ends.items() if end is not None}
