"""Sets of ids as ranges say the same as sets of ids."""

from hypothesis import given
from hypothesis import strategies as st

from performance.queries.audit.id_ranges import ranges_of, size, without

IDS = st.sets(st.integers(1, 40))


def ids_of(ranges):
    return [each for first, last in ranges for each in range(first, last + 1)]


def test_ids_that_follow_one_another_are_one_range():
    assert ranges_of([3, 4, 5, 9, 11, 12]) == [[3, 5], [9, 9], [11, 12]]


def test_what_is_taken_from_the_middle_leaves_both_ends():
    assert without([[1, 9], [20, 20]], [[4, 5], [20, 25]]) == [[1, 3], [6, 9]]


@given(IDS, IDS)
def test_ranges_are_the_same_sets(some, others):
    ranges = ranges_of(sorted(some))
    assert ids_of(ranges) == sorted(some)
    assert size(ranges) == len(some)
    left = without(ranges, ranges_of(sorted(others)))
    assert ids_of(left) == sorted(some - others)
    assert left == ranges_of(sorted(some - others))
