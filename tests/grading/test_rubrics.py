"""Rubrics: bands of an indicator's own, and the proof that they cover its range (section 4)."""

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from performance.figures import Form, Unit
from performance.grading import (
    Band,
    Banded,
    Bandless,
    Better,
    GapRule,
    Grade,
    Reach,
    Rubric,
    band_sentence,
    banded,
    cover_of,
)

VOLUNTEERS = Unit("volunteers", Form.SUFFIXED, " volunteers")
OUTSTANDING, GOOD, NEEDS, POOR = Grade


def reach(text: str) -> Reach:
    """As written in mathematics: "(7, 8]", "[2, )" without an end."""
    low, high = (end.strip() for end in text[1:-1].split(","))
    return Reach(
        low=Decimal(low) if low else None,
        high=Decimal(high) if high else None,
        low_open=bool(low) and text[0] == "(",
        high_open=bool(high) and text[-1] == ")",
    )


def rubric(better=Better.HIGHER, over="[, ]", gap_rule=GapRule.REFUSE, mapping=(), **bands):
    return Rubric(
        bands=tuple(Band(label.replace("_", " "), reach(text)) for label, text in bands.items()),
        better=better,
        range=reach(over),
        mapping=dict(mapping),
        gap_rule=gap_rule,
    )


def cadets(**said):
    """The 2024 paper's bands for volunteers a cadet unit, as printed."""
    printed = {
        "Outstanding": "(8, ]",
        "Good": "[5, 7]",
        "Satisfactory": "[2, 4]",
        "Poor": "[, 1)",
    }
    mapping = {"Satisfactory": "Needs Improvement"}
    return rubric(**({"over": "[0, ]", "mapping": mapping} | said), **printed)


def written(reaches):
    return [str(each) for each in reaches]


def test_the_cadets_bands_leave_three_gaps():
    cover = cover_of(cadets())
    assert written(cover.gaps) == ["[1, 2)", "(4, 5)", "(7, 8]"]
    assert (cover.overlaps, cover.unmapped, cover.is_accepted) == ((), (), False)


def test_gaps_may_be_accepted_with_the_rule():
    assert cover_of(cadets(gap_rule=GapRule.WORSE)).is_accepted is True


def test_a_label_outside_the_four_needs_a_mapping():
    cover = cover_of(cadets(gap_rule=GapRule.WORSE, mapping={}))
    assert (cover.unmapped, cover.is_accepted) == (("Satisfactory",), False)


@pytest.mark.parametrize(
    ("value", "label", "grade", "is_marked"),
    [
        ("9", "Outstanding", OUTSTANDING, False),
        ("8", "Good", GOOD, True),
        ("7.001", "Good", GOOD, True),
        ("7", "Good", GOOD, False),
        ("4.5", "Satisfactory", NEEDS, True),
        ("2", "Satisfactory", NEEDS, False),
        ("1", "Poor", POOR, True),
        ("0", "Poor", POOR, False),
    ],
)
def test_a_value_in_a_gap_takes_the_worse_of_its_neighbours(value, label, grade, is_marked):
    found = banded(cadets(gap_rule=GapRule.WORSE), Decimal(value))
    assert found == Banded(label, grade, is_marked, None)


def test_without_the_rule_a_value_in_a_gap_has_no_band():
    assert banded(cadets(), Decimal(8)) == Banded(None, None, reason=Bandless.IN_GAP)


def test_where_low_values_are_good_the_worse_neighbour_lies_above():
    waits = rubric(better=Better.LOWER, gap_rule=GapRule.WORSE, Good="[, 10]", Poor="[12, ]")
    assert banded(waits, Decimal(11)) == Banded("Poor", POOR, is_marked=True)


def test_at_an_end_of_the_range_the_only_neighbour_counts():
    high = rubric(over="[0, 10]", gap_rule=GapRule.WORSE, Good="[5, 9]", Poor="[1, 5)")
    assert banded(high, Decimal(0)) == Banded("Poor", POOR, is_marked=True)
    assert banded(high, Decimal(10)) == Banded("Good", GOOD, is_marked=True)
    low = rubric(
        better=Better.LOWER, over="[0, 10]", gap_rule=GapRule.WORSE, Good="[1, 5)", Poor="[5, 9]"
    )
    assert banded(low, Decimal(0)) == Banded("Good", GOOD, is_marked=True)
    assert banded(low, Decimal(10)) == Banded("Poor", POOR, is_marked=True)


def test_a_value_outside_the_range_has_no_band():
    assert banded(cadets(), Decimal("-0.1")) == Banded(None, None, reason=Bandless.OUTSIDE_RANGE)


def test_an_overlap_is_never_accepted():
    doubled = rubric(gap_rule=GapRule.WORSE, Good="[5, ]", Poor="[, 5]")
    cover = cover_of(doubled)
    assert (written(cover.overlaps), cover.is_accepted) == (["[5]"], False)
    assert banded(doubled, Decimal(5)) == Banded(None, None, reason=Bandless.IN_OVERLAP)


def test_overlaps_of_two_and_of_three_bands_are_one_interval():
    cover = cover_of(rubric(Outstanding="[3, ]", Good="[1, 5]", Poor="[, 4)"))
    assert written(cover.overlaps) == ["[1, 5]"]


