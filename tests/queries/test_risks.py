"""Risks: why a submission wants a closer look, and which are clean."""

from datetime import date, timedelta

import pytest

from performance import workflow
from performance.figures import Period
from performance.models import Submission
from performance.queries.checks import provisional
from performance.queries.checks.risks import Risk, RiskKind, gravity, is_clean, risks_of
from performance.queries.checks.warnings import warnings_of
from performance.queries.submissions.changed_figures import compared
from performance.states import Body, State
from tests import factories
from tests.factories import today

pytestmark = pytest.mark.django_db
JUNE = Period.month(2021, 6)


def made(code="one", *, before="", unit="percent", accumulation="level", **fields):
    """A draft of an indicator that nobody grades, with a figure of June if one is given."""
    indicator = factories.indicator(code)
    series = factories.series(indicator, unit_code=unit, accumulation=accumulation)
    if before:
        factories.observation(series, JUNE, before)
    return factories.submission(indicator, **fields)


@pytest.fixture
def people():
    factories.force()
    return factories.cast()


def risks(submission, *, on=None, body=Body.FORCE):
    outcomes, warned = (
        of([submission]) for of in (provisional.provisional_outcome_of, warnings_of)
    )
    found = risks_of([submission], outcomes=outcomes, warned=warned, body=body, on=on or today())
    return found[submission.pk]


def changed_much(submissions):
    """By submission id, each figure that changed much, in words; nothing of the others."""
    return {key: each.changed for key, each in compared(submissions).items() if each.changed}


def kinds(submission, **options):
    return [risk.kind for risk in risks(submission, **options)]


def test_what_was_handed_in_in_time_and_says_nothing_new_is_clean(people):
    submitted = factories.walk(made(), people, to=State.SUBMITTED)
    assert risks(submitted) == ()
    assert is_clean(risks(submitted))


def test_a_late_one_says_how_late(people):
    late = made(due_on=today() - timedelta(days=3))
    submitted = factories.walk(late, people, to=State.SUBMITTED)
    (risk,) = risks(submitted)
    assert (risk.kind, risk.words) == (RiskKind.LATE, "Submitted 3 days after it was due")
    assert not is_clean([risk])


def answered(returned, people, *, on):
    return workflow.submit(returned, by=people.lead, on=on, version=returned.version)


def words(submission) -> list[tuple]:
    return [(risk.kind, risk.words) for risk in risks(submission)]


def test_being_sent_back_does_not_make_up_for_being_late(people):
    late = made(due_on=today() - timedelta(days=9))
    returned = factories.walk(late, people, to=State.RETURNED)
    assert words(answered(returned, people, on=today())) == [
        (RiskKind.LATE, "Submitted 9 days after it was due"),
        (RiskKind.RETURNED, ""),
    ]


def test_a_late_answer_to_a_return_is_told_as_one(people):
    returned = factories.walk(made(), people, to=State.RETURNED)
    Submission.objects.filter(pk=returned.pk).update(due_on=today() - timedelta(days=1))
    assert words(answered(returned, people, on=today())) == [
        (RiskKind.LATE, "The return was answered 1 day after that was due"),
        (RiskKind.RETURNED, ""),
    ]


@pytest.mark.parametrize("state", [State.SUBMITTED, State.CHECKED])
@pytest.mark.parametrize(("days", "found"), [(5, []), (6, [RiskKind.WAITING])])
def test_what_waits_for_long_moves_up_and_stays_clean(people, state, days, found):
    waiting = factories.walk(made(), people, to=state)
    told = risks(waiting, on=today() + timedelta(days=days))
    assert [risk.kind for risk in told] == found
    assert is_clean(told)


