"""The fields of a benchmark's three lines: what shape each has, and the values of each shape."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField

from performance import grading
from performance.figures import Frequency, Period, periods_of_year
from performance.forms import benchmark_estimates
from performance.forms.benchmark_values import (
    example_of,
    read_change,
    read_value,
    write_change,
    write_value,
)
from performance.models import Series
from performance.queries.benchmarks.benchmark_history import Before
from performance.queries.benchmarks.benchmark_terms import LineTerms
from performance.states import LineKind, LineShape

NONE = ""
SHAPES = {
    LineShape.FLAT: "One value all year",
    LineShape.LINEAR: "Even steps from the baseline to a value at the end of the year",
    LineShape.PROFILE: "A value typed for each {period}",
    LineShape.SEASONAL: "The same {period} last year, changed by a share",
}
WITHIN_SHAPES = {
    LineShape.FLAT: "The same two ends all year",
    LineShape.PROFILE: "Two ends typed for each {period}",
}
# A year has but itself as its periods.
ANNUAL_SHAPES = {
    LineShape.FLAT: "One value for the year",
    LineShape.LINEAR: "A step from the baseline to a value at the end of the year",
    LineShape.PROFILE: "A value typed for the year",
    LineShape.SEASONAL: "Last year’s figure, changed by a share",
}
ANNUAL_WITHIN_SHAPES = {
    LineShape.FLAT: "Two ends for the year",
    LineShape.PROFILE: "Two ends typed for the year",
}
PERIODS = {Frequency.MONTHLY: "month", Frequency.QUARTERLY: "quarter", Frequency.ANNUAL: "year"}
NAMES = {
    LineKind.EXPECTED: "the expected value",
    LineKind.FLOOR: "the floor",
    LineKind.STRETCH: "the stretch value",
}
LINE_NAMES = {
    LineKind.EXPECTED: "the expected line",
    LineKind.FLOOR: "the floor",
    LineKind.STRETCH: "the stretch line",
}
TITLES = {
    LineKind.EXPECTED: "Expected",
    LineKind.FLOOR: "Floor",
    LineKind.STRETCH: "Stretch (optional)",
}
HINTS = {
    LineKind.EXPECTED: "On or ahead of it is Good.",
    LineKind.FLOOR: "No better than it is Poor; between it and the expected line is Needs "
    "Improvement.",
    LineKind.STRETCH: "On or ahead of it is Outstanding. Without one nothing is Outstanding.",
}
DEFAULT_FLOOR = (
    "The usual one: the baseline all year or, where the expected line follows last year, the same "
    "{period} last year"
)
ANNUAL_DEFAULT_FLOOR = (
    "The usual one: the baseline or, where the expected line follows last year, last year’s figure"
)
NO_STRETCH = "No stretch line"


@dataclass(frozen=True, slots=True)
class LineFields:
    """What a page shows of one line. ``periods`` are pairs of a field and, for a line to keep
    within, that of its upper end; None where the shape is not on offer. ``estimates`` are for last
    year's figures that are missing; there may be none."""

    kind: LineKind
    title: str
    hint: str
    shape: BoundField
    strict: BoundField | None
    value: BoundField
    high: BoundField | None
    end: BoundField | None
    change: BoundField | None
    periods: list[tuple[BoundField, BoundField | None]]
    periods_name: str
    estimates: list[BoundField]
    estimates_name: str
    estimates_hint: str


