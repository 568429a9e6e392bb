"""A small world with something awkward in every table of reference data."""

from datetime import date
from decimal import Decimal

from performance.figures import Period
from performance.models import (
    Break,
    Indicator,
    Note,
    Objective,
    PrintedItem,
    Rebasing,
    Reference,
    Unit,
    period_fields,
)
from performance.states import Column, NoteKind, PrintedKind, PrintRole, PrintRule, Role
from tests import factories

TWO_LINES = "=SUM(A1)\nsecond line, with “quotes” and 'apostrophes'"


def build():
    """At least three rows in every table that can be exported; no row has an audit event."""
    force = factories.force()
    factories.peer("gm")
    peer = factories.peer("merseyside")
    for code in ("percent", "days", "ratio"):
        factories.unit(code)
    Unit.objects.create(
        code="kilograms", name="kilograms", form="suffixed", suffix="kg", kind="other"
    )
    contact, roads = factories.portfolio("contact"), factories.portfolio("roads")
    factories.portfolio("custody")
    plan = factories.framework("plan", starts=date(2021, 4, 1), ends=date(2025, 4, 1))
    factories.framework("national")
    grades = factories.framework("force-2021")
    # In order of their codes the sub-objective comes before the priority it stands under.
    priority = Objective.objects.create(framework=plan, code="z-priority", title="-5 and fewer")
    below = Objective.objects.create(
        framework=plan, code="a-below", title="Same title", parent=priority, current_heading=""
    )
    Objective.objects.create(framework=plan, code="m-other", title="Same title", order=3)
    first = factories.indicator("calls-101", under=contact)
    second = factories.indicator("a-supporting", under=roads, frequency="quarterly")
    third = factories.indicator("words-only", under=roads)
    Indicator.objects.filter(pk=second.pk).update(
        supports=first,
        definition=TWO_LINES,
        source_address="https://example.org/data?a=1&b=2",
        retired_on=date(2023, 3, 31),
    )
    whole = factories.series(first, "z-whole", unit_code="count", lowest=Decimal("0"))
    reached = factories.series(first, "reached", unit_code="count", part_of=whole)
    share = factories.series(
        second,
        "a-share",
        frequency=whole.frequency,
        derivation="percentage",
        numerator=reached,
        denominator=whole,
        highest=Decimal("100"),
        weight=Decimal("2.5"),
        essential=True,
    )
    factories.part(second, reached)
    notes = [
        Note.objects.create(code=code, kind=NoteKind.FOOTNOTE, text=text, order=order)
        for order, (code, text) in enumerate(
            {"minus": "-12% is a fall", "at": "@force", "plain": "'already quoted"}.items()
        )
    ]
    target = None
    for code, value in {"floor": "-1.25", "target": "90", "long": "12345678901234.123456"}.items():
        target = Reference.objects.create(
            code=code,
            series=share,
            organisation=force,
            role=PrintRole.TARGET,
            name="[Target]",
            value=Decimal(value),
            decimals=2,
            band="+Good",
            band_grade="Good",
            known_on=date(2021, 4, 1),
        )
    # Nobody has confirmed these: one that counts cannot be taken out of the database again.
    waiting = {"recorded_by": factories.somebody("Analyst"), "known_on": date(2021, 7, 1)}
    for month in (4, 5, 6):
        day = date(2021, month, 1)
        Break.objects.create(series=whole, on=day, reason=f"+{month} new", **waiting)
        Rebasing.objects.create(series=share, on=day, reason=f"={month}", **waiting)
    # The sub-row has the lower number: an import needs the row above it first.
    above = factories.placement(
        first, plan, number=7, objective=below, wording=TWO_LINES, print_rule=PrintRule.EXPLICIT
    )
    sub = factories.placement(
        second, plan, number=2, objective=below, wording="+ of which", under=above, sub_row="sub"
    )
    factories.placement(first, grades)
    factories.placement(third, grades)
    above.notes.set(notes[:2])
    sub.notes.set(notes[1:])
    for order, (organisation, period) in enumerate(
        [
            (force, Period.month(2021, 7)),
            (peer, Period.financial_year(2020)),
            (force, Period.on(date(2021, 7, 31))),
        ]
    ):
        item = PrintedItem.objects.create(
            placement=above,
            column=Column.CURRENT,
            order=order,
            kind=PrintedKind.FIGURE,
            role=PrintRole.CURRENT,
            series=share,
            organisation=organisation,
            lead_in=" leading space",
            tail="=trailing ",
            **period_fields(period),
        )
        item.notes.set(notes[: order + 1])
    PrintedItem.objects.create(
        placement=sub,
        column=Column.HISTORICAL,
        order=1,
        kind=PrintedKind.REFERENCE,
        role=PrintRole.TARGET,
        reference=target,
    )
    for month in (7, 8, 9):
        factories.cycle(Period.month(2021, month))
    lead = factories.person(Role.LEAD, portfolio=contact)
    contributor = factories.person(Role.CONTRIBUTOR, indicator=first)
    # In order of their names both deputies come before those they stand in for.
    for person, scope in ((lead, {"portfolio": contact}), (contributor, {"indicator": first})):
        own = person.appointments.latest("pk")  # Elsewhere the same people hold others too.
        factories.appoint(
            factories.somebody("A deputy"),
            own.role,
            starts=date(2021, 8, 2),
            ends=date(2021, 8, 16),
            deputises_for=own,
            **scope,
        )
    factories.person(Role.REVIEWER, ends=date(2030, 1, 1))
