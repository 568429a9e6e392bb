"""A double click on a remark: two processes take the same words at the same instant."""

import pytest

from performance import workflow
from performance.models import AuditEvent, Remark
from performance.states import Audience, State
from tests import factories
from tests.factories import today
from tests.workflow.test_races import at_once


@pytest.fixture
def committed_scene(transactional_db):
    return factories.scene()


@pytest.mark.postgres
@pytest.mark.parametrize("audience", Audience)
def test_the_same_words_at_the_same_instant_are_one_remark(committed_scene, audience):
    scene = committed_scene
    submitted = factories.walk(scene.draft, scene.people, to=State.SUBMITTED)

    def say():
        return workflow.remark(
            submitted, by=scene.people.lead, on=today(), audience=audience, text="Look again."
        )

    said = at_once(*[say] * 4)
    remark = Remark.objects.get()
    assert said == [remark] * 4
    assert AuditEvent.objects.filter(subject="remark").count() == 1
