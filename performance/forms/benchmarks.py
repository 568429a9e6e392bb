"""The form of a benchmark: its lines or its bands as people type them, and all that is wrong."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from django import forms

from performance import grading
from performance.figures import financial_year_of
from performance.forms import benchmark_bands, benchmark_seasons
from performance.forms.benchmark_lines import LineFields, readers_of, typed
from performance.forms.benchmark_values import example_of, read_value, write_value
from performance.models import Series
from performance.queries.benchmarks.benchmark_faults import Fault, faults_as_typed
from performance.queries.benchmarks.benchmark_history import Before, Season
from performance.queries.benchmarks.benchmark_terms import Terms

LINES, BANDS = "lines", "bands"
KINDS = [
    (LINES, "Lines: expected, floor and, if you like, stretch"),
    (BANDS, "Bands of values, one for each grade (a rubric)"),
]


class BenchmarkForm(forms.Form):
    """Takes everything as typed. After ``is_valid`` its ``terms`` are what can be read of it, also
    where something is wrong, so that a picture can be drawn while somebody types.

    Args:
        series: with its unit already read.
        season: of the years before, from which offsets can be computed.
        last_year: by the position in the year, from 1, the figure of the year before.
        bands: how many rows of bands there are.
    """

    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    bands = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args,
        series: Series,
        year_start: date,
        season: Season,
        last_year: Mapping[int, Before],
        bands: int = benchmark_bands.FEWEST_BANDS,
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self.series, self.year_start, self.season = series, year_start, season
        self.readers = readers_of(series, financial_year_of(year_start), last_year)
        self.band_count = bands
        self.terms = Terms()
        # What is wrong with the bands as a whole, which no one field can show.
        self.band_faults: list[str] = []
        # The row of each of the terms' bands: rows that are left empty are none.
        self.rows_read: tuple[int, ...] = ()
        for name, field in self.all_fields():
            self.fields[name] = field

    @classmethod
    def posted(cls, data, **about):
        """The form as it was sent, with one band more where that was asked for."""
        count = benchmark_bands.counted(data)
        if "add_band" in data:
            count = min(count + 1, benchmark_bands.MOST_BANDS)
        data = data.copy()
        data["bands"] = str(count)
        return cls(data, bands=count, **about)

    @classmethod
    def kept(cls, data, **about):
        """As ``posted``, but nothing is judged: for a page on which somebody goes on typing."""
        posted = cls.posted(data, **about)
        form = cls(bands=posted.band_count, **about)
        form.initial = posted.data.dict()
        return form

    @classmethod
    def holding(cls, terms: Terms, *, version: int = 0, **about):
        """The form as it stands for ``terms``; ``version`` counts the benchmark's changes."""
        count = max(len(terms.bands), benchmark_bands.FEWEST_BANDS)
        form = cls(bands=count, **about)
        form.initial = form.written(terms) | {"version": version, "bands": count}
        return form

    # What it asks

    @property
    def unit(self):
        return self.series.unit.dress

    @property
    def is_flow(self) -> bool:
        return benchmark_seasons.is_flow(self.series)

    @property
    def may_have_bands(self) -> bool:
        """Bands need a better end; a series to keep within a band has none."""
        return self.series.direction in set(grading.Better)

    @property
    def may_follow_last_year(self) -> bool:
        """A line that follows last year has one value, not two ends to keep within."""
        return self.series.direction in set(grading.Better)

    @property
    def may_have_offsets(self) -> bool:
        return benchmark_seasons.may_have_offsets(self.series)

    def all_fields(self):
        if self.may_have_bands:
            yield (
                "kind",
                forms.ChoiceField(
                    label="What does the benchmark set?",
                    choices=KINDS,
                    widget=forms.RadioSelect,
                    error_messages={"required": "Choose lines or bands."},
                ),
            )
        yield (
            "baseline",
            typed(
                "Baseline: the value before the year (optional)",
                f"Even steps begin there, and so does the usual floor. For example, "
                f"{example_of(self.unit)}.",
            ),
        )
        for reader in self.readers:
            yield from reader.fields()
        yield from benchmark_seasons.fields_of(self.series, self.season, self.periods).items()
        if self.may_have_bands:
            for number in self.band_numbers:
                yield from benchmark_bands.fields_of(number)
            yield from benchmark_bands.range_fields()
        yield (
            "source",
            forms.CharField(
                label="Where do these values come from? (optional)",
                required=False,
                strip=False,
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text="For example, a charter's standard, last year's result, a decision.",
            ),
        )
        yield (
            "assumed",
            forms.BooleanField(
                label="Assumed: made up afterwards for a past year",
                required=False,
                help_text="It is marked wherever its grades appear.",
            ),
        )
        yield (
            "waiver_reason",
            forms.CharField(
                label="Why it may grade although it is assumed or late",
                required=False,
                strip=False,
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text="Shown beside its grades. Needed where it is assumed.",
            ),
        )

    @property
    def periods(self):
        return self.readers[0].periods

    @property
    def band_numbers(self) -> range:
        return range(1, self.band_count + 1)

    # What a page shows

    def lines(self) -> list[LineFields]:
        return [reader.shown(self) for reader in self.readers]

    def band_rows(self) -> list[benchmark_bands.BandFields]:
        return [benchmark_bands.shown(self, number) for number in self.band_numbers]

    def range_fields(self) -> list:
        return [self[name] for name in ("range-low", "range-high", "gap_rule")]

    def offset_fields(self) -> list:
        return [self[benchmark_seasons.named(number)] for number in range(1, len(self.periods) + 1)]

    def may_add_a_band(self) -> bool:
        return self.band_count < benchmark_bands.MOST_BANDS

    def problems(self) -> list[dict[str, str]]:
        """Everything that is wrong, in the order of the page, each with where it leads."""
        found = [{"href": "", "text": text} for text in self.non_field_errors()]
        for field in self.visible_fields():
            if field.name == "range-low":
                found += [{"href": "#bands", "text": text} for text in self.band_faults]
            place = field.id_for_label or f"{field.auto_id}_0"
            found += [{"href": f"#{place}", "text": text} for text in field.errors]
        return found

    # What was typed

    def clean(self):
        has_bands = self.cleaned_data.get("kind") == BANDS
        self.terms = self.rubric_terms() if has_bands else self.line_terms()
        if has_bands and not self.terms.is_rubric:
            self.blame_bands("Give at least one band its values.")
            return
        for fault in faults_as_typed(self.terms, self.series, self.year_start):
            self.blame(fault)

    def line_terms(self) -> Terms:
        read = {reader.kind: reader.read(self) for reader in self.readers}
        return Terms(
            lines={kind: line for kind, line in read.items() if line is not None},
            baseline=self.value("baseline"),
            seasonal_offsets=benchmark_seasons.read(self, self.season, self.periods),
            no_season=bool(self.cleaned_data.get("no_season")),
            **self.said_beside(),
        )

    def rubric_terms(self) -> Terms:
        read = {
            number: band
            for number in self.band_numbers
            if (band := benchmark_bands.read_band(self, number, self.series)) is not None
        }
        self.rows_read = tuple(read)
        return Terms(
            bands=tuple(read.values()),
            range_low=self.value("range-low"),
            range_high=self.value("range-high"),
            gap_rule=self.cleaned_data.get("gap_rule") or grading.GapRule.REFUSE.value,
            **self.said_beside(),
        )

    def said_beside(self) -> dict[str, object]:
        clean = self.cleaned_data
        return {
            "source": clean.get("source", ""),
            "assumed": bool(clean.get("assumed")),
            "waiver_reason": clean.get("waiver_reason", ""),
        }

    def value(self, name: str) -> Decimal | None:
        return self.number(name, lambda text: read_value(text, self.unit))

    def number(self, name: str, reader: Callable[[str], Decimal]) -> Decimal | None:
        """What is typed in a field; None where it is empty, and where it cannot be read: that is
        marked at the field."""
        text = self.cleaned_data.get(name, "")
        if not text.strip():
            return None
        try:
            return reader(text)
        except ValueError as refused:
            self.add_error(name, str(refused))
            return None

    # What is wrong

    def blame(self, fault: Fault) -> None:
        """Mark the field that a fault points at, unless something is marked there already."""
        if fault.field == "bands" and fault.band is None:
            self.blame_bands(fault.message)
            return
        name = self.field_of(fault)
        if name is None:
            self.add_error(None, fault.message)
        elif name not in self.errors:
            self.add_error(name, fault.message)

    def blame_bands(self, message: str) -> None:
        self.band_faults.append(message)
        # Kept out of the fields: the group of bands shows it. The form is invalid all the same.
        self.add_error("bands", message)

    def field_of(self, fault: Fault) -> str | None:
        if fault.band is not None:
            return benchmark_bands.named(self.rows_read[fault.band], fault.part)
        for reader in self.readers:
            if reader.kind.value == fault.field:
                return reader.field_of(self, fault.start, fault.part)
        name = {"range": "range-low", "seasonal_offsets": "offsets"}.get(fault.field, fault.field)
        return name if name in self.fields else None

    # What is stored

    def written(self, terms: Terms) -> dict[str, object]:
        found: dict[str, object] = {
            "kind": BANDS if terms.is_rubric else LINES,
            "source": terms.source,
            "assumed": terms.assumed,
            "waiver_reason": terms.waiver_reason,
        }
        if terms.baseline is not None:
            found["baseline"] = write_value(terms.baseline, self.unit)
        for reader in self.readers:
            found |= reader.written(terms.lines.get(reader.kind))
        found |= benchmark_seasons.written(terms, self.unit)
        return found | benchmark_bands.written(terms, self.series)
