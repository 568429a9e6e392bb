"""Reference data: indicators and all they stand on, with benchmarks and loaded figures."""

from datetime import date, timedelta
from decimal import Decimal

from accounts.models import User
from performance.figures import Form, Period, parse_quantity
from performance.models import (
    Accountability,
    Benchmark,
    BenchmarkLine,
    Framework,
    Import,
    Indicator,
    Objective,
    Observation,
    Organisation,
    Part,
    Placement,
    Portfolio,
    Series,
    Unit,
    period_fields,
    quantity_fields,
)
from performance.states import (
    BenchmarkState,
    FrameworkKind,
    ImportKind,
    LineKind,
    LineShape,
    OrganisationKind,
)
from tests.factories.people import LONG_AGO, somebody

UNITS = {
    "percent": ("percent", Form.PERCENT, "", "percent"),
    "count": ("count", Form.COUNT, "", "count"),
    "clock": ("minutes and seconds", Form.CLOCK, "", "other"),
    "days": ("days", Form.SUFFIXED, " days", "other"),
    "ratio": ("ratio", Form.PLAIN, "", "other"),
}
PEERS = {
    "gm": ("Greater Manchester", "GM"),
    "merseyside": ("Merseyside", "M"),
    "west-yorkshire": ("West Yorkshire", "WY"),
}


def force() -> Organisation:
    return Organisation.objects.get_or_create(
        kind=OrganisationKind.FORCE,
        defaults={"code": "wmp", "name": "West Midlands Police", "short_name": "WMP"},
    )[0]


def peer(code="gm") -> Organisation:
    name, short_name = PEERS[code]
    return Organisation.objects.get_or_create(
        code=code,
        defaults={"name": name, "short_name": short_name, "kind": OrganisationKind.PEER},
    )[0]


def unit(code="percent") -> Unit:
    name, form, suffix, kind = UNITS[code]
    return Unit.objects.get_or_create(
        code=code,
        defaults={"name": name, "form": form.value, "suffix": suffix, "kind": kind},
    )[0]


def portfolio(code="contact") -> Portfolio:
    return Portfolio.objects.get_or_create(
        code=code,
        defaults={"name": code.replace("-", " ").capitalize(), "is_demonstration": True},
    )[0]


def framework(code="force-2021", *, starts=date(2021, 4, 1), ends=None) -> Framework:
    return Framework.objects.get_or_create(
        code=code,
        defaults={
            "name": code.replace("-", " ").capitalize(),
            "kind": FrameworkKind.FORCE,
            "starts": starts,
            "ends": ends,
        },
    )[0]


def objective(of: Framework, code="service") -> Objective:
    return Objective.objects.get_or_create(
        framework=of, code=code, defaults={"title": code.replace("-", " ").capitalize()}
    )[0]


def indicator(
    code="calls-101",
    *,
    name="",
    under: Portfolio | None = None,
    frequency="monthly",
    lag_months=0,
) -> Indicator:
    """An indicator without series, answered for by a portfolio since long ago."""
    made = Indicator.objects.create(
        code=code,
        name=name or code.replace("-", " ").capitalize(),
        frequency=frequency,
        lag_months=lag_months,
    )
    Accountability.objects.create(indicator=made, portfolio=under or portfolio(), starts=LONG_AGO)
    return made


def series(
    home: Indicator,
    code="",
    *,
    name="",
    unit_code="percent",
    direction="higher",
    accumulation="level",
    frequency="",
    weight=1,
    essential=False,
    **fields,
) -> Series:
    """A series at home in an indicator, and a part of it."""
    code = code or f"{home.code}-{home.home_series.count() + 1}"
    made = Series.objects.create(
        code=code,
        name=name or code.replace("-", " ").capitalize(),
        unit=unit(unit_code),
        home=home,
        direction=direction,
        accumulation=accumulation,
        frequency=frequency or home.frequency,
        **fields,
    )
    part(home, made, weight=weight, essential=essential)
    return made


def part(of: Indicator, each: Series, *, weight=1, essential=False) -> Part:
    """A series of one indicator may be part of another too."""
    return Part.objects.create(
        indicator=of, series=each, order=of.parts.count() + 1, weight=weight, essential=essential
    )


def placement(of: Indicator, in_framework: Framework | None = None, **fields) -> Placement:
    where = in_framework or framework()
    return Placement.objects.create(
        framework=where,
        indicator=of,
        objective=fields.pop("objective", None) or objective(where),
        number=fields.pop("number", where.placements.count() + 1),
        wording=fields.pop("wording", of.name),
        **fields,
    )


def benchmark(of: Series, in_framework: Framework | None = None, **fields) -> Benchmark:
    """Flat lines, approved on the day before their year begins; ``fields`` as of a proposal."""
    approved_by = fields.pop("approved_by", None)
    return approve_benchmark(proposed_benchmark(of, in_framework, **fields), by=approved_by)


def approve_benchmark(made: Benchmark, *, by: User | None = None) -> Benchmark:
    """After this the database takes no more lines."""
    made.approved_by = by or somebody("Panel chair of benchmarks")
    made.approved_on = made.known_on
    made.state = BenchmarkState.APPROVED
    made.save(update_fields=["approved_by", "approved_on", "state"])
    return made


def proposed_benchmark(
    of: Series,
    in_framework: Framework | None = None,
    *,
    expected: str | None = "90",
    floor: str | None = "66",
    stretch: str | None = None,
    year=2021,
    **fields,
) -> Benchmark:
    """Flat lines that nobody has approved."""
    fields.setdefault("proposed_by", somebody("Proposer of benchmarks"))
    start = date(year, 4, 1)
    made = Benchmark.objects.create(
        series=of,
        framework=in_framework or framework(),
        year_start=start,
        known_on=start - timedelta(days=1),
        **fields,
    )
    lines = {LineKind.EXPECTED: expected, LineKind.FLOOR: floor, LineKind.STRETCH: stretch}
    for kind, value in lines.items():
        if value is not None:
            BenchmarkLine.objects.create(
                benchmark=made, kind=kind, shape=LineShape.FLAT, value=Decimal(value)
            )
    return made


def rubric(of: Series, bands, **fields) -> Benchmark:
    """Bands in place of lines, approved; ``bands`` are label, low and high, best first."""
    made = proposed_benchmark(of, expected=None, floor=None, **fields)
    for order, (label, low, high) in enumerate(bands, start=1):
        made.bands.create(order=order, label=label, low=low, high=high)
    return approve_benchmark(made)


def paper(code="paper-2021", *, published_on=date(2021, 7, 20)) -> Import:
    return Import.objects.get_or_create(
        code=code,
        defaults={
            "kind": ImportKind.PAPER,
            "title": "Performance report",
            "published_on": published_on,
            "digest": "0" * 64,
        },
    )[0]


def observation(
    of: Series,
    period: Period,
    raw: str,
    *,
    organisation: Organisation | None = None,
    brought_by: Import | None = None,
    **fields,
) -> Observation:
    """A figure that a published paper brought, as history is loaded."""
    source = brought_by or paper()
    return Observation.objects.create(
        series=of,
        organisation=organisation or force(),
        brought_by=source,
        known_on=fields.pop("known_on", source.published_on),
        **period_fields(period),
        **quantity_fields(parse_quantity(raw, of.unit.dress)),
        **fields,
    )
