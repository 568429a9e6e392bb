"""An explanation as plain text, for a terminal or an e-mail: no colour, nothing left to guess."""

from collections.abc import Iterator

from performance.documents.plain_text import INDENT, headed, labelled, paragraph, table
from performance.queries.explanations.explained_benchmarks import BenchmarkExplained
from performance.queries.explanations.explained_figures import FigureExplained
from performance.queries.explanations.explained_parts import PartExplained, TurnExplained
from performance.queries.explanations.explanations import CapExplained, Explanation
from performance.queries.grading.indicator_figures import Origin
from performance.queries.series.control_limits import Control

INFERRED = "Inferred case: not from approved figures."
PROVISIONAL = "Provisional: figures marked “Not yet approved” stand in for approved ones."
COLUMNS = (
    "Period",
    "Figure",
    "Expected",
    "Floor",
    "Stretch",
    "From expected",
    "Used for",
    "Remark",
)


def as_text(explanation: Explanation, remark: str = "") -> str:
    """The whole explanation, lines of at most 88 characters where words can be parted.

    Args:
        remark: what is to be known before anything else: that it is being regraded, that the
            stored grade differs.
    """
    return "\n".join(lines_of(explanation, remark)) + "\n"


def lines_of(said: Explanation, remark: str) -> Iterator[str]:
    subject = said.subject
    yield from paragraph(subject.wording or subject.name)
    where = f"{subject.framework}, number {subject.number}" if subject.framework else "Case"
    yield from paragraph(f"{where} ({subject.code})")
    yield from marks_of(said, remark)
    yield ""
    yield f"{outcome_of(said)}{f' in {said.period.label()}' if said.period else ''}"
    for sentence in said.sentences:
        yield from paragraph(sentence, INDENT)
    if said.is_composite:
        yield from headed("Parts", parts_of(said))
    for place, part in enumerate(said.parts, start=1):
        if said.is_composite:
            yield ""
            yield from paragraph(f"{place}. {part.name}: {outcome_of(part)}")
            for sentence in part.sentences:
                yield from paragraph(sentence, INDENT)
        yield from part_lines(part)
    yield from headed("Method", labelled((("Version", said.method), ("Digest", said.digest))))


def marks_of(said: Explanation, remark: str) -> Iterator[str]:
    """What must be known before the grade is read."""
    marks = [
        remark,
        f"{INFERRED} {said.inferred}".rstrip() if said.is_case else "",
        PROVISIONAL if said.is_provisional else "",
        *dict.fromkeys(waiver_of(part) for part in said.parts),
    ]
    for mark in filter(None, marks):
        yield ""
        yield from paragraph(f"! {mark}", hanging=INDENT)


def waiver_of(part: PartExplained) -> str:
    """Why it grades although nobody approved its benchmark in time; "" where somebody did."""
    if part.is_assumed:
        return f"Benchmark assumed. {part.benchmark.waiver}"
    return f"Benchmark approved late, by a waiver. {part.benchmark.waiver}" if part.is_late else ""


def outcome_of(said: Explanation | PartExplained) -> str:
    return "Not graded" if said.grade is None else said.grade.value


def parts_of(said: Explanation) -> Iterator[str]:
    yield from table(
        ("Part", "Grade", "Score", "Weight", "Essential"),
        [
            (
                f"{place}. {part.name}",
                outcome_of(part),
                str(part.grade.score) if part.grade else "",
                part.weight if part.is_counted else "not counted",
                "essential" if part.essential else "",
            )
            for place, part in enumerate(said.parts, start=1)
        ],
    )
    yield from labelled(
        (
            ("Mean score m", f"{said.score} of 4" if said.score else ""),
            *(("Cap", cap_in_words(cap)) for cap in said.caps),
        )
    )


def cap_in_words(cap: CapExplained) -> str:
    return f"{cap.words}: {'; '.join(cap.parts)}" if cap.parts else cap.words


def part_lines(part: PartExplained) -> Iterator[str]:
    yield from headed("What is graded", labelled(subject_rows(part)))
    yield from headed("Figures and lines", figures_of(part))
    yield from headed("Where it stands", labelled(standing_rows(part)))
    yield from headed("Control chart", labelled(chart_rows(part.control)))
    yield from headed("Benchmark", labelled(benchmark_rows(part.benchmark)))
    yield from headed("Breaks and re-basings", labelled(turn_rows(part)))


