"""What looks wrong in a submission, and what does not."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from performance import workflow
from performance.figures import Period
from performance.models import Submission
from performance.queries.checks.warnings import warnings, warnings_of
from performance.states import Missing, State, WarningKind
from tests import factories


def told(draft) -> list[tuple[str, str]]:
    return [(each.kind.value, each.message) for each in warnings(draft)]


def filled(scene, raw, **others):
    draft = Submission.objects.get(pk=scene.draft.pk)
    figures = {scene.series.code: raw, **others}
    return factories.fill(draft, by=scene.people.contributor, raw=figures)


def test_an_ordinary_figure_gives_no_warning(scene):
    assert told(filled(scene, "38%")) == []


def test_nothing_entered_gives_no_warning(scene):
    assert told(scene.draft) == []


def test_what_cannot_be_read_is_a_fault_and_no_warning(scene):
    assert told(filled(scene, "lots")) == []


@pytest.mark.parametrize("raw", ["140%", "(12)", "92%–104%"])
def test_a_percentage_outside_0_to_100(scene, raw):
    [(kind, message)] = told(filled(scene, raw))
    assert kind == WarningKind.PERCENTAGE
    assert message.endswith("does not lie between 0% and 100%.")


def test_a_change_in_percent_may_be_below_zero(scene):
    scene.series.unit.kind = "other"
    scene.series.unit.save()
    assert told(filled(scene, "-12%")) == []


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("6,000", "6,000 is above the highest that is expected here, 5,000."),
        ("99", "99 is below the lowest that is expected here, 100."),
        ("(12)", "-12 is below the lowest that is expected here, 100."),
        ("(1.50)", "-1.50 is below the lowest that is expected here, 100."),
    ],
)
def test_a_figure_outside_the_range_of_its_series(scene, raw, said):
    counted = factories.series(
        scene.indicator, "calls", unit_code="count", direction="monitor", lowest=100, highest=5000
    )
    [(kind, message)] = told(filled(scene, "38%", **{counted.code: raw}))
    assert (kind, message) == (WarningKind.OUT_OF_RANGE, said)


def test_the_ends_of_a_range_belong_to_it(scene):
    counted = factories.series(
        scene.indicator, "calls", unit_code="count", direction="monitor", lowest=100, highest=5000
    )
    assert told(filled(scene, "38%", **{counted.code: "5,000"})) == []


@pytest.fixture
def scene(db):
    return factories.scene()


@pytest.fixture
def calm(db):
    """A scene whose series ran calmly between 50% and 53% for two years, 50% the last."""
    month, before = Period.month(2019, 6), {}
    while month.end < factories.JULY.start:
        before[month] = ("50%", "52%", "51%", "53%")[len(before) % 4]
        month = month.next()
    return factories.scene(raw_before=before)


def test_a_change_beyond_the_control_limits_says_them_and_what_it_was_before(calm):
    [(kind, message)] = told(filled(calm, "38%"))
    assert kind == WarningKind.UNUSUAL_CHANGE
    assert message == (
        "38% lies below the control limits of 46.1% to 56.8%; it was 50% in June 2021."
    )


def test_a_figure_within_the_control_limits_gives_no_warning(calm):
    assert told(filled(calm, "52%")) == []


def test_the_figure_itself_does_not_widen_the_limits_that_it_is_held_against(calm):
    [(_, far)] = told(filled(calm, "5%"))
    [(_, near)] = told(filled(calm, "38%"))
    assert far.split("limits of")[1] == near.split("limits of")[1]


def test_too_few_figures_have_no_limits_to_lie_beyond(db):
    made = factories.scene(raw_before={Period.month(2021, 6): "90%"})
    assert told(filled(made, "3%")) == []


def test_after_a_break_the_figures_before_it_say_nothing(calm):
    calm.series.breaks.create(
        on="2021-07-01", reason="Counted anew.", known_on="2021-07-01", recorded_by=None
    )
    assert told(filled(calm, "38%")) == []


def test_figures_of_a_rolling_year_overlap_and_have_no_limits(calm):
    calm.series.rolling_months = 12
    calm.series.save()
    assert told(filled(calm, "38%")) == []


@pytest.mark.parametrize(
    ("raw", "kinds"), [("<38%", ["unusual_change"]), (">38%", []), ("<52%", [])]
)
def test_an_inequality_is_warned_of_where_it_lies_beyond_for_certain(calm, raw, kinds):
    assert [kind for kind, _ in told(filled(calm, raw))] == kinds


def test_a_part_larger_than_its_whole(scene):
    whole = factories.series(scene.indicator, "victims", unit_code="count", direction="monitor")
    part = factories.series(
        scene.indicator, "repeat", unit_code="count", direction="monitor", part_of=whole
    )
    draft = filled(scene, "38%", **{whole.code: "10", part.code: "12"})
    assert told(draft) == [
        (
            WarningKind.PART_OVER_WHOLE,
            "12 is more than the whole that it is a part of: Victims, 10.",
        )
    ]
    assert told(filled(scene, "38%", **{part.code: "10"})) == []


def test_a_whole_that_another_indicator_submits_is_taken_as_it_is_approved(scene):
    elsewhere = factories.indicator("victims")
    whole = factories.series(elsewhere, "victims-all", unit_code="count", direction="monitor")
    part = factories.series(
        scene.indicator, "repeat", unit_code="count", direction="monitor", part_of=whole
    )
    draft = filled(scene, "38%", **{part.code: "12"})
    assert told(draft) == []
    factories.observation(whole, factories.JULY, "11")
    assert [kind for kind, _ in told(draft)] == [WarningKind.PART_OVER_WHOLE]


@pytest.mark.parametrize(
    ("raw", "warned"), [("at least 12", True), ("<12", False), ("8–12", False)]
)
def test_a_part_that_is_larger_for_certain(scene, raw, warned):
    whole = factories.series(scene.indicator, "victims", unit_code="count", direction="monitor")
    part = factories.series(
        scene.indicator, "repeat", unit_code="count", direction="monitor", part_of=whole
    )
    assert bool(told(filled(scene, "38%", **{whole.code: "10", part.code: raw}))) == warned


def test_a_whole_below_a_part_that_another_indicator_submits(scene):
    whole = factories.series(scene.indicator, "victims", unit_code="count", direction="monitor")
    part = factories.series(
        factories.indicator("elsewhere"),
        "repeat",
        unit_code="count",
        direction="monitor",
        part_of=whole,
    )
    factories.observation(part, factories.JULY, "12")
    assert told(filled(scene, "38%", **{whole.code: "10"})) == [
        (WarningKind.PART_OVER_WHOLE, "10 is less than a part of it: Repeat, 12.")
    ]


def test_a_median_against_a_share_that_another_indicator_submits(scene):
    middle = factories.series(scene.indicator, "median", unit_code="clock", direction="lower")
    within = factories.series(
        factories.indicator("elsewhere"), "in-the-hour", median=middle, within=3600
    )
    factories.observation(within, factories.JULY, "41%")
    [(kind, _)] = told(filled(scene, "38%", **{middle.code: "47m46s"}))
    assert kind == WarningKind.INCONSISTENT


def shares(scene, share, median):
    """The share of calls attended within the hour, and their median time."""
    middle = factories.series(scene.indicator, "median", unit_code="clock", direction="lower")
    within = factories.series(
        scene.indicator, "in-the-hour", direction="higher", median=middle, within=3600
    )
    return told(filled(scene, "38%", **{middle.code: median, within.code: share}))


def test_a_median_within_the_hour_with_fewer_than_half_in_the_hour(scene):
    assert shares(scene, "41%", "47m46s") == [
        (
            WarningKind.INCONSISTENT,
            "41% within 1h00m00s and a median of 47m46s cannot both be right: half of all lie "
            "within the median, so at least half must lie within 1h00m00s.",
        )
    ]


def test_a_median_beyond_the_hour_with_more_than_half_in_the_hour(scene):
    [(kind, message)] = shares(scene, "71%", "75m10s")
    assert kind == WarningKind.INCONSISTENT
    assert message.endswith("so no more than half must lie within 1h00m00s.")


@pytest.mark.parametrize(("share", "median"), [("61%", "47m46s"), ("41%", "75m"), ("50%", "60m")])
def test_a_share_and_a_median_that_agree(scene, share, median):
    assert shares(scene, share, median) == []


def test_a_figure_that_repeats_last_months_exactly(scene):
    assert told(filled(scene, "40%")) == [
        (WarningKind.REPEATED, "40% is exactly what was reported for June 2021.")
    ]


@pytest.mark.parametrize("raw", ["0%", "100%"])
def test_none_again_or_all_again_is_nothing_unusual(db, raw):
    made = factories.scene(raw_before={Period.month(2021, 6): raw})
    assert told(filled(made, raw)) == []


def test_about_the_same_as_last_month_is_the_same(scene):
    assert [kind for kind, _ in told(filled(scene, "about 40%"))] == [WarningKind.REPEATED]


def test_a_figure_further_back_is_not_repeated(scene):
    assert told(filled(scene, "51%")) == []


@pytest.mark.parametrize(
    ("last", "warned"),
    [
        (Period.month(2021, 5), ["40% is exactly what was reported for May 2021."]),
        (Period.on(date(2021, 5, 1)), ["40% is exactly what was reported for 1 May 2021."]),
        (Period.month(2020, 7), ["40% is exactly what was reported for July 2020."]),
        (Period.month(2020, 6), []),
    ],
)
def test_the_last_figure_copied_is_told_though_periods_went_by_without_one(db, last, warned):
    """What is more than a year old is nobody's last time."""
    made = factories.scene(raw_before={last: "40%"})
    assert [message for _, message in told(filled(made, "40%"))] == warned


