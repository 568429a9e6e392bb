"""The main job on the real papers: July's figure of 101 calls, from the draft to its grade."""

from datetime import date, timedelta

import pytest

from performance import workflow
from performance.models import Framework, Portfolio, Submission
from performance.queries.scorecards.scorecards import scorecard
from performance.regrading import regrade_waiting
from performance.states import Role
from tests import factories
from tests.papers.loaded import LOADED_ON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("papers")]

ENTERED_ON = LOADED_ON + timedelta(days=3)
CALLS = "calls-101-within-3-minutes"


def line(as_at: date):
    """The force framework's line of non-emergency demand."""
    return scorecard(Framework.objects.get(code="force-2021"), as_at=as_at).lines[6]


def test_a_july_figure_of_38_percent_shows_as_poor_with_its_sentence():
    regrade_waiting()
    contact = Portfolio.objects.get(code="contact")
    lead = factories.person(Role.LEAD, portfolio=contact)
    contributor = factories.person(Role.CONTRIBUTOR, portfolio=contact)
    draft = Submission.objects.get(indicator__code="non-emergency-demand")
    asked = {slot.series.code: slot.key for slot in workflow.slots(draft)}
    on = ENTERED_ON

    draft = workflow.save(
        draft,
        by=contributor,
        on=on,
        version=draft.version,
        figures={asked[CALLS]: workflow.Figure(raw="38%")},
        commentary={"narrative": "Demand stayed high; call takers moved to 999."},
    )
    draft = workflow.submit(draft, by=lead, on=on, version=draft.version)
    draft = workflow.check(draft, by=factories.person(Role.ANALYST), on=on, version=draft.version)
    workflow.approve(draft, by=factories.person(Role.REVIEWER), on=on, version=draft.version)
    waiting = line(on).grade
    regrade_waiting()

    assert waiting.regrading_since is not None
    assert line(on - timedelta(days=1)).grade.period_label == "June 2021"
    shown = line(on).grade
    assert (shown.grade, shown.period_label, shown.assumed) == ("Poor", "July 2021", True)
    assert shown.sentence == (
        "38% in July 2021; the middle of the last 3 is 40%. The path expected 90% "
        "(50 points behind); the floor is 66%."
    )
