"""Sets of ids as ranges: sorted lists of [first, last], both included, none touching the next."""

from collections.abc import Iterable

Ranges = list[list[int]]


def ranges_of(ids: Iterable[int]) -> Ranges:
    """The ranges of ``ids``, which rise."""
    found: Ranges = []
    for each in ids:
        if found and each == found[-1][1] + 1:
            found[-1][1] = each
        else:
            found.append([each, each])
    return found


def without(ranges: Ranges, taken: Ranges) -> Ranges:
    """What is left of ``ranges`` when all that is in ``taken`` is gone."""
    left = []
    for first, last in ranges:
        for start, end in taken:
            if end < first or start > last:
                continue
            if start > first:
                left.append([first, start - 1])
            first = end + 1
        if first <= last:
            left.append([first, last])
    return left


def size(ranges: Ranges) -> int:
    return sum(last - first + 1 for first, last in ranges)
