"""Loading: every paper and data set that is not in yet, then one open cycle."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from performance import workflow
from performance.figures import Period
from performance.models import (
    Benchmark,
    Break,
    Cycle,
    Framework,
    Import,
    Indicator,
    Observation,
    Placement,
    RegradeRequest,
    Statement,
    period_fields,
)
from performance.papers.benchmarks import load_benchmarks
from performance.papers.figures import load_figures
from performance.papers.frameworks import (
    load_breaks,
    load_framework,
    load_parts,
    load_placements,
    load_shared,
)
from performance.papers.open_data import load_statistics
from performance.papers.sheets import Row, day, digest, sheet, yes
from performance.states import ImportKind, OrganisationKind
from performance.workflow import audit
from performance.workflow.requests import request_regrades

REFERENCE = "reference"
CYCLE = "2021-07"
CYCLE_PERIOD = Period.month(2021, 7)
DAYS_UNTIL_DUE = 14
DAYS_UNTIL_CLOSED = 28


@dataclass(frozen=True, slots=True)
class Loaded:
    """What there is after loading, and which sources were new."""

    new_sources: tuple[str, ...]
    frameworks: int
    indicators: int
    placements: int
    observations: int
    statements: int
    regrade_requests: int
    asked_in_cycle: int


@transaction.atomic
def load_papers(*, on: date) -> Loaded:
    """Load what is not loaded yet: all of it or, if anything is wrong, none.

    Safe to run twice. What exists is never overwritten: a figure that was corrected since, a
    title that was changed, a cycle that was opened. ``on`` is the day the cycle opens if it is
    made now.

    Raises:
        Contradiction, grading.BenchmarkRefused: a data file is wrong.
    """
    new = [source for source in sheet(REFERENCE, "sources.csv") if not is_loaded(source)]
    if new:
        load_sources(new)
    cycle = ensure_cycle(on)
    return Loaded(
        new_sources=tuple(each["title"] for each in new),
        frameworks=Framework.objects.count(),
        indicators=Indicator.objects.count(),
        placements=Placement.objects.count(),
        observations=Observation.objects.count(),
        statements=Statement.objects.count(),
        regrade_requests=RegradeRequest.objects.count(),
        asked_in_cycle=cycle.submissions.count(),
    )


def is_loaded(source: Row) -> bool:
    return Import.objects.filter(code=source["code"], digest=digest_of(source)).exists()


def digest_of(source: Row) -> str:
    """Of all its folder's files, since any may bring something; not of the other sources' own."""
    folder = source["framework"]
    others = {
        each["file"] for each in sheet(REFERENCE, "sources.csv") if each["framework"] == folder
    }
    return digest(folder, without=others - {source["file"]})


def load_sources(sources: list[Row]) -> None:
    load_shared(REFERENCE)
    rows = {row["code"]: load_framework(row) for row in sheet(REFERENCE, "frameworks.csv")}
    # Parts come after every folder's series: a framework may print another's.
    placements = {}
    for code, framework in rows.items():
        load_parts(code)
        load_placements(framework, code)
        placements[code] = {
            each.number: each for each in framework.placements.select_related("indicator")
        }
    changes = []
    for source in sources:
        code = source["framework"]
        changes += load_source(source, rows[code], placements[code])
    latest = max(day(source["published_on"]) for source in sources)
    request_regrades(changes, because="Published figures were loaded", known_on=latest)


def load_source(source: Row, framework: Framework, placements) -> list:
    """One paper or file: its figures, breaks and benchmarks. Returns what must be graded:
    a pair of series and period for each figure that is new or graded anew.
    """
    folder = source["framework"]
    row, created = Import.objects.get_or_create(
        code=source["code"],
        defaults={
            "kind": source["kind"],
            "title": source["title"],
            "published_on": day(source["published_on"]),
            "date_is_assumed": yes(source["date_is_assumed"]),
            "source": source["source"],
            "licence": source["licence"],
            "digest": digest_of(source),
        },
    )
    if not created:
        row.digest = digest_of(source)
        row.save(update_fields=["digest"])
    moved = []
    if row.kind == ImportKind.PAPER:
        changes = load_figures(folder, row, placements)
        moved += load_breaks(folder, row.published_on)
        moved += load_benchmarks(framework, folder, row.published_on)
    else:
        changes = load_statistics(folder, source["file"], row)
    audit.record(
        row, "loaded", by=None, after={"title": row.title, "figures of the force": len(changes)}
    )
    return changes + figures_under(moved)


def figures_under(rows: Sequence[Break | Benchmark]) -> list:
    """A pair of series and period for each figure that a new break or benchmark may grade anew."""
    figures = (
        Observation.objects.current()
        .filter(
            series__in={each.series_id for each in rows},
            organisation__kind=OrganisationKind.FORCE,
        )
        .select_related("series")
    )
    return [(each.series, each.period) for each in figures]


def ensure_cycle(on: date) -> Cycle:
    """The cycle for July 2021, opened on ``on`` unless it was made before."""
    cycle, created = Cycle.objects.get_or_create(
        code=CYCLE,
        defaults={
            "name": CYCLE_PERIOD.label(),
            "opens_on": on,
            "due_on": on + timedelta(days=DAYS_UNTIL_DUE),
            "closes_on": on + timedelta(days=DAYS_UNTIL_CLOSED),
            **period_fields(CYCLE_PERIOD),
        },
    )
    if created:
        workflow.open_cycle(cycle, on=on)
    return cycle
