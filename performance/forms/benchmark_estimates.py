"""The fields for figures of last year that are not approved yet, under a seasonal line."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from django import forms
from django.forms.boundfield import BoundField

from performance.figures import Period, Unit
from performance.forms.benchmark_values import example_of, read_value, write_value
from performance.queries.benchmarks.benchmark_history import Before

LEGEND = "Last year’s figures that are not approved"
HINT = (
    "Type an estimate of each. It is proposed with the line, marked as estimated wherever the line "
    "is shown, and frozen at the approval, unless the figure itself has been approved by then. "
    "Typed under one line, it holds for every line that follows last year."
)


def named(kind: str, number: int) -> str:
    return f"{kind}-estimate-{number}"


def fields_of(
    kind: str, before: Sequence[Period], last_year: Mapping[int, Before], unit: Unit
) -> Iterator[tuple[str, forms.Field]]:
    """One for each period of the year before, also where a figure is approved: one that came
    while somebody typed must not make what they typed vanish."""
    for number, period in enumerate(before, start=1):
        figure = last_year.get(number)
        hint = f"For example, {example_of(unit)}."
        if figure is not None and figure.value is not None:
            hint = f"Approved: {figure.printed}. That is used."
        elif figure is not None and figure.printed:
            hint = f"Approved: {figure.printed}, which is no number that a grade may use."
        yield (
            named(kind, number),
            forms.CharField(
                label=f"{period.label()}, estimated",
                help_text=hint,
                required=False,
                strip=False,
                widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
            ),
        )


def shown(form, kind: str, count: int, last_year: Mapping[int, Before]) -> list[BoundField]:
    """The fields of figures that are missing, and any in which something is typed."""
    found = []
    for number in range(1, count + 1):
        field, figure = form[named(kind, number)], last_year.get(number)
        if figure is None or figure.value is None or field.value():
            found.append(field)
    return found


def read(form, kind: str, count: int, unit: Unit) -> tuple[tuple[Decimal | None, None], ...]:
    """The points of a seasonal line; none where nothing is typed."""
    points = tuple(
        (form.number(named(kind, number), lambda text: read_value(text, unit)), None)
        for number in range(1, count + 1)
    )
    return points if any(low is not None for low, _ in points) else ()


def written(
    kind: str, estimates: Mapping[int, Decimal], last_year: Mapping[int, Before], unit: Unit
) -> dict[str, str]:
    """What the fields hold for stored estimates: not those that an approved figure has replaced."""
    return {
        named(kind, at + 1): write_value(value, unit)
        for at, value in estimates.items()
        if (figure := last_year.get(at + 1)) is None or figure.value is None
    }
