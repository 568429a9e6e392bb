"""Published statistics: years of figures of the force and its peers, as others collected them."""

from performance.figures import (
    Period,
    PeriodKind,
    Quantity,
    financial_year_of,
    parse_period,
)
from performance.models import (
    Import,
    Observation,
    Organisation,
    Series,
    period_fields,
    quantity_fields,
)
from performance.papers.figures import add_observations, figure_key
from performance.papers.sheets import decimals_of, number, sheet
from performance.states import OrganisationKind

ENGLAND_AND_WALES = "england-and-wales"
# How the collected files name those whom we name otherwise.
NAMES = {"West Midlands": "wmp", "Total England and Wales": ENGLAND_AND_WALES}


def load_statistics(folder: str, file: str, source: Import) -> list:
    """Read one collected file; return a pair of series and period for each new force figure.

    Which series a line belongs to stands in columns.csv, by indicator, component and unit.
    """
    columns = {
        (each["indicator"], each["component"], each["unit"]): each["series"]
        for each in sheet(folder, "columns.csv")
        if each["file"] == file
    }
    series = {each.code: each for each in Series.objects.filter(code__in=columns.values())}
    organisations = {each.name: each for each in Organisation.objects.all()}
    by_code = {each.code: each for each in organisations.values()}
    organisations |= {name: by_code[code] for name, code in NAMES.items()}
    figures = {}
    for row in sheet(folder, file):
        value = number(row["value"])
        if value == value.to_integral_value():
            value = value.quantize(1)
        made = Observation(
            series=series[columns[row["indicator"], row["component"], row["unit"]]],
            organisation=organisations[row["organisation"]],
            brought_by=source,
            known_on=source.published_on,
            note=row["note"],
            source_name=row["source"],
            **period_fields(statistical_period(row["period"])),
            **quantity_fields(Quantity(value, decimals=decimals_of(value))),
        )
        figures[figure_key(made)] = made
    return [
        (each.series, each.period)
        for each in add_observations(figures)
        if each.organisation.kind == OrganisationKind.FORCE
    ]


def statistical_period(label: str) -> Period:
    """ "as at 31 March 2007" is a date; a year that ends on 31 March is a financial year."""
    if label.startswith("as at"):
        return parse_period(label, hint=PeriodKind.DATE)
    if not label.startswith("year ending"):
        return parse_period(label)
    ends = parse_period(label.removeprefix("year ending "), hint=PeriodKind.DATE).end
    if (ends.month, ends.day) == (12, 31):
        return Period.calendar_year(ends.year)
    return financial_year_of(ends)