@dataclass(frozen=True, slots=True)
class LineReader:
    """The fields of the line ``kind`` in a form for ``series``; names begin with the kind's.

    ``periods`` are those of the plan year; ``before`` those of the year before.
    """

    kind: LineKind
    series: Series
    periods: tuple[Period, ...]
    before: tuple[Period, ...]
    last_year: Mapping[int, Before]

    @property
    def within(self) -> bool:
        return self.series.direction == grading.Direction.BAND

    @property
    def unit(self):
        return self.series.unit.dress

    @property
    def is_annual(self) -> bool:
        return self.series.frequency == Frequency.ANNUAL

    def named(self, part: object) -> str:
        return f"{self.kind.value}-{part}"

    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        name, kind = NAMES[self.kind], self.kind
        yield (
            self.named("shape"),
            forms.ChoiceField(
                label=f"What shape has {LINE_NAMES[kind]}?",
                choices=list(self.shapes()),
                required=False,
                widget=forms.RadioSelect(attrs={"class": "govuk-radios--small"}),
            ),
        )
        hint = f"For example, {example_of(self.unit)}."
        low = f"The lower end of {name}" if self.within else name[:1].upper() + name[1:]
        yield self.named("value"), typed(f"{low} all year", hint)
        if self.within:
            yield self.named("high"), typed(f"The upper end of {name} all year", hint)
        else:
            last = self.periods[-1].label()
            yield self.named("end"), typed(f"{low} in {last}", hint)
            yield (
                self.named("change"),
                typed(
                    f"How much more or less than last year {name} is",
                    "Write it as a share, such as “5% less”, “3% more” or “no change”.",
                ),
            )
            yield from benchmark_estimates.fields_of(
                self.kind.value, self.before, self.last_year, self.unit
            )
        for number, period in enumerate(self.periods, start=1):
            before = self.last_year.get(number)
            printed = before.printed if before else ""
            hint = f"A year before: {printed}" if printed else "A year before: no figure"
            label = period.label()
            if not self.within:
                yield self.named(number), typed(label, hint)
                continue
            yield self.named(number), typed(f"{label}, lower end", hint)
            yield self.named(f"{number}-high"), typed(f"{label}, upper end", "")
        if kind != LineKind.FLOOR:
            yield (
                self.named("strict"),
                forms.BooleanField(
                    label=f"Strict: meeting {name} exactly is not enough", required=False
                ),
            )

    def shapes(self) -> Iterator[tuple[str, str]]:
        period = PERIODS[Frequency(self.series.frequency)]
        if self.kind == LineKind.FLOOR and not self.within:
            usual = ANNUAL_DEFAULT_FLOOR if self.is_annual else DEFAULT_FLOOR
            yield NONE, usual.format(period=period)
        if self.kind == LineKind.STRETCH:
            yield NONE, NO_STRETCH
        if self.is_annual:
            on_offer = ANNUAL_WITHIN_SHAPES if self.within else ANNUAL_SHAPES
        else:
            on_offer = WITHIN_SHAPES if self.within else SHAPES
        for shape, words in on_offer.items():
            yield shape.value, words.format(period=period)

    def shown(self, form: forms.Form) -> LineFields:
        def bound(part):
            name = self.named(part)
            return form[name] if name in form.fields else None

        return LineFields(
            kind=self.kind,
            title=TITLES[self.kind],
            hint=HINTS[self.kind],
            shape=bound("shape"),
            strict=bound("strict"),
            value=bound("value"),
            high=bound("high"),
            end=bound("end"),
            change=bound("change"),
            periods=[
                (bound(number), bound(f"{number}-high"))
                for number in range(1, len(self.periods) + 1)
            ],
            periods_name=self.periods_name,
            estimates=self.estimates_shown(form),
            estimates_name=benchmark_estimates.LEGEND,
            estimates_hint=benchmark_estimates.HINT,
        )

    @property
    def periods_name(self) -> str:
        name = NAMES[self.kind]
        of = "the year" if self.is_annual else f"each {PERIODS[Frequency(self.series.frequency)]}"
        return f"{name[:1].upper()}{name[1:]} of {of}"

    def estimates_shown(self, form: forms.Form) -> list[BoundField]:
        if self.within:
            return []
        return benchmark_estimates.shown(form, self.kind.value, len(self.before), self.last_year)

    def read(self, form) -> LineTerms | None:
        """What is typed for the chosen shape; None where none is chosen.

        ``form.number(name, reader)`` reads one field, or marks it as wrong and gives None.
        """
        chosen = form.cleaned_data.get(self.named("shape"))
        if not chosen:
            self.ask_for_a_shape(form)
            return None

        def value(part):
            name = self.named(part)
            return form.number(name, lambda text: read_value(text, self.unit))

        shape = LineShape(chosen)
        terms = {"shape": shape, "strict": bool(form.cleaned_data.get(self.named("strict")))}
        match shape:
            case LineShape.FLAT:
                terms["value"] = value("value")
                terms["value_high"] = value("high") if self.within else None
            case LineShape.LINEAR:
                terms["value"] = value("end")
            case LineShape.PROFILE:
                terms["points"] = tuple(
                    (value(number), value(f"{number}-high") if self.within else None)
                    for number in range(1, len(self.periods) + 1)
                )
            case LineShape.SEASONAL:
                terms["change"] = form.number(self.named("change"), read_change)
                terms["points"] = benchmark_estimates.read(
                    form, self.kind.value, len(self.before), self.unit
                )
        return LineTerms(**terms)

    def ask_for_a_shape(self, form) -> None:
        """What is typed and not used must not pass unseen."""
        own = [name for name, _ in self.fields() if name != self.named("strict")]
        if any(form.cleaned_data.get(name, "").strip() for name in own):
            form.add_error(
                self.named("shape"),
                f"Something is typed for {NAMES[self.kind]}, but its shape is not chosen: choose "
                "one, or clear what is typed.",
            )

    def written(self, terms: LineTerms | None) -> dict[str, object]:
        """What the fields hold for stored terms."""
        if terms is None:
            return {self.named("shape"): NONE}
        found: dict[str, object] = {
            self.named("shape"): terms.shape.value,
            self.named("strict"): terms.strict,
        }
        ends = {"value": terms.value, "high": terms.value_high}
        match terms.shape:
            case LineShape.LINEAR:
                ends = {"end": terms.value}
            case LineShape.PROFILE:
                ends = {}
                for number, (low, high) in enumerate(terms.points, start=1):
                    ends |= {number: low, f"{number}-high": high}
            case LineShape.SEASONAL:
                ends = {}
                found |= benchmark_estimates.written(
                    self.kind.value, terms.estimates, self.last_year, self.unit
                )
                if terms.change is not None:
                    found[self.named("change")] = write_change(terms.change)
        return found | {
            self.named(part): write_value(value, self.unit)
            for part, value in ends.items()
            if value is not None
        }

    def field_of(self, form, start, part: str = "") -> str:
        """The field that a fault of this line points at; ``start`` is its period's first day,
        ``part`` "high" for its upper end."""
        match form.cleaned_data.get(self.named("shape")):
            case LineShape.FLAT:
                return self.named(part or "value")
            case LineShape.LINEAR:
                return self.named("end")
            case LineShape.SEASONAL:
                return self.estimate_of(form, start) or self.named("change")
            case LineShape.PROFILE:
                starts = [period.start for period in self.periods]
                number = starts.index(start) + 1 if start in starts else 1
                return self.named(f"{number}-{part}" if part else number)
        return self.named("shape")

    def estimate_of(self, form, start) -> str:
        """The shown field of last year's figure behind the period; "" where it is not to type."""
        shown = {field.name for field in self.estimates_shown(form)}
        for number, period in enumerate(self.periods, start=1):
            name = benchmark_estimates.named(self.kind.value, number)
            if period.start == start and name in shown:
                return name
        return ""


def typed(label: str, hint: str) -> forms.CharField:
    """A field for a number as people write it. What it means is read by the form."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        strip=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )


def readers_of(series: Series, year: Period, last_year: Mapping[int, Before]) -> list[LineReader]:
    """One for each line. ``last_year`` is by the position in the year, from 1."""
    frequency = Frequency(series.frequency)
    periods, before = (periods_of_year(each, frequency) for each in (year, year.previous()))
    return [LineReader(kind, series, periods, before, last_year) for kind in LineKind]
