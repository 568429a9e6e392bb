"""A chart in words, for those who do not see it; the table beside it has every figure."""

from collections.abc import Iterator
from itertools import groupby

from performance.charts.series import Mark, SeriesChart


def description_of(chart: SeriesChart) -> str:
    return " ".join(
        [
            *course(chart),
            *benchmark(chart),
            *(group.words for group in chart.groups),
            *special_causes(chart),
            *grade(chart),
            *(sentence("The series breaks at", each) for each in chart.breaks),
            *(sentence("Mean and limits start anew at", each) for each in chart.rebasings),
        ]
    )


def course(chart: SeriesChart) -> Iterator[str]:
    if not chart.marks:
        yield f"No figure of {chart.organisation} yet, only the benchmark's lines."
        return
    first, last = chart.marks[0], chart.marks[-1]
    if first is last:
        yield f"{chart.organisation}: {last.text} in {last.label}."
        return
    lowest = min(chart.marks, key=lambda mark: mark.value)
    highest = max(chart.marks, key=lambda mark: mark.value)
    yield (
        f"{chart.organisation}: {len(chart.marks)} figures, from {first.text} in "
        f"{first.label} to {last.text} in {last.label}; the lowest is {lowest.text} in "
        f"{lowest.label}, the highest {highest.text} in {highest.label}."
    )


def benchmark(chart: SeriesChart) -> Iterator[str]:
    if chart.paths:
        names = dict.fromkeys(path.kind for path in chart.paths)
        yield f"With the benchmark's lines: {', '.join(names)}."


def special_causes(chart: SeriesChart) -> Iterator[str]:
    """Neighbours with one cause are told together: "May 2021 to July 2021: …"."""
    found = chart.special_at
    runs = groupby(
        (mark for mark in chart.marks if mark.at in found), key=lambda mark: found[mark.at].words
    )
    said = [f"{first_to_last(list(marks))}: {words}" for words, marks in runs]
    if said:
        yield f"Special causes: {'; '.join(said)}."


def grade(chart: SeriesChart) -> Iterator[str]:
    compared = [mark for mark in chart.marks if mark.at in chart.highlighted]
    if compared:
        yield f"The grade compared {', '.join(f'{m.text} in {m.label}' for m in compared)}."


def first_to_last(marks: list[Mark]) -> str:
    if len(marks) == 1:
        return marks[0].label
    return f"{marks[0].label} to {marks[-1].label}"


def sentence(words: str, turn) -> str:
    return f"{words} {turn.label}: {turn.reason}" if turn.reason else f"{words} {turn.label}."
