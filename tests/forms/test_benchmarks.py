"""The form of a benchmark: nothing typed is lost, everything wrong is named at its field."""

from datetime import date
from decimal import Decimal

import pytest
from django.http import QueryDict

from performance.figures import Period
from performance.forms.benchmarks import BenchmarkForm
from performance.queries.benchmarks.benchmark_history import Season
from performance.queries.benchmarks.benchmark_terms import BandTerms, LineTerms, Terms
from performance.states import LineKind, LineShape
from tests import factories

pytestmark = pytest.mark.django_db
YEAR = date(2022, 4, 1)
NO_SEASON = Season(None, ())
SEASON = Season(tuple(Decimal(each) for each in range(-5, 7)), ("2019/20", "2020/21"))
FLAT = {"kind": "lines", "expected-shape": "flat", "floor-shape": "flat"}


@pytest.fixture
def series():
    return factories.series(factories.indicator())


def about(series, season=NO_SEASON):
    return {"series": series, "year_start": YEAR, "season": season, "last_year": {}}


def posted(series, season=NO_SEASON, **typed):
    data = QueryDict(mutable=True)
    data.update({name: str(value) for name, value in typed.items()})
    form = BenchmarkForm.posted(data, **about(series, season))
    form.is_valid()
    return form


def faults(form):
    return [(problem["href"], problem["text"]) for problem in form.problems()]


def test_flat_lines_are_read_in_the_unit(series):
    form = posted(series, **FLAT, **{"expected-value": "90%", "floor-value": "66"})
    assert faults(form) == []
    assert form.terms == Terms(
        lines={
            LineKind.EXPECTED: LineTerms(shape=LineShape.FLAT, value=Decimal(90)),
            LineKind.FLOOR: LineTerms(shape=LineShape.FLAT, value=Decimal(66)),
        }
    )


def test_every_shape_is_read_from_its_own_fields(series):
    profile = {f"stretch-{number}": str(80 + number) for number in range(1, 13)}
    form = posted(
        series,
        **{"kind": "lines", "baseline": "50", "expected-shape": "linear", "expected-end": "62"},
        **{"expected-strict": "on", "expected-value": "not used", "floor-shape": ""},
        **{"stretch-shape": "profile", "source": "A decision", "assumed": "on"},
        **{"waiver_reason": "Assumed for a test", **profile},
    )
    assert faults(form) == []
    assert form.terms == Terms(
        lines={
            LineKind.EXPECTED: LineTerms(shape=LineShape.LINEAR, strict=True, value=Decimal(62)),
            LineKind.STRETCH: LineTerms(
                shape=LineShape.PROFILE,
                points=tuple((Decimal(80 + number), None) for number in range(1, 13)),
            ),
        },
        baseline=Decimal(50),
        source="A decision",
        assumed=True,
        waiver_reason="Assumed for a test",
    )


def test_a_seasonal_change_is_read_in_words(series):
    for month in range(1, 13):
        factories.observation(series, Period.month(2022 if month < 4 else 2021, month), "50%")
    form = posted(
        series, **{"kind": "lines", "expected-shape": "seasonal", "expected-change": "5% more"}
    )
    assert faults(form) == []
    assert form.terms.lines[LineKind.EXPECTED].change == Decimal("0.05")


def test_a_value_that_cannot_be_read_is_named_at_its_field_once(series):
    form = posted(series, **FLAT, **{"expected-value": "ninety", "floor-value": "66"})
    assert faults(form) == [
        (
            "#id_expected-value",
            "“ninety” cannot be read: it is not a percentage. Write one figure, such as 56%.",
        )
    ]
    assert form["expected-value"].value() == "ninety"


def test_the_first_offending_period_is_pointed_at(series):
    profile = {f"expected-{number}": "90" for number in range(1, 13)} | {"expected-4": "60"}
    form = posted(
        series,
        **{"kind": "lines", "expected-shape": "profile", "floor-shape": "flat"},
        **{"floor-value": "66", **profile},
    )
    assert faults(form) == [
        (
            "#id_floor-value",
            "The floor for July 2022 is not worse than the expected line: "
            "a grade of Needs Improvement needs room between them.",
        )
    ]


def test_a_hole_in_a_profile_leads_to_the_period(series):
    profile = {f"expected-{number}": "90" for number in range(1, 13)} | {"expected-4": ""}
    form = posted(
        series,
        **{"kind": "lines", "expected-shape": "profile", "floor-shape": "flat"},
        **{"floor-value": "66", **profile},
    )
    assert faults(form) == [
        ("#id_expected-4", "The expected line has no value for July 2022: type one.")
    ]


def test_nothing_typed_says_what_is_missing(series):
    assert faults(posted(series, kind="lines")) == [
        ("#id_expected-shape_0", "Say what is expected: nothing is graded without it.")
    ]