def subject_rows(part: PartExplained) -> Iterator[tuple[str, str]]:
    code = f" ({part.code})" if part.code else ""
    yield "Series", f"{part.series}{code}" if part.series else ""
    yield "Unit", part.unit
    yield "Kind", part.kind


def figures_of(part: PartExplained) -> Iterator[str]:
    yield from table(COLUMNS, [figure_row(each) for each in part.figures])
    yield from labelled(source_rows(part.figures))


def figure_row(figure: FigureExplained) -> tuple[str, ...]:
    uses = ["position"] * figure.is_compared + ["trend"] * figure.is_in_trend
    return (
        figure.label,
        figure.figure,
        figure.expected,
        figure.floor,
        figure.stretch,
        figure.deviation,
        ", ".join(uses),
        figure.remark,
    )


def source_rows(figures: tuple[FigureExplained, ...]) -> Iterator[tuple[str, str]]:
    """What brought the figures, each once."""
    for origin in dict.fromkeys(each.origin for each in figures if each.origin is not None):
        yield "Source", source_of(origin)


def source_of(origin: Origin) -> str:
    day = f"{origin.day:%-d %B %Y}"
    if origin.approved_by:
        return f"{origin.title}, approved by {origin.approved_by} on {day}"
    return f"{origin.title}, {day}{' (date assumed)' if origin.date_is_assumed else ''}"


def standing_rows(part: PartExplained) -> Iterator[tuple[str, str]]:
    yield "Band", part.band
    if part.distances:
        distances = "; ".join(f"{line.lower()} {words}" for line, words in part.distances)
        yield "Position", f"{part.zone}, by {part.compared}: {distances}"
    if part.trend is not None:
        yield "Trend", trend_of(part)
    if part.projection is not None:
        held = part.projection
        yield "Projection", f"{held.value} {held.at}: {held.zone}"
    if part.zone is not None:
        yield "Step for trend", part.step or "none"
    yield "Margin", part.marginal
    yield "One sigma", part.sigma
    yield "Path covered", part.share


def trend_of(part: PartExplained) -> str:
    held = part.trend
    if held.S is None:
        return f"{held.word}, from {counted(held.n, 'figure')}"
    return (
        f"{held.word}: S = {held.S}, and {held.S_needed} either way is clear, from "
        f"{counted(held.n, 'figure')}; slope {held.slope}"
    )


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def chart_rows(control: Control) -> Iterator[tuple[str, str]]:
    yield "Variation", control.variation_sentence
    if control.groups:
        latest = control.groups[-1].levels[-1].at
        causes = (f"It is {each.words}." for each in control.specials if each.at == latest)
        yield "Cause", " ".join(causes)
    yield "Assurance", control.assurance_sentence
    for group in control.groups:
        yield "Limits", group.words
    for note in control.notes:
        yield "Note", note


def benchmark_rows(held: BenchmarkExplained | None) -> Iterator[tuple[str, str]]:
    if held is None:
        return
    yield "Year", f"{held.year}{f', version {held.version}' if held.version else ''}"
    for line in held.lines:
        yield line.title, f"{line.words}{'; not typed, by the method' if line.is_default else ''}"
    for band in held.bands:
        counts = "" if band.grade in (None, band.label) else f"; counts as {band.grade}"
        yield band.label, f"{band.words}{counts}"
    yield "Gaps", held.gap_rule
    yield "Baseline", held.baseline
    yield "Season", held.season
    yield "No season", held.no_season
    yield "Source", held.source
    yield "Proposal", held.proposal
    late = ", after the year had begun" if held.is_late and not held.assumed else ""
    yield "Approval", f"{held.approval}{late}"
    yield "Again", held.reapproval
    yield "Waiver", held.waiver


def turn_rows(part: PartExplained) -> Iterator[tuple[str, str]]:
    for turn in part.breaks:
        yield f"Break on {turn.on:%-d %B %Y}", reason_of(turn)
    for turn in part.rebasings:
        yield f"Re-basing on {turn.on:%-d %B %Y}", reason_of(turn)


def reason_of(turn: TurnExplained) -> str:
    return turn.reason or "no reason is stated"
