"""Two people at the same instant, on connections of their own.

Two deciders race in processes of their own: tests/views/test_deciding_at_once.py.
"""

import threading
from datetime import timedelta

import pytest
from django.db import close_old_connections, connection

from performance import workflow
from performance.models import AuditEvent, Reopening, Submission
from performance.workflow import Figure, MovedOn, NotReady
from tests import factories
from tests.factories import today

PATIENCE = 60  # seconds, for a thread that should have been done long ago


def at_once(*deeds):
    """Do each deed in a thread of its own, from one instant; return what each gave or raised."""
    start = threading.Barrier(len(deeds))
    results = [None] * len(deeds)

    def work(place, deed):
        try:
            # The connection is made before the start, so that only the deeds are raced.
            connection.ensure_connection()
            start.wait(PATIENCE)
            results[place] = deed()
        except Exception as raised:
            results[place] = raised
        finally:
            connection.close()

    threads = [
        threading.Thread(target=work, args=(place, deed)) for place, deed in enumerate(deeds)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    close_old_connections()
    return results


@pytest.fixture
def committed_scene(transactional_db):
    return factories.scene()


@pytest.mark.postgres
def test_of_two_corrections_opened_at_the_same_instant_one_is_open(committed_scene):
    scene = committed_scene
    period = scene.series.observations.first().period

    def correct(by):
        return lambda: workflow.correct(
            scene.indicator, period, by=by, on=today(), reason="Recount."
        )

    results = at_once(correct(scene.people.lead), correct(scene.people.analyst))
    refused = [each for each in results if isinstance(each, NotReady)]
    opened = [each for each in results if isinstance(each, Submission)]
    assert (len(refused), len(opened)) == (1, 1)
    assert str(refused[0]).endswith("is already open: work on that submission instead.")
    assert opened[0].entries.count() == 1


@pytest.mark.postgres
def test_of_two_saves_at_the_same_instant_one_is_kept(committed_scene):
    scene = committed_scene
    key = workflow.slots(scene.draft)[0].key

    def save(by, raw):
        return lambda: workflow.save(
            scene.draft,
            by=by,
            on=today(),
            version=1,
            figures={key: Figure(raw)},
            commentary={},
        )

    results = at_once(save(scene.people.contributor, "38%"), save(scene.people.lead, "39%"))
    kept = scene.draft.entries.get()
    (refusal,) = [each for each in results if isinstance(each, MovedOn)]
    assert f"before you could save, {kept.edited_by} saved" in str(refusal)


def test_four_people_saving_at_once_never_find_the_database_locked(committed_scene):
    """SQLite lets one write at a time: the others must wait, not fail."""
    scene, saves = committed_scene, 25
    drafts = [scene.draft]
    for number in range(3):
        indicator = factories.indicator(f"other-{number}")
        factories.series(indicator)
        drafts.append(factories.submission(indicator, scene.cycle))

    def save_often(draft):
        def deed():
            now = draft
            for number in range(saves):
                now = workflow.save(
                    now,
                    by=scene.people.contributor,
                    on=today(),
                    version=now.version,
                    figures=factories.figures(now, f"{number}%"),
                    commentary={"narrative": f"Version {number}."},
                )
            return now.version

        return deed

    assert at_once(*(save_often(draft) for draft in drafts)) == [saves + 1] * 4
    assert AuditEvent.objects.filter(action="saved").count() == 4 * saves


@pytest.mark.postgres
def test_of_two_who_ask_for_a_reopening_at_the_same_instant_one_does(committed_scene):
    scene, on = committed_scene, committed_scene.cycle.closes_on
    people = (scene.people.analyst, scene.people.second_analyst)
    terms = {"on": on, "reason": "A late return.", "expires_on": on + timedelta(days=5)}
    results = at_once(
        *(
            lambda by=by: workflow.ask_reopening(scene.cycle, scene.indicator, by=by, **terms)
            for by in people
        )
    )
    assert sorted(type(each).__name__ for each in results) == ["NotReady", "Reopening"]
    assert Reopening.objects.count() == 1
