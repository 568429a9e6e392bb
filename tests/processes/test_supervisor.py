"""The supervisor on small real processes that misbehave."""

import io
import sys
import threading
import time

import pytest

from performance.management.supervisor import Service, StartFailed, Supervisor
from tests.installation import alive, survivors

pytestmark = pytest.mark.processes

SITS = "print('up', flush=True); import time; time.sleep(60)"
DEAF = (
    "import signal, subprocess, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
    "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); "
    "print('up', flush=True); time.sleep(60)"
)


def service(name, program):
    return Service(name, (sys.executable, "-c", program), ready_line="^up$")


def supervise(*services, **options):
    return Supervisor(services, out=io.StringIO(), patience=20, **options)


def wait_until(true, within=20):
    deadline = time.monotonic() + within
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_process_deaf_to_term_is_killed_with_all_it_started():
    supervisor = supervise(service("deaf", DEAF), service("sits", SITS), grace=0.5)
    assert supervisor.start()
    groups = [process.popen.pid for process in supervisor.processes.values()]
    assert [len(alive(group)) for group in groups] == [2, 1]
    supervisor.stop()
    assert survivors(groups) == []
    assert "deaf | did not end when asked: killed\n" in supervisor.out.getvalue()


def test_what_keeps_dying_is_started_again_after_ever_longer_pauses():
    supervisor = supervise(
        service("frail", "print('up', flush=True); import time; time.sleep(0.4)"),
        pause=0.05,
        longest_pause=0.2,
    )
    supervisor.start()
    keeper = threading.Thread(target=supervisor.keep)
    keeper.start()
    wait_until(lambda: supervisor.out.getvalue().count("ended (exit 0)") >= 4)
    supervisor.ask_to_stop()
    keeper.join(5)
    supervisor.stop()
    pauses = [
        line.rpartition("again in ")[2]
        for line in supervisor.out.getvalue().splitlines()
        if "ended" in line
    ]
    assert pauses[:4] == ["0.05 seconds", "0.1 seconds", "0.2 seconds", "0.2 seconds"]


def test_a_process_that_ends_before_it_is_ready_fails_the_start_with_its_last_words():
    supervisor = supervise(
        service("sits", SITS), service("broken", "raise SystemExit('no such database')")
    )
    with pytest.raises(StartFailed) as failure:
        supervisor.start()
    supervisor.stop()
    assert str(failure.value) == (
        "broken ended before it was ready (exit 1). Its lines above say why."
    )
    assert "broken | no such database\n" in supervisor.out.getvalue()


def test_a_silent_process_fails_the_start_after_the_time_it_has():
    supervisor = Supervisor(
        [service("mute", "import time; time.sleep(60)")], out=io.StringIO(), patience=0.3
    )
    with pytest.raises(StartFailed) as failure:
        supervisor.start()
    group = supervisor.processes["mute"].popen.pid
    supervisor.stop()
    assert str(failure.value) == "mute not ready after 0.3 seconds."
    assert survivors([group]) == []


def test_a_second_ctrl_c_waits_no_longer():
    supervisor = supervise(service("deaf", DEAF), grace=60)
    supervisor.start()
    supervisor.ask_to_stop()
    threading.Timer(0.3, supervisor.ask_to_stop).start()
    began = time.monotonic()
    supervisor.stop()
    assert time.monotonic() - began < 10
