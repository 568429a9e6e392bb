"""Reference data: organisations, units, portfolios, then a framework with what stands in it.

Whatever exists already stays as it is: people may have changed it since it was loaded.
"""

from datetime import date

from performance.models import (
    Accountability,
    Break,
    Framework,
    Indicator,
    Note,
    Objective,
    Organisation,
    Part,
    Placement,
    Portfolio,
    Series,
    Unit,
)
from performance.papers.sheets import Row, day, number, sheet, yes

# Demonstration portfolios answer from the force framework's first day.
ACCOUNTABLE_FROM = date(2021, 4, 1)


def load_shared(folder: str) -> None:
    """Organisations, units, portfolios and standards: what every framework rests on."""
    for row in sheet(folder, "organisations.csv"):
        Organisation.objects.get_or_create(code=row.pop("code"), defaults=row)
    for row in sheet(folder, "units.csv"):
        Unit.objects.get_or_create(code=row.pop("code"), defaults=row)
    for row in sheet(folder, "portfolios.csv"):
        Portfolio.objects.get_or_create(
            code=row["code"],
            defaults={"name": row["name"], "is_demonstration": yes(row["is_demonstration"])},
        )
    load_indicators(folder)


def load_framework(row: Row) -> Framework:
    """A framework with its objectives, notes, indicators and series; its folder has its code."""
    framework, _ = Framework.objects.get_or_create(
        code=row["code"],
        defaults={
            "name": row["name"],
            "kind": row["kind"],
            "paper_title": row["paper_title"],
            "starts": day(row["starts"]),
            "ends": day(row["ends"]),
        },
    )
    folder = framework.code
    load_objectives(framework, folder)
    for note in sheet(folder, "notes.csv"):
        note["source_read_on"] = day(note["source_read_on"])
        Note.objects.get_or_create(code=note.pop("code"), defaults=note)
    load_indicators(folder)
    return framework


def load_objectives(framework: Framework, folder: str) -> None:
    for row in sheet(folder, "objectives.csv"):
        parent = row.pop("parent")
        if parent:
            row["parent"] = framework.objectives.get(code=parent)
        Objective.objects.get_or_create(framework=framework, code=row.pop("code"), defaults=row)


def load_indicators(folder: str) -> None:
    portfolios = {each.code: each for each in Portfolio.objects.all()}
    for row in sheet(folder, "indicators.csv"):
        portfolio = portfolios[row.pop("portfolio")]
        row["source_updated_on"] = day(row["source_updated_on"])
        indicator, created = Indicator.objects.get_or_create(code=row.pop("code"), defaults=row)
        if created:
            Accountability.objects.create(
                indicator=indicator, portfolio=portfolio, starts=ACCOUNTABLE_FROM
            )
    load_series(folder)


# The series that another hangs on.
LINKS = ("numerator", "denominator", "part_of", "median")


def load_series(folder: str) -> None:
    indicators = {each.code: each for each in Indicator.objects.all()}
    units = {each.code: each for each in Unit.objects.all()}
    known = {each.code: each for each in Series.objects.all()}
    later = []
    for row in sheet(folder, "series.csv"):
        if row["code"] in known:
            continue
        links = {name: row.pop(name, "") for name in LINKS}
        derivation, within = row.pop("derivation"), number(row.pop("within", ""))
        made = Series.objects.create(
            unit=units[row.pop("unit")],
            home=indicators[row.pop("home")],
            rolling_months=row.pop("rolling_months") or None,
            lowest=number(row.pop("lowest")),
            highest=number(row.pop("highest")),
            **row,
        )
        known[made.code] = made
        if any(links.values()):
            later.append((made, derivation, within, links))
    # A series may name another that stands further down.
    for made, derivation, within, links in later:
        made.derivation, made.within = derivation, within
        for name, code in links.items():
            setattr(made, name, known[code] if code else None)
        made.save()


def load_parts(folder: str) -> None:
    """The parts of a folder's indicators; their series may come from another folder."""
    series = {each.code: each for each in Series.objects.all()}
    indicators = {each.code: each for each in Indicator.objects.all()}
    standing = set(Part.objects.values_list("indicator__code", "series__code"))
    Part.objects.bulk_create(
        Part(
            indicator=indicators[row["indicator"]],
            series=series[row["series"]],
            order=row["order"],
            label=row["label"],
            weight=row["weight"],
            essential=yes(row["essential"]),
        )
        for row in sheet(folder, "parts.csv")
        if (row["indicator"], row["series"]) not in standing
    )


def load_placements(framework: Framework, folder: str) -> dict[int, Placement]:
    """Place the indicators; return the placements that are new, by number."""
    indicators = {each.code: each for each in Indicator.objects.all()}
    objectives = {each.code: each for each in framework.objectives.all()}
    notes = {each.code: each for each in Note.objects.all()}
    placed = {each.number: each for each in framework.placements.all()}
    new = {}
    for row in sheet(folder, "placements.csv"):
        at = int(row["number"])
        if at in placed:
            continue
        placed[at] = new[at] = Placement.objects.create(
            framework=framework,
            number=at,
            indicator=indicators[row["indicator"]],
            objective=objectives[row["objective"]],
            tier=row["tier"],
            wording=row["wording"],
            under=placed[int(row["under"])] if row["under"] else None,
            sub_row=row["sub_row"],
            print_rule=row["print_rule"],
            years_back=row["years_back"],
        )
        if row["notes"]:
            placed[at].notes.set(notes[code] for code in row["notes"].split())
    return new


def load_breaks(folder: str, known_on: date) -> list[Break]:
    """Enter the breaks that are not there yet, nor were withdrawn; return those."""
    made = []
    for row in sheet(folder, "breaks.csv"):
        at = {"series": Series.objects.get(code=row["series"]), "on": day(row["on"])}
        if not Break.objects.filter(**at).exists():
            made.append(Break.objects.create(**at, reason=row["reason"], known_on=known_on))
    return made