def test_a_period_for_which_no_figure_was_given_does_not_hide_what_is_copied(db):
    made = factories.scene(raw_before={Period.month(2021, 5): "40%"})
    june = factories.submission(made.indicator, factories.cycle(Period.month(2021, 6)))
    (slot,) = workflow.slots(june)
    june = workflow.save(
        june,
        by=made.people.contributor,
        on=factories.today(),
        version=june.version,
        figures={slot.key: workflow.Figure("", missing=Missing.AWAITING.value)},
        commentary={"narrative": factories.NARRATIVE},
    )
    for move, by in (
        (workflow.submit, made.people.lead),
        (workflow.check, made.people.analyst),
        (workflow.approve, made.people.reviewer),
    ):
        june = move(june, by=by, on=factories.today(), version=june.version)
    assert told(filled(made, "40%")) == [
        (WarningKind.REPEATED, "40% is exactly what was reported for May 2021.")
    ]


def test_a_change_after_a_gap_says_what_it_was_last(db):
    month, before = Period.month(2019, 6), {}
    while month.end < date(2021, 5, 1):
        before[month] = ("50%", "52%", "51%", "53%")[len(before) % 4]
        month = month.next()
    before[Period.on(date(2021, 5, 20))] = "50%"
    [(_, message)] = told(filled(factories.scene(raw_before=before), "38%"))
    assert message.endswith("; it was 50% on 20 May 2021.")