@pytest.mark.parametrize(
    ("before", "raw", "found"),
    [
        ("39%", "38%", [RiskKind.POOR]),
        ("71%", "70%", [RiskKind.NEEDS_IMPROVEMENT]),
        ("94%", "95%", []),
    ],
)
def test_a_provisional_grade_below_good_is_a_risk(before, raw, found):
    scene = factories.scene(raw_before={JUNE: before, Period.month(2021, 5): raw})
    submitted = factories.walk(scene.draft, scene.people, to=State.SUBMITTED, raw=raw)
    assert kinds(submitted) == found


def test_what_was_sent_back_before_stays_so(people):
    returned = factories.walk(made(), people, to=State.RETURNED)
    again = workflow.submit(returned, by=people.lead, on=today(), version=returned.version)
    (risk,) = risks(again)
    assert (risk.kind, risk.word, is_clean([risk])) == (
        RiskKind.RETURNED,
        "Sent back before",
        False,
    )


@pytest.mark.parametrize(
    ("unit", "before", "now", "words"),
    [
        ("percent", "40%", "50%", "+10 points"),
        ("percent", "40%", "49.9%", ""),
        ("percent", "40%", "29%", "−11 points"),
        ("count", "400", "500", "+100"),
        ("count", "400", "499", ""),
        ("count", "400", "300", "−100"),
        ("count", "0", "1", "+1"),
        ("count", "0", "0", ""),
        ("percent", "40%", "<90%", ""),
        ("count", "+40", "-10", "−50"),
        ("percent", "", "90%", ""),
    ],
)
def test_a_figure_that_moved_far_is_told_with_how_far(people, unit, before, now, words):
    draft = factories.fill(made(before=before, unit=unit), by=people.contributor, raw=now)
    assert changed_much([draft]) == ({draft.pk: [f"One 1: {words}"]} if words else {})


def test_a_figure_that_moved_far_wants_to_be_opened(people):
    changed = factories.walk(made(before="40%"), people, to=State.SUBMITTED, raw="60%")
    (risk,) = risks(changed)
    assert (risk.kind, risk.words, is_clean([risk])) == (
        RiskKind.CHANGED,
        "One 1: +20 points",
        False,
    )


def test_a_correction_says_so_and_wants_to_be_opened(people):
    """What stands is replaced: nobody approves that unread among many others."""
    approved = factories.walk(made(), people, to=State.APPROVED, raw="40%")
    correction = workflow.correct(
        approved.indicator, approved.period, by=people.lead, on=today(), reason="A recount."
    )
    correction = factories.walk(correction, people, to=State.SUBMITTED, raw="41%")
    (risk,) = risks(correction)
    assert (risk.kind, risk.word, risk.words, is_clean([risk])) == (
        RiskKind.CORRECTION,
        "Correction",
        "Of figures that were approved",
        False,
    )


def test_a_correction_is_compared_with_the_figure_that_stands(people):
    approved = factories.walk(made(before="10%"), people, to=State.APPROVED, raw="40%")
    correction = workflow.correct(
        approved.indicator, approved.period, by=people.lead, on=today(), reason="A recount."
    )
    correction = factories.fill(correction, by=people.lead, raw="45%")
    assert changed_much([correction]) == {}
    correction = factories.fill(correction, by=people.lead, raw="55%")
    assert changed_much([correction]) == {correction.pk: ["One 1: +15 points"]}


def test_a_figure_of_other_days_is_not_compared(people):
    draft = made()
    series = draft.indicator.home_series.get()
    factories.observation(series, Period.financial_year(2020), "10%")
    draft = factories.fill(draft, by=people.contributor, raw="90%")
    assert changed_much([draft]) == {}


JUNE_20 = Period.on(date(2021, 6, 20))
JULY_20 = Period.on(date(2021, 7, 20))


