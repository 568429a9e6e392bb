"""Approve and return, by two people in two processes at the same instant."""

import json
import os
import subprocess
import sys
import time
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.urls import reverse

from performance.models import AuditEvent, ReturnedFigure, Submission
from performance.states import State
from tests import factories

# ``make races`` tries a thousand.
TRIALS = int(os.environ.get("TRIALS", "100"))
SOON = 0.01  # seconds, in which both have read their line


class Decider:
    """Somebody signed in, in a process of their own."""

    def __init__(self, person):
        url = urlsplit(os.environ["DATABASE_URL"])
        shared = url._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
        settings = {"DATABASE_URL": shared, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.views.decider", str(person.pk)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **settings},
        )

    def ask(self, address, typed, at):
        self.process.stdin.write(json.dumps({"address": address, "typed": typed, "at": at}) + "\n")
        self.process.stdin.flush()

    def answer(self) -> dict:
        return json.loads(self.process.stdout.readline())

    def leave(self):
        self.process.stdin.close()
        self.process.wait(30)
        self.process.stdout.close()


@pytest.fixture
def race(transactional_db):
    """The scene, and both deciders, ready."""
    scene = factories.scene()
    deciders = [Decider(scene.people.reviewer), Decider(scene.people.second_reviewer)]
    assert [each.answer() for each in deciders] == [{"ready": True}] * 2
    yield scene, *deciders
    for each in deciders:
        each.leave()


@pytest.mark.postgres
def test_of_two_deciders_in_two_processes_one_wins_and_the_other_loses_no_word(race, capsys):
    scene, approver, returner = race
    approved = 0
    for number in range(TRIALS):
        checked = checked_in(scene, number)
        why = f"Trial {number}: 38% (<50% good), please look again."
        typed = {"version": checked.version}
        instant = time.time() + SOON
        approver.ask(address("approve", checked), typed, instant)
        returner.ask(address("send-back", checked), {**typed, "reason": why}, instant)
        answers = approver.answer(), returner.answer()
        now = Submission.objects.get(pk=checked.pk)
        assert now.version == checked.version + 1
        if now.state == State.APPROVED:
            approved += 1
            told = "before you could send back, Reviewer approved this submission on "
            winner, loser, decided = answers[0], answers[1], ("Reviewer", "approved", "")
        else:
            told = "before you could approve, Second reviewer sent back this submission on "
            winner, loser = answers[1], answers[0]
            decided = ("Second reviewer", "sent back", why)
        assert (winner["status"], winner["to"]) == (302, reverse("performance:review-queue"))
        assert loser["status"] == 409
        page = unescape(loser["page"])
        assert page.count(told) == 1
        # The reason that came too late is in the field again, word for word.
        assert page.count(why) == (1 if now.state == State.APPROVED else 0)
        events = AuditEvent.objects.filter(submission=now, action__in=("approved", "sent back"))
        assert list(events.values_list("actor_name", "action", "reason")) == [decided]
        assert now.return_reason == decided[2]
        assert now.observations.count() == (now.state == State.APPROVED)
        assert not ReturnedFigure.objects.filter(entry__submission=now).exists()
    with capsys.disabled():
        said = f"{TRIALS} trials in two processes: {approved} approved, {TRIALS - approved}"
        print(f" {said} sent back, one winner each, every loser told.", end="")


def address(move: str, of: Submission) -> str:
    return reverse(f"performance:submission-{move}", args=[of.pk])


def checked_in(scene, number: int) -> Submission:
    """Of an indicator of its own: without a history no figure looks wrong."""
    raced = factories.indicator(f"raced-{number}", under=scene.portfolio)
    factories.series(raced)
    draft = factories.submission(raced, scene.cycle)
    return factories.walk(draft, scene.people, to=State.CHECKED)
