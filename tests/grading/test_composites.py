"""Indicators of several parts: weights, essential parts, caps, and the words for them."""

from decimal import Decimal
from fractions import Fraction

import pytest

from performance.grading import Cap, Grade, Part, Reason, combine

O, G, N, P = Grade  # noqa: E741


def of(*grades, **said):
    return [Part(grade=grade, **said) for grade in grades]


WAITING = Part(reason=Reason.NO_DATA_THIS_YEAR)
MONITORED = Part(reason=Reason.MONITOR_ONLY)


@pytest.mark.parametrize(
    ("grades", "combined"),
    [
        ((O, G), O),
        ((O, G, G), G),
        ((G, N), G),
        ((G, N, N), N),
        ((N, P), N),
        ((N, P, P), P),
    ],
)
def test_the_mean_score_decides_and_reaching_a_threshold_is_enough(grades, combined):
    assert combine(of(*grades)).grade is combined


def test_weights_weigh():
    parts = [Part(grade=O, weight=Decimal("0.5")), Part(grade=P, weight=Fraction(3, 2))]
    assert combine(parts).m == Fraction(7, 4)


def test_outstanding_needs_every_graded_part_at_least_good():
    composite = combine(of(O, O, O, O, N))
    assert (composite.grade, composite.m) == (G, Fraction(18, 5))
    assert composite.caps == (Cap.OUTSTANDING_NEEDS_EVERY_PART_GOOD,)
    assert composite.sentences == (
        "5 parts: 4 Outstanding, 1 Needs Improvement. Mean score 3.6 of 4.",
        "Held at Good: Outstanding needs every graded part at least Good.",
    )


def test_an_essential_part_that_is_poor_holds_the_whole_and_is_named():
    composite = combine([*of(G, G, G), Part(grade=P, essential=True, name="Calls to 101")])
    assert (composite.grade, composite.named) == (N, (3,))
    assert composite.sentences == (
        "4 parts: 3 Good, 1 Poor. Mean score 2.5 of 4.",
        "Held at Needs Improvement: Calls to 101 (Poor) is essential.",
    )


def test_both_caps_are_listed_in_the_order_applied():
    waiting = Part(reason=Reason.TOO_EARLY, essential=True, name="Live chat")
    poor = Part(grade=P, essential=True, name="Calls to 101", weight=Decimal("0.1"))
    composite = combine([*of(O, O, O), waiting, poor])
    assert composite.caps == tuple(Cap)
    assert composite.sentences == (
        "5 parts: 3 Outstanding, 1 Poor, 1 not graded. Mean score 3.9 of 4.",
        "Held at Good: Outstanding needs every graded part at least Good.",
        "Held at Needs Improvement: Live chat (not graded) and Calls to 101 (Poor) are essential.",
    )


def test_a_cap_that_changes_nothing_is_not_listed():
    composite = combine([*of(N, N), Part(grade=P, essential=True)])
    assert (composite.grade, composite.caps, composite.named) == (N, (), ())


def test_an_essential_part_that_is_good_holds_nothing():
    assert combine([*of(O), Part(grade=G, essential=True)]).grade is O


def test_an_essential_part_that_is_only_monitored_holds_nothing():
    monitored = Part(reason=Reason.MONITOR_ONLY, essential=True)
    assert combine([*of(O, O), monitored]).grade is O


def test_sixty_percent_of_the_weight_is_enough():
    assert combine([*of(G, G, G), WAITING, WAITING]).grade is G


def test_less_than_sixty_percent_of_the_weight_is_too_few():
    composite = combine([*of(G, G, G, weight=Decimal("0.999")), WAITING, WAITING])
    assert (composite.grade, composite.reason, composite.m) == (
        None,
        Reason.TOO_FEW_PARTS_GRADED,
        None,
    )
    assert composite.sentences == (
        "Not graded: parts with a grade carry 59% of the weight, and 60% is needed.",
    )


def test_the_weight_of_the_graded_parts_is_told_in_whole_percents():
    halves = [Part(grade=G), Part(reason="no_benchmark")]
    assert combine(halves).sentences == (
        "Not graded: parts with a grade carry 50% of the weight, and 60% is needed.",
    )