def test_a_range_is_covered_to_its_ends_and_no_further():
    bounded = rubric(over="[0, 100]", Good="[50, 100]", Poor="[0, 50)")
    assert cover_of(bounded).gaps == ()
    assert written(cover_of(rubric(over="[0, ]", Good="[50, 100]", Poor="[0, 50)")).gaps) == [
        "(100, ∞)"
    ]
    assert written(cover_of(rubric(over="[, 100]", Good="[50, 100]", Poor="[0, 50)")).gaps) == [
        "(−∞, 0)"
    ]


def test_an_overlap_outside_the_range_is_none():
    cover = cover_of(
        rubric(over="[0, 20]", Good="[0, 20]", Needs_Improvement="[, -1]", Poor="[, -3]")
    )
    assert (cover.overlaps, cover.is_accepted) == ((), True)


def test_bands_that_all_lie_outside_the_range_leave_it_one_gap():
    assert written(cover_of(rubric(over="[1, 2]", Good="[5, 6]")).gaps) == ["[1, 2]"]


def test_one_band_may_cover_everything():
    cover = cover_of(rubric(Good="[, ]"))
    assert (cover.gaps, cover.overlaps, cover.unmapped, cover.is_accepted) == ((), (), (), True)


def test_reaches_are_written_without_trailing_zeros():
    assert written([reach("[1.50, 2.0)"), reach("[3.0, 3]"), reach("[-1, ]")]) == [
        "[1.5, 2)",
        "[3]",
        "[-1, ∞)",
    ]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "A rubric without bands grades nothing: give each grade a band."),
        ({"over": "[5, 4]", "Good": "[1, 2]"}, "The range [5, 4] leaves out an end or holds"),
        ({"over": "(1, 4]", "Good": "[1, 2]"}, "The range (1, 4] leaves out an end or holds"),
        ({"over": "[1, 4)", "Good": "[1, 2]"}, "The range [1, 4) leaves out an end or holds"),
        ({"Good": "[2, 1]"}, "The band Good, [2, 1], holds nothing: give its lower end first."),
        ({"Good": "(2, 2]"}, "The band Good, (2, 2], holds nothing: give its lower end first."),
        ({"Poor": "[5, ]", "Good": "[, 5)"}, "The band Good is of worse values than Poor and"),
    ],
)
def test_a_rubric_that_says_nothing_or_the_wrong_way_round_is_refused(said, words):
    with pytest.raises(ValueError, match="^" + re.escape(words)):
        rubric(**said)


def test_two_bands_of_one_label_are_refused():
    bands = (Band("Good", reach("[5, ]")), Band("Good", reach("[, 5)")))
    with pytest.raises(ValueError, match=r"^Two bands have the same label"):
        Rubric(bands=bands, better="higher")


def test_labels_that_share_a_grade_are_not_the_wrong_way_round():
    both = rubric(mapping={"Fine": "Good"}, Fine="[5, ]", Good="[, 5)")
    assert cover_of(both).is_accepted is True


def test_a_label_that_sorts_before_its_grade_is_told_with_it():
    fair = rubric(mapping={"Fair": "Good"}, Fair="[, ]")
    assert band_sentence(fair, Decimal(3), VOLUNTEERS) == (
        "At 3 volunteers the band is Fair, which counts as Good."
    )


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("9", "At 9 volunteers the band is Outstanding."),
        ("3", "At 3 volunteers the band is Satisfactory, which counts as Needs Improvement."),
        ("8", "At 8 volunteers, between the bands, the worse one holds: Good."),
        ("-1", "Not graded: -1 volunteers is outside what the bands are for, [0, ∞)."),
    ],
)
def test_a_band_is_told_in_words(value, words):
    assert band_sentence(cadets(gap_rule=GapRule.WORSE), Decimal(value), VOLUNTEERS) == words


def test_why_there_is_no_band_is_told_in_words():
    doubled = rubric(Good="[5, ]", Poor="[, 5]")
    unmapped = cadets(mapping={})
    said = [
        band_sentence(cadets(), Decimal(8), VOLUNTEERS),
        band_sentence(doubled, Decimal(5), VOLUNTEERS),
        band_sentence(unmapped, Decimal(3), VOLUNTEERS),
    ]
    assert said == [
        "Not graded: 8 volunteers lies between the bands.",
        "Not graded: several bands hold 5 volunteers.",
        "Not graded: at 3 volunteers the band is Satisfactory, which stands for no grade.",
    ]


ENDS = st.none() | st.integers(0, 6).map(Decimal)
REACHES = st.builds(Reach, ENDS, ENDS, st.booleans(), st.booleans()).filter(
    lambda each: not each.is_empty
)


@settings(deadline=None)
@given(st.lists(REACHES, min_size=1, max_size=4), st.sampled_from(list(Better)))
def test_the_proof_agrees_with_trying_every_value(reaches, better):
    labels = [f"Band {place}" for place, _ in enumerate(reaches)]
    bands = tuple(Band(label, each) for label, each in zip(labels, reaches, strict=True))
    found = Rubric(bands=bands, better=better, range=reach("[0, 6]"))
    cover = cover_of(found)
    for quarters in range(25):
        value = Decimal(quarters) / 4
        holding = sum(each.holds(Reach(value, value)) for each in reaches)
        in_gap = sum(each.holds(Reach(value, value)) for each in cover.gaps)
        in_overlap = sum(each.holds(Reach(value, value)) for each in cover.overlaps)
        assert (in_gap, in_overlap) == (int(holding == 0), int(holding > 1))