@pytest.mark.parametrize("accumulation", ["stock", "level"])
@pytest.mark.parametrize("day", [JUNE_20, JULY_20, Period.on(factories.JULY.end)])
def test_a_figure_as_at_a_date_is_compared_with_that_of_a_month(people, accumulation, day):
    """A date belongs to the period that contains it."""
    draft = made(unit="count", accumulation=accumulation)
    factories.observation(draft.indicator.home_series.get(), day, "16")
    draft = factories.fill(draft, by=people.contributor, raw="6")
    assert changed_much([draft]) == {draft.pk: ["One 1: −10"]}


def test_the_latest_figure_that_compares_is_taken_before_a_later_one_that_does_not(people):
    draft = made(before="10%")
    series = draft.indicator.home_series.get()
    factories.observation(series, Period.range(date(2021, 5, 1), JUNE.end), "90%")
    draft = factories.fill(draft, by=people.contributor, raw="90%")
    assert changed_much([draft]) == {draft.pk: ["One 1: +80 points"]}


@pytest.mark.parametrize(
    ("accumulation", "period", "before", "now", "said"),
    [
        ("flow", Period.financial_year(2020), "900", "80", "900, 2020/21"),
        ("flow", JUNE_20, "900", "80", "900, 20 June 2021"),
        ("level", Period.rolling(12, 2021, 6), "900", "80", "900, 12 months to June 2021"),
        ("level", JUNE, "<90", "80", "<90, June 2021"),
        ("level", JUNE, "90", "<80", "90, June 2021"),
        ("level", JUNE, "+90", "80", "+90, June 2021"),
        ("level", JUNE, "<90", "<90", ""),
        ("level", JUNE, "+90", "+80", ""),
        ("level", JUNE, "90", "90", ""),
        ("level", Period.month(2019, 6), "90", "80", ""),
    ],
)
def test_a_figure_that_cannot_be_compared_wants_to_be_opened(
    people, accumulation, period, before, now, said
):
    draft = made(unit="count", accumulation=accumulation)
    factories.observation(draft.indicator.home_series.get(), period, before)
    draft = factories.fill(draft, by=people.contributor, raw=now)
    found = [each for each in risks(draft) if each.kind != RiskKind.WARNED]
    if not said:
        assert found == []
        return
    (risk,) = found
    assert (risk.kind, risk.word, risk.words, is_clean([risk])) == (
        RiskKind.INCOMPARABLE,
        "Not comparable",
        f"One 1: not comparable with {said}",
        False,
    )


def test_the_first_figure_of_its_series_has_none_to_compare_it_with(people):
    assert risks(factories.walk(made(), people, to=State.SUBMITTED)) == ()


def test_the_gravest_risk_decides_and_then_the_next(people):
    late = factories.walk(made(due_on=today() - timedelta(days=1)), people, to=State.SUBMITTED)
    (risk,) = risks(late)
    changed = factories.walk(made("two", before="10%"), people, to=State.SUBMITTED)
    (lesser,) = risks(changed)
    found = sorted([[], [lesser], [risk], [risk, lesser], [lesser, risk]], key=gravity)
    assert found == [[risk, lesser], [lesser, risk], [risk], [lesser], []]


def test_a_warning_is_told_with_whether_it_is_explained(people):
    drafted = factories.fill(made(before="38%"), by=people.contributor, raw="38%")
    (risk,) = risks(drafted)
    assert (risk.kind, risk.words) == (RiskKind.WARNED, "1 warning, 1 not explained")
    (warned,) = warnings_of([drafted])[drafted.pk]
    explained = workflow.save(
        drafted,
        by=people.contributor,
        on=today(),
        version=drafted.version,
        figures={},
        commentary={},
        explanations={warned.key: "Counted twice."},
    )
    (risk,) = risks(explained)
    assert (risk.words, is_clean([risk])) == ("1 warning, all explained", False)


def test_each_kind_weighs_something_and_the_graver_never_less():
    levels = ["grave", "serious", "notable", "harmless"]
    weights = [levels.index(Risk(kind, "").level) for kind in RiskKind]
    assert weights == sorted(weights)
    assert set(weights) == set(range(len(levels)))
