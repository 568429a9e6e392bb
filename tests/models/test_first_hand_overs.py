"""An upgrade tells from the audit trail what verbs write down since."""

import importlib

from django.apps import apps

from performance import workflow
from performance.models import Submission
from performance.states import State
from tests import factories
from tests.factories import LONG_AGO, today

migration = importlib.import_module("performance.migrations.0010_first_hand_overs_from_the_trail")


def told() -> list:
    rows = Submission.objects.order_by("opened_at")
    return list(rows.values_list("first_submitted_on", "first_due_on", "returns"))


def another(scene, code) -> Submission:
    indicator = factories.indicator(code)
    factories.series(indicator)
    return factories.submission(indicator, scene.cycle)


def test_it_is_told_again_from_the_trail_as_the_verbs_told_it(scene):
    people, due = scene.people, scene.cycle.due_on
    draft = factories.walk(scene.draft, people, to=State.SUBMITTED)
    workflow.withdraw(draft, by=people.lead, on=today(), version=draft.version)
    factories.walk(another(scene, "approved"), people, to=State.APPROVED)
    returned = factories.walk(another(scene, "returned"), people, to=State.RETURNED)
    answer = workflow.submit(returned, by=people.lead, on=today(), version=returned.version)
    workflow.send_back(answer, by=people.analyst, on=today(), version=answer.version, reason="No.")
    expected = [(None, None, 0), (today(), due, 0), (today(), due, 2)]
    assert told() == expected
    Submission.objects.exclude(first_submitted_on=None).update(
        first_submitted_on=LONG_AGO, first_due_on=LONG_AGO
    )
    Submission.objects.filter(returns__gt=0).update(returns=9)
    migration.fill(apps, None)
    assert told() == expected