def test_a_value_without_its_shape_does_not_pass_unseen(series):
    form = posted(
        series,
        **{"kind": "lines", "expected-shape": "flat", "expected-value": "90", "baseline": "60"},
        **{"floor-shape": "", "floor-value": "70"},
    )
    assert faults(form) == [
        (
            "#id_floor-shape_0",
            "Something is typed for the floor, but its shape is not chosen: choose one, or clear "
            "what is typed.",
        )
    ]


def test_an_assumed_benchmark_needs_its_waiver(series):
    form = posted(series, **FLAT, **{"expected-value": "90", "floor-value": "66", "assumed": "on"})
    assert faults(form) == [
        (
            "#id_waiver_reason",
            "Say why an assumed benchmark may grade: it shows wherever its grades do.",
        )
    ]


def test_a_flow_without_a_season_asks_for_a_persons_word():
    flow = factories.series(
        factories.indicator(), unit_code="count", accumulation="flow", direction="lower"
    )
    lines = FLAT | {"expected-value": "10", "floor-value": "20"}
    assert [href for href, _ in faults(posted(flow, **lines))] == ["#id_no_season"]
    form = posted(flow, **lines, no_season="on")
    assert (faults(form), form.terms.no_season) == ([], True)


def test_only_a_flow_is_asked_whether_it_has_a_season(series):
    assert "no_season" not in posted(series).fields


def test_a_band_takes_both_ends_and_no_shape_that_cannot_have_them():
    kept = factories.series(factories.indicator(), direction="band")
    form = posted(
        kept,
        **{"expected-shape": "flat", "expected-value": "40", "expected-high": "50"},
        **{"floor-shape": "flat", "floor-value": "30", "floor-high": "60"},
    )
    assert faults(form) == []
    assert form.terms.lines[LineKind.EXPECTED] == LineTerms(
        shape=LineShape.FLAT, value=Decimal(40), value_high=Decimal(50)
    )
    assert [value for value, _ in form.fields["expected-shape"].choices] == ["flat", "profile"]
    assert "kind" not in form.fields


@pytest.mark.parametrize("text", ["NaN", "-", "n/a", "tbc", "N/A."])
def test_a_line_without_a_number_is_not_advised_as_a_figure_is(series, text):
    form = posted(series, **FLAT, **{"expected-value": text, "floor-value": "66"})
    assert faults(form) == [
        ("#id_expected-value", f"“{text}” is no number: type one, such as 56%, or clear the field.")
    ]


def test_a_value_that_cannot_occur_leads_to_the_end_that_is_wrong():
    kept = factories.series(factories.indicator(), direction="band")
    ends = {f"expected-{number}": "40" for number in range(1, 13)}
    ends |= {f"expected-{number}-high": "50" for number in range(1, 13)}
    form = posted(
        kept,
        **{"expected-shape": "profile", **ends, "expected-4-high": "120"},
        **{"floor-shape": "flat", "floor-value": "30", "floor-high": "130"},
    )
    assert faults(form) == [
        (
            "#id_expected-4-high",
            "The upper end of the expected line for July 2022 is 120%, more than can occur: 100%.",
        ),
        (
            "#id_floor-high",
            "The upper end of the floor line is 130%, more than can occur: 100%.",
        ),
    ]


def test_what_is_typed_is_kept_by_the_browser(series):
    kept = [
        name
        for name, field in posted(series).fields.items()
        if "autocomplete" in field.widget.attrs
    ]
    assert kept == []


def test_an_annual_series_is_asked_about_one_year():
    annual = factories.series(factories.indicator(frequency="annual"))
    form = posted(annual)
    assert [words for _, words in form.fields["floor-shape"].choices] == [
        "The usual one: the baseline or, where the expected line follows last year, last year’s "
        "figure",
        "One value for the year",
        "A step from the baseline to a value at the end of the year",
        "A value typed for the year",
        "Last year’s figure, changed by a share",
    ]
    assert form.lines()[0].periods_name == "The expected value of the year"
    kept = factories.series(annual.home, direction="band")
    assert [words for _, words in posted(kept).fields["floor-shape"].choices] == [
        "Two ends for the year",
        "Two ends typed for the year",
    ]


@pytest.mark.parametrize(
    ("direction", "words"),
    [
        (
            "lower",
            "Not needed where the expected line is typed for each period or follows last year.",
        ),
        ("band", "Not needed where the expected line is typed for each period."),
    ],
)
def test_only_what_a_line_may_follow_is_hinted_at(direction, words):
    flow = factories.series(
        factories.indicator(), unit_code="count", accumulation="flow", direction=direction
    )
    assert posted(flow).fields["no_season"].help_text == words


