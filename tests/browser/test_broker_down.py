"""The broker is killed: people work on, and the grade comes when it is back."""

import os
import shutil
import signal
import subprocess
import time

import pytest

from tests.browser import people
from tests.browser.people import sign_in
from tests.installation import Installation, free_port, listens

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.redis]


class Redis:
    """A Redis server of the test's own, without persistence: killed, it forgets everything."""

    def __init__(self, folder):
        self.folder, self.port = folder, free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self):
        options = ("--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir")
        self.popen = subprocess.Popen(
            [shutil.which("redis-server"), *options, str(self.folder)], stdout=subprocess.DEVNULL
        )
        deadline = time.monotonic() + 10
        while not listens(self.port):
            assert time.monotonic() < deadline, "redis-server did not start"
            time.sleep(0.05)

    def kill(self):
        os.kill(self.popen.pid, signal.SIGKILL)
        self.popen.wait()


@pytest.fixture(scope="module")
def broker(tmp_path_factory):
    server = Redis(tmp_path_factory.mktemp("redis"))
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="module")
def installation(broker, tmp_path_factory):
    """The whole service, on a Redis that this file may kill."""
    service = Installation(tmp_path_factory.mktemp("installation"))
    service.environment["REDIS_URL"] = broker.url
    with service:
        service.wait_until_ready()
        yield service


def timed(step, page) -> float:
    began = time.monotonic()
    step(page)
    return time.monotonic() - began


def test_people_work_on_while_the_broker_is_dead_and_no_grade_is_lost(open_page, broker):
    at_work = {name: sign_in(open_page(), name) for name in ("lead", "analyst", "reviewer")}
    broker.kill()
    took = {"enter": timed(people.enter, sign_in(open_page(), "contributor"))}
    took["submit"] = timed(people.submit, at_work["lead"])
    took["check"] = timed(people.check, at_work["analyst"])
    took["approve"] = timed(people.approve, at_work["reviewer"])
    board = sign_in(open_page(), "board-member")
    board.goto(people.SCORECARD)
    said = people.row_of(board).inner_text()
    broker.start()
    waited = people.wait_for_the_grade(board, within=150)
    print(f"without a broker, seconds: {took}; the grade came {waited:.0f} s after it was back")
    assert "regraded" in said
