"""``manage.py run`` as a person meets it: it serves, it survives, and Ctrl-C leaves nothing."""

import http.client
import os
import signal
import socket
import subprocess
import sys

import pytest

from tests.installation import ROOT, SERVICES, Installation, free_port, listens, survivors

pytestmark = pytest.mark.processes


def status(port, path="/"):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    return connection.getresponse().status


def test_a_run_serves_replaces_a_dead_worker_and_leaves_nothing_after_ctrl_c(installation):
    assert status(installation.port) < 400
    assert f"Look at   {installation.url}/" in installation.output

    dead = installation.process("worker")
    os.kill(dead, signal.SIGKILL)
    installation.wait_for(r"worker-\d+@\S+ ready\.", times=2)
    assert installation.process("worker") != dead
    assert survivors([dead]) == []

    assert installation.stop() < 15
    assert installation.popen.returncode == 0
    assert survivors(installation.groups()) == []
    assert len(installation.groups()) == len(SERVICES) + 2
    assert not listens(installation.port)


def test_a_second_run_keeps_the_data_and_ends_as_well_on_term(installation):
    installation.start()
    installation.wait_until_ready(within=60)
    assert status(installation.port) < 400
    assert installation.stop(signal.SIGTERM) < 15
    assert installation.popen.returncode == 0
    assert survivors(installation.groups()) == []


def test_ctrl_c_while_the_database_is_prepared_starts_nothing(tmp_path):
    with Installation(tmp_path) as early:
        early.wait_for("Preparing the database")
        assert early.stop() < 15
        assert early.popen.returncode == 0
        assert early.groups() == [early.popen.pid]


def test_a_port_in_use_is_refused_before_anything_starts(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", free_port()))
        other.listen(1)
        port = other.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "manage.py", "run", "--port", str(port)],
            cwd=ROOT,
            env={
                **os.environ,
                "VAR_FOLDER": str(tmp_path),
                "DJANGO_SETTINGS_MODULE": "config.settings.local",
            },
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == (
        f"CommandError: Port {port} is in use: another program, or another copy of this service, "
        "answers there. Stop that one, or choose another port: make run PORT=8001\n"
    )
    assert not (tmp_path / "static").exists()