def test_seasonal_offsets_are_computed_from_whole_years(series):
    lines = FLAT | {"expected-value": "90", "floor-value": "66"}
    form = posted(series, SEASON, **lines, offsets="computed")
    assert (faults(form), form.terms.seasonal_offsets) == ([], SEASON.offsets)


def test_offsets_cannot_be_computed_from_fewer_than_two_years(series):
    lines = FLAT | {"expected-value": "90", "floor-value": "66"}
    form = posted(series, Season(None, ("2021/22",)), **lines, offsets="computed")
    assert faults(form) == [
        (
            "#id_offsets_0",
            "Two whole earlier plan years are needed, since one cannot tell a trend from a "
            "season: type the offsets, or leave them out.",
        )
    ]


def test_typed_offsets_are_signed_and_none_may_be_left_out(series):
    lines = FLAT | {"expected-value": "90", "floor-value": "66", "offsets": "typed"}
    typed = {f"offset-{number}": "-1.5%" for number in range(1, 13)}
    assert posted(series, **lines, **typed).terms.seasonal_offsets == (Decimal("-1.5"),) * 12
    form = posted(series, **lines, **typed | {"offset-3": ""})
    assert faults(form) == [("#id_offset-3", "Type the offset of June 2022, or 0.")]


def test_offsets_that_are_typed_and_not_chosen_do_not_pass_unseen(series):
    lines = FLAT | {"expected-value": "90", "floor-value": "66", "offset-1": "3"}
    assert faults(posted(series, **lines)) == [
        ("#id_offsets_0", "Offsets are typed: choose “Typed for each period”, or clear them.")
    ]


def test_an_annual_series_is_not_asked_for_offsets():
    annual = factories.series(factories.indicator(frequency="annual"))
    assert "offsets" not in posted(annual).fields


@pytest.mark.parametrize("terms", [
    Terms(
        lines={
            LineKind.EXPECTED: LineTerms(
                shape=LineShape.LINEAR, strict=True, value=Decimal("90.5")
            ),
            LineKind.STRETCH: LineTerms(shape=LineShape.SEASONAL, change=Decimal("-0.05")),
        },
        baseline=Decimal("66"),
        seasonal_offsets=tuple(Decimal(each) for each in range(-6, 6)),
        source="A decision",
        assumed=True,
        waiver_reason="Assumed",
    ),
    Terms(
        lines={
            LineKind.EXPECTED: LineTerms(
                shape=LineShape.PROFILE,
                points=tuple((Decimal(each), None) for each in range(12)),
            ),
            LineKind.FLOOR: LineTerms(shape=LineShape.FLAT, value=Decimal("-3")),
        },
    ),
    Terms(
        bands=(
            BandTerms(label="Gold", low=Decimal(5), low_open=True, grade="Good"),
            BandTerms(label="Poor", high=Decimal(5)),
        ),
        range_low=Decimal(0),
        gap_rule="worse",
    ),
])  # fmt: skip
def test_what_is_stored_comes_back_as_it_was(series, terms):
    form = BenchmarkForm.holding(terms, version=3, **about(series))
    data = QueryDict(mutable=True)
    for name in form.fields:
        value = form[name].value()
        if value not in (None, False):
            data[name] = str(value)
    again = BenchmarkForm.posted(data, **about(series))
    again.is_valid()
    assert again.terms == terms
    assert again.cleaned_data["version"] == 3


def test_both_ends_of_a_band_come_back_as_they_were():
    kept = factories.series(factories.indicator(), direction="band")
    points = tuple((Decimal(40 + each), Decimal(60 + each)) for each in range(12))
    terms = Terms(
        lines={
            LineKind.EXPECTED: LineTerms(shape=LineShape.PROFILE, points=points),
            LineKind.FLOOR: LineTerms(
                shape=LineShape.FLAT, value=Decimal(20), value_high=Decimal(90)
            ),
        }
    )
    form = BenchmarkForm.holding(terms, **about(kept))
    again = posted(kept, **{name: form[name].value() or "" for name in form.fields})
    assert (faults(again), again.terms) == ([], terms)


def test_another_band_keeps_what_was_typed_and_judges_nothing(series):
    data = QueryDict(mutable=True)
    data.update({"kind": "bands", "bands": "5", "band-5-label": "Gold", "add_band": "yes"})
    form = BenchmarkForm.kept(data, **about(series))
    assert (form.band_count, form["band-5-label"].value(), form.is_bound) == (6, "Gold", False)


@pytest.mark.parametrize(("sent", "rows"), [("", 4), ("x", 4), ("1", 4), ("5", 5), ("9999", 12)])
def test_how_many_bands_are_sent_is_never_trusted(series, sent, rows):
    assert posted(series, bands=sent).band_count == rows