def test_what_a_correction_leaves_as_it_was_asks_nothing(scene):
    now = factories.walk(scene.draft, scene.people, to=State.APPROVED, raw="38%")
    correction = workflow.correct(
        now.indicator, now.period, by=scene.people.lead, on=factories.today(), reason="Late."
    )
    assert told(correction) == []


def test_a_correction_of_one_of_a_pair_is_held_against_the_other(scene):
    middle = factories.series(scene.indicator, "median", unit_code="clock", direction="lower")
    within = factories.series(
        scene.indicator, "in-the-hour", direction="higher", median=middle, within=3600
    )
    figures = {scene.series.code: "38%", middle.code: "75m", within.code: "41%"}
    now = factories.walk(scene.draft, scene.people, to=State.APPROVED, raw=figures)
    correction = workflow.correct(
        now.indicator, now.period, by=scene.people.lead, on=factories.today(), reason="Late."
    )
    changed = factories.fill(correction, by=scene.people.contributor, raw={middle.code: "47m46s"})
    assert [kind for kind, _ in told(changed)] == [WarningKind.INCONSISTENT]


def test_an_explanation_answers_the_warning_that_it_was_given_for(scene):
    draft = filled(scene, "40%")
    [warned] = warnings(draft)
    assert (warned.text, warned.is_explained) == ("", False)
    assert warned.key == f"repeated.{scene.series.pk}.wmp"


def test_warnings_cost_the_same_for_three_submissions_as_for_one(scene):
    drafts = [filled(scene, "140%")]
    for code in ("second", "third"):
        other = factories.indicator(code)
        made = factories.series(other, f"{code}-1")
        factories.placement(other)
        draft = factories.submission(other, scene.cycle)
        drafts.append(factories.fill(draft, by=scene.people.contributor, raw={made.code: "140%"}))

    def cost(some):
        with CaptureQueriesContext(connection) as seen:
            found = warnings_of(some)
        assert [len(found[each.pk]) for each in some] == [1] * len(some)
        return len(seen)

    assert cost(drafts[:1]) == cost(drafts)
