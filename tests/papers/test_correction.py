"""The export is no echo: a correction shows in every row that prints the figure, and only there."""

from datetime import date, timedelta

import pytest

from performance import workflow
from performance.figures import Period
from performance.models import Indicator, Observation, Portfolio
from performance.papers import load_papers
from performance.states import Role
from tests import factories
from tests.papers.loaded import LOADED_ON, PLAN_PAPER, exported

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("papers")]

CORRECTED_ON = LOADED_ON + timedelta(days=10)
DRUG_DISPOSALS = "OoCD share of drug possession offences"


def correct(code: str, period: Period, series: str, raw: str, on: date = CORRECTED_ON) -> None:
    """Correct one figure as people do: one opens it, others enter, check and approve."""
    indicator = Indicator.objects.get(code=code)
    crime = Portfolio.objects.get(code="crime")
    lead = factories.person(Role.LEAD, portfolio=crime)
    contributor = factories.person(Role.CONTRIBUTOR, portfolio=crime)
    analyst = factories.person(Role.ANALYST)
    reviewer = factories.person(Role.REVIEWER)
    draft = workflow.correct(
        indicator, period, by=lead, on=on, reason="Counted again after an audit."
    )
    figures = {
        slot.key: workflow.Figure(raw=raw)
        for slot in workflow.slots(draft)
        if slot.series.code == series
    }
    draft = workflow.save(
        draft,
        by=contributor,
        on=on,
        version=draft.version,
        figures=figures,
        commentary={"narrative": "An audit found disposals counted twice."},
    )
    draft = workflow.submit(draft, by=lead, on=on, version=draft.version)
    draft = workflow.check(draft, by=analyst, on=on, version=draft.version)
    workflow.approve(draft, by=reviewer, on=on, version=draft.version)


def changed(before, after) -> dict[int, tuple[str, str]]:
    """Row number (from 1) to the printed text before and after, where anything differs."""
    pairs = zip(before, after, strict=True)
    return {
        number: (old["printed"], new["printed"])
        for number, (old, new) in enumerate(pairs, 1)
        if old != new
    }


def rows(as_at: date):
    return exported("plan-2021-25", as_at)


def test_a_correction_of_drug_disposals_changes_exactly_the_two_rows_that_print_them():
    before = rows(CORRECTED_ON)

    correct(
        "drug-out-of-court-disposals",
        Period.financial_year(2022),
        "drug-out-of-court-disposals-share",
        "43%",
    )

    after = rows(CORRECTED_ON)
    # Rows 153 and 325 of the paper: indicators 28 and 60, both of 2022/23.
    assert changed(before, after) == {153: ("40%", "43%"), 325: ("40%", "43%")}
    assert {after[at - 1]["indicator"] for at in (153, 325)} == {
        "Increase the use of Out of Court Disposals for low level drug offences, such as those "
        "given via the DIVERT programme",
        "Increase the use of Out of Court Disposals where offenders are eligible",
    }


def test_as_at_the_day_before_the_correction_still_40_percent_is_printed():
    before = rows(CORRECTED_ON)

    correct(
        "drug-out-of-court-disposals",
        Period.financial_year(2022),
        "drug-out-of-court-disposals-share",
        "43%",
    )

    for as_at in (PLAN_PAPER, CORRECTED_ON - timedelta(days=1)):
        assert rows(as_at) == before


def test_a_correction_of_robbery_shows_under_both_its_indicators():
    before = rows(CORRECTED_ON)

    correct(
        "neighbourhood-crime",
        Period.financial_year(2022),
        "robbery-of-personal-property",
        "7,470",
    )

    assert list(changed(before, rows(CORRECTED_ON)).values()) == [("7,464", "7,470")] * 2


def test_a_correction_of_one_positive_outcome_rate_leaves_the_others_of_like_name():
    before = rows(CORRECTED_ON)

    correct(
        "serious-youth-violence",
        Period.financial_year(2022),
        "serious-youth-violence-positive-outcomes",
        "12%",
    )

    assert list(changed(before, rows(CORRECTED_ON)).values()) == [("11%", "12%")]


def test_loading_again_does_not_undo_a_correction():
    correct(
        "drug-out-of-court-disposals",
        Period.financial_year(2022),
        "drug-out-of-court-disposals-share",
        "43%",
    )

    load_papers(on=CORRECTED_ON)

    [standing] = Observation.objects.current().filter(
        series__code="drug-out-of-court-disposals-share", period_start=date(2022, 4, 1)
    )
    assert (standing.value, standing.revision) == (43, 2)
    assert standing.replaces.value == 40
