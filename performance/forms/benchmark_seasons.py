"""The fields on a benchmark's season: offsets, and the word that there is none."""

from decimal import Decimal

from django import forms

from performance import grading
from performance.figures import Frequency, print_value
from performance.forms.benchmark_lines import typed
from performance.forms.benchmark_values import write_value
from performance.queries.benchmarks.benchmark_history import Season
from performance.queries.benchmarks.benchmark_terms import Terms

NO_SEASON, COMPUTED, TYPED = "", "computed", "typed"
NEEDS_TWO_YEARS = (
    "Two whole earlier plan years are needed, since one cannot tell a trend from a season: type "
    "the offsets, or leave them out."
)
HINT_DECIMALS = 2
NOT_NEEDED = "Not needed where the expected line is typed for each period or follows last year."
NOT_NEEDED_WITHIN = "Not needed where the expected line is typed for each period."


def is_flow(series) -> bool:
    return series.accumulation == grading.Accumulation.FLOW


def is_within(series) -> bool:
    """A line to keep within has two ends, and follows no figure of last year."""
    return series.direction == grading.Direction.BAND


def may_have_offsets(series) -> bool:
    """An annual series has but one position in the year."""
    return series.frequency != Frequency.ANNUAL


def named(number: int) -> str:
    return f"offset-{number}"


def fields_of(series, season: Season, periods) -> dict[str, forms.Field]:
    found: dict[str, forms.Field] = {}
    if is_flow(series):
        found["no_season"] = forms.BooleanField(
            label="There is no season: I confirm that it comes in evenly over the year",
            required=False,
            help_text=NOT_NEEDED_WITHIN if is_within(series) else NOT_NEEDED,
        )
    if may_have_offsets(series):
        found["offsets"] = forms.ChoiceField(
            label="Seasonal offsets, taken off each period before a trend is looked for",
            choices=[
                (NO_SEASON, "None"),
                (COMPUTED, in_words(season)),
                (TYPED, "Typed for each period"),
            ],
            required=False,
            widget=forms.RadioSelect(attrs={"class": "govuk-radios--small"}),
        )
        computed = season.offsets or [None] * len(periods)
        for number, (period, offset) in enumerate(zip(periods, computed, strict=True), start=1):
            hint = ""
            if offset is not None:
                hint = f"Computed: {print_value(offset, series.unit.dress, HINT_DECIMALS)}"
            found[named(number)] = typed(period.label(), hint)
    return found


def in_words(season: Season) -> str:
    if season.offsets is not None:
        return f"Computed from the approved figures of {', '.join(season.years)}"
    whole = f" ({season.years[0]} alone is)" if season.years else ""
    return f"Computed: not possible, as fewer than two of the last three years are whole{whole}"


def read(form, season: Season, periods) -> tuple[Decimal, ...] | None:
    """The offsets, or None for none; what is wrong is marked at its field."""
    if "offsets" not in form.fields:
        return None
    names = [named(number) for number in range(1, len(periods) + 1)]
    match form.cleaned_data.get("offsets"):
        case "computed":
            if season.offsets is None:
                form.add_error("offsets", NEEDS_TWO_YEARS)
            return season.offsets
        case "typed":
            found = [
                read_one(form, name, period) for name, period in zip(names, periods, strict=True)
            ]
            return None if None in found else tuple(found)
    if any(form.cleaned_data.get(name, "").strip() for name in names):
        form.add_error(
            "offsets", "Offsets are typed: choose “Typed for each period”, or clear them."
        )
    return None


def read_one(form, name: str, period) -> Decimal | None:
    if not form.cleaned_data.get(name, "").strip():
        form.add_error(name, f"Type the offset of {period.label()}, or 0.")
        return None
    return form.value(name)


def written(terms: Terms, unit) -> dict[str, object]:
    """What the fields hold for stored terms."""
    found: dict[str, object] = {
        "no_season": terms.no_season,
        "offsets": TYPED if terms.seasonal_offsets else NO_SEASON,
    }
    for number, offset in enumerate(terms.seasonal_offsets or (), start=1):
        found[named(number)] = write_value(offset, unit, signed=True)
    return found
