"""A framework's scorecard as at a date: what was known by then, and how it was graded."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.db.models import Min, OuterRef, Prefetch, Subquery

from performance import grading
from performance.models import (
    Framework,
    Grade,
    Note,
    Objective,
    Organisation,
    Part,
    Placement,
    RegradeRequest,
)
from performance.queries.scorecards.indicator_grades import grade_shown
from performance.queries.scorecards.printed import (
    Footnote,
    GradeShown,
    Group,
    Item,
    Line,
    NoteMark,
    Scorecard,
    Section,
)
from performance.queries.scorecards.printing import force_of, parts_of, printed_items
from performance.queries.scorecards.ungraded import why_ungraded
from performance.states import Column, NoteKind, PrintedKind

__all__ = [
    "Footnote",
    "GradeShown",
    "Group",
    "Item",
    "Line",
    "NoteMark",
    "Scorecard",
    "Section",
    "scorecard",
]


def scorecard(framework: Framework, *, as_at: date) -> Scorecard:
    """The lines of ``framework`` as they were known on ``as_at``.

    Ten queries at most where the placements print lists of their own, eight where they print by
    rule, thirteen where there are both; however many lines there are. A figure that was not
    known yet is left out, and an earlier revision stands where a later one was not known.
    """
    placements = list(placements_of(framework))
    organisations = {each.pk: each for each in Organisation.objects.all()}
    parts = parts_of(placements)
    items = printed_items(placements, parts, organisations, as_at)
    grades = grades_of(framework, placements, as_at)
    lines = {
        placement.pk: line_of(
            placement,
            items.get(placement.pk, ()),
            grades.get(placement.pk),
            parts[placement.indicator_id],
        )
        for placement in placements
    }
    shown = [line.grade for line in lines.values() if line.grade is not None]
    return Scorecard(
        framework=framework,
        as_at=as_at,
        sections=sections_of(placements, lines),
        footnotes=footnotes_of(placements),
        counts=dict(
            Counter(each.grade for each in shown if each.grade and not each.regrading_since)
        ),
        force_name=force_of(organisations).name,
    )


def placements_of(framework: Framework):
    waiting = (
        RegradeRequest.objects.filter(placement=OuterRef("pk"))
        .order_by()
        .values("placement")
        .annotate(since=Min("requested_at"))
        .values("since")
    )
    return (
        Placement.objects.filter(framework=framework)
        .select_related("framework", "indicator", "objective__parent", "under")
        .prefetch_related(Prefetch("notes", Note.objects.order_by("order")))
        .annotate(regrading_since=Subquery(waiting))
        .order_by("number")
    )


def line_of(
    placement: Placement, items: tuple[Item, ...], grade: GradeShown | None, parts: list[Part]
) -> Line:
    columns = defaultdict(list)
    for item in items:
        columns[item.column].append(item)
    notes = placement.notes.all()
    return Line(
        number=placement.number,
        placement_id=placement.pk,
        indicator_id=placement.indicator_id,
        wording=placement.wording,
        sub_row=placement.sub_row,
        under_number=placement.under.number if placement.under else None,
        wording_items=tuple(columns[Column.WORDING]),
        # A narrative prints its figures where they are read: with the current ones.
        current=tuple(columns[Column.CURRENT] + columns[Column.NARRATIVE]),
        historical=tuple(columns[Column.HISTORICAL]),
        notes=tuple(NoteMark("", note.text) for note in notes if note.kind != NoteKind.FOOTNOTE),
        footnote_numbers=tuple(note.order for note in notes if note.kind == NoteKind.FOOTNOTE),
        grade=named_as_printed(grade, items, parts),
        ungraded="" if grade else why(items, parts),
    )


def why(items: tuple[Item, ...], parts: list[Part]) -> str:
    """Why a line that was never graded has no grade, from what it prints."""
    return why_ungraded(
        is_monitored=bool(parts) and not graded(parts),
        has_figures=any(each.kind == PrintedKind.FIGURE and is_own(each) for each in items),
        has_words=any(each.kind == PrintedKind.STATEMENT for each in items),
    )


def named_as_printed(
    grade: GradeShown | None, items: tuple[Item, ...], parts: list[Part]
) -> GradeShown | None:
    """The grade with the figure's own period where the graded figure has a longer one, or a day.

    The year to December is graded in the quarter that ends with it; whoever reads the row looks
    for the year. Where several periods meet in the graded one, it keeps its own name.
    """
    if grade is None or grade.period is None:
        return grade
    names = {str(part) for part in graded(parts) or parts}
    own = {
        each.period
        for each in items
        if each.series in names
        and is_own(each)
        and each.period
        and grade.period.start <= each.period.end <= grade.period.end
    }
    if len(own) != 1:
        return grade
    return replace(grade, period_label=own.pop().label())


def is_own(item: Item) -> bool:
    return item.quantity is not None and not item.is_peer


def graded(parts: list[Part]) -> list[Part]:
    return [part for part in parts if part.series.direction != grading.Direction.MONITOR]


def sections_of(placements: list[Placement], lines: Mapping[int, Line]) -> tuple[Section, ...]:
    """Priorities in their order, each with its sub-objectives; lines in the paper's order."""
    tree: dict[Objective, dict[Objective, list[Line]]] = {}
    for placement in placements:
        objective = placement.objective
        section = objective.parent or objective
        tree.setdefault(section, {}).setdefault(objective, []).append(lines[placement.pk])
    return tuple(
        Section(
            code=section.code,
            title=section.title,
            current_heading=section.current_heading,
            historical_heading=section.historical_heading,
            groups=tuple(
                Group(
                    code=objective.code,
                    title="" if objective == section else objective.title,
                    lines=tuple(members),
                )
                for objective, members in groups.items()
            ),
        )
        for section, groups in tree.items()
    )


def footnotes_of(placements: list[Placement]) -> tuple[Footnote, ...]:
    notes = {
        note
        for placement in placements
        for note in placement.notes.all()
        if note.kind == NoteKind.FOOTNOTE
    }
    return tuple(
        Footnote(number=note.order, text=note.text, address=note.source_address)
        for note in sorted(notes, key=lambda note: note.order)
    )


def grades_of(
    framework: Framework, placements: list[Placement], as_at: date
) -> dict[int, GradeShown]:
    """The latest grade of each placement known on the day, of periods of the framework's time.

    A series may go on after its framework has ended, in another one: those periods are not this
    framework's to grade.
    """
    rows = Grade.objects.filter(placement__framework=framework)
    if framework.ends is not None:
        rows = rows.filter(period_end__lt=framework.ends)
    grades = {grade.placement_id: grade for grade in rows.as_at(as_at)}
    shown = {}
    for placement in placements:
        grade = grades.get(placement.pk)
        if grade is not None or placement.regrading_since is not None:
            shown[placement.pk] = grade_shown(grade, placement.regrading_since)
    return shown
