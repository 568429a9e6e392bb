"""The pipeline with its real processes: a killed worker loses nothing."""

import os
import re
import signal
import time

import pytest

from tests.installation import alive

pytestmark = pytest.mark.processes

# Turns monitored statistics into wanted ones behind the grades' backs, so that every stored
# grade of theirs is wrong until its request is answered; prints how many requests that left.
QUEUE = """
from performance.models import Observation, RegradeRequest, Series
from performance.queries.grading.gradings import graded_period
from performance.workflow.requests import request_regrades
series = Series.objects.filter(parts__indicator__placements__framework__kind="open_data",
                               direction="{before}").distinct()
figures = Observation.objects.current().filter(series__in=series).select_related("series")
changes = [(each.series, each.period) for each in figures]
series.update(direction="{after}")
asked = 0
while asked < 200:
    asked += request_regrades(changes, because="the wanted direction changed")
print("asked", asked)
"""
# Counted by who kills it: a new worker is up before another command has begun.
KILL = """
import os, signal
from performance.models import RegradeRequest
os.killpg({group}, signal.SIGKILL)
print("waiting", RegradeRequest.objects.count())
"""
WAITING = "from performance.models import RegradeRequest as R; print('waiting', R.objects.count())"


def told(installation, script, word):
    """What a script in the installation's own shell prints after ``word``, as a number."""
    printed = installation.manage("shell", "--no-imports", "-c", script)
    return int(re.search(rf"{word} (\d+)", printed).group(1))


def wait_until_idle(installation, *, within):
    """Seconds until no request waits.

    Raises:
        AssertionError: some still wait after so many seconds; with the service's output.
    """
    began = time.monotonic()
    while waiting := told(installation, WAITING, "waiting"):
        assert time.monotonic() - began < within, f"{waiting} wait:\n{installation.output}"
    return time.monotonic() - began


def test_a_killed_worker_loses_no_request(installation):
    wait_until_idle(installation, within=120)
    starts = len(re.findall(r"worker-\d+@\S+ ready\.", installation.output))
    killed = installation.process("worker")
    # Held still, so that every request is queued before the worker dies.
    os.killpg(killed, signal.SIGSTOP)
    asked = told(installation, QUEUE.format(before="monitor", after="higher"), "asked")
    left = told(installation, KILL.format(group=killed), "waiting")
    installation.wait_for(r"worker-\d+@\S+ ready\.", times=starts + 1)
    took = wait_until_idle(installation, within=90)
    verified = installation.manage("verify_grades")
    print(f"asked {asked}, waiting after the kill {left}, idle after {took:.0f} s")
    assert (asked >= 200, left) == (True, asked)
    assert alive(killed) == []
    assert verified.startswith("Every grade of")


def test_killed_again_and_again_in_the_middle_of_its_work(installation):
    """Four kills at other moments of the work, each with the same few hundred requests."""
    directions = ("higher", "lower")
    for number in range(4):
        before, after = directions[number % 2], directions[(number + 1) % 2]
        starts = len(re.findall(r"worker-\d+@\S+ ready\.", installation.output))
        told(installation, QUEUE.format(before=before, after=after), "asked")
        time.sleep(number * 0.2)
        os.killpg(installation.process("worker"), signal.SIGKILL)
        installation.wait_for(r"worker-\d+@\S+ ready\.", times=starts + 1, within=90)
    wait_until_idle(installation, within=90)
    assert installation.manage("verify_grades").startswith("Every grade of")