def test_no_graded_part_at_all_is_too_few():
    assert combine([WAITING, WAITING]).sentences == ("Not graded: none of its parts has a grade.",)


def test_a_monitored_part_carries_no_weight():
    composite = combine([*of(G), MONITORED, MONITORED])
    assert (composite.grade, composite.m) == (G, 3)
    assert composite.sentences == ("3 parts: 1 Good, 2 monitored. Mean score 3 of 4.",)


def test_all_parts_monitored_is_monitor_only():
    composite = combine([MONITORED, MONITORED])
    assert composite.reason is Reason.MONITOR_ONLY
    assert composite.sentences == (
        "Not graded: this is monitored only: no wanted direction is set.",
    )


@pytest.mark.parametrize("reason", [Reason.DATA_TOO_OLD, Reason.MONITOR_ONLY])
def test_an_indicator_of_one_part_takes_its_reason(reason):
    composite = combine([Part(reason=reason)])
    assert (composite.grade, composite.reason, composite.sentences) == (None, reason, ())


def test_an_indicator_of_one_part_takes_its_grade_and_leaves_the_words_to_it():
    composite = combine([Part(grade=P, essential=True)])
    assert (composite.grade, composite.m, composite.caps, composite.sentences) == (P, 1, (), ())


def test_a_mean_just_below_a_threshold_is_not_printed_as_reaching_it():
    parts = [
        Part(grade=G, weight=Decimal("0.499")),
        Part(grade=N, weight=Decimal("0.501")),
    ]
    assert combine(parts).sentences == (
        "2 parts: 1 Good, 1 Needs Improvement. Mean score 2.499 of 4.",
    )


def test_a_mean_is_printed_with_no_more_decimals_than_it_takes():
    # 2.49625: two decimals would print 2.5, three are enough.
    parts = [Part(grade=G, weight=397), Part(grade=N, weight=403)]
    assert combine(parts).sentences == (
        "2 parts: 1 Good, 1 Needs Improvement. Mean score 2.496 of 4.",
    )


def test_an_indicator_without_parts_is_refused():
    with pytest.raises(ValueError, match="at least one part"):
        combine([])


@pytest.mark.parametrize("said", [{}, {"grade": G, "reason": Reason.TOO_EARLY}])
def test_a_part_has_either_a_grade_or_a_reason(said):
    with pytest.raises(ValueError, match="Calls to 101 has both a grade and a reason for none"):
        Part(name="Calls to 101", **said)


@pytest.mark.parametrize("weight", [0, Decimal("-1")])
def test_weights_are_above_zero(weight):
    with pytest.raises(ValueError, match=f"The part weighs {weight}"):
        Part(grade=G, weight=weight)


def test_order_and_names_do_not_change_the_digest():
    named = [Part(grade=G, name="One", digest="a"), Part(grade=P, name="Two", digest="b")]
    renamed = [Part(grade=P, name="2", digest="b"), Part(grade=G, name="1", digest="a")]
    assert combine(named).digest == combine(renamed).digest


def test_how_a_weight_is_typed_does_not_change_the_digest():
    one, other = (combine([Part(grade=G, weight=Decimal(w)), WAITING]) for w in ("2", "2.0"))
    assert one.digest == other.digest


def test_monitored_figures_do_not_change_the_digest():
    one, other = (
        combine([*of(G), Part(reason=Reason.MONITOR_ONLY, digest=each, weight=weight)])
        for each, weight in (("a", 1), ("b", 2))
    )
    assert one.digest == other.digest


@pytest.mark.parametrize(
    "said",
    [
        {"grade": N},
        {"grade": None, "reason": Reason.TOO_EARLY},
        {"weight": 3},
        {"essential": True},
        {"digest": "changed figures"},
    ],
)
def test_what_the_indicator_depends_on_changes_its_digest(said):
    usual = {"grade": G, "weight": 2, "digest": "figures"}
    one, other = (combine([Part(**usual | change), *of(G)]) for change in ({}, said))
    assert one.digest != other.digest


def test_grades_may_be_given_as_their_stored_words():
    assert Part(grade="Needs Improvement").grade is N
    assert Part(reason="too_early").reason is Reason.TOO_EARLY
    assert [grade.score for grade in Grade] == [4, 3, 2, 1]
