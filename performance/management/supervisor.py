"""Keeps a few processes going together: started, ready, replaced when they die, and all stopped."""

import http.client
import os
import re
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

LOOK_EVERY = 0.1  # seconds between two looks at the processes
STEADY_AFTER = 10.0  # seconds after which a process counts as healthy again


class StartFailed(Exception):
    """A process ended, or stayed silent, before it was ready; the text says which and how."""


@dataclass(frozen=True, slots=True)
class Service:
    """One process to keep going.

    It is ready once a line of its output matches ``ready_line`` (a regular expression) or,
    where ``ready_port`` is given, once that port of 127.0.0.1 answers HTTP without an error
    of the server's (a status below 500).
    """

    name: str
    command: tuple[str, ...]
    ready_line: str = ""
    ready_port: int | None = None


@dataclass(slots=True)
class Process:
    """A service that was started: its process, and what is known of it so far."""

    service: Service
    popen: subprocess.Popen
    started: float
    reader: threading.Thread | None = None
    ready: threading.Event = field(default_factory=threading.Event)

    def is_ready(self) -> bool:
        if self.service.ready_port and not self.ready.is_set() and answers(self.service.ready_port):
            self.ready.set()
        return self.ready.is_set()

    def signal_group(self, number: int) -> None:
        """Signal the process and everything it started, itself gone or not."""
        try:
            os.killpg(self.popen.pid, number)
        except ProcessLookupError:
            return


def answers(port: int) -> bool:
    """Whether ``port`` of 127.0.0.1 answers an HTTP request with a status below 500."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


class Supervisor:
    """Starts services, each in a session of its own, and answers for all that they leave.

    A session of its own keeps the terminal's Ctrl-C from a service: Celery would end in
    failure on it. Each is asked to end by SIGTERM instead, and what is left is killed.

    Args:
        patience: seconds a service may take to become ready.
        grace: seconds a service may take to end before its whole group is killed.
        pause: seconds before a dead service is first started again; doubles up to
            ``longest_pause`` while it keeps dying.
    """

    def __init__(
        self,
        services,
        *,
        out,
        environment=None,
        folder: Path | None = None,
        patience=120.0,
        grace=10.0,
        pause=1.0,
        longest_pause=30.0,
    ):
        self.services = tuple(services)
        self.out = out
        self.environment = {**os.environ, **(environment or {}), "PYTHONUNBUFFERED": "1"}
        self.folder = folder
        self.patience, self.grace = patience, grace
        self.pause, self.longest_pause = pause, longest_pause
        self.processes: dict[str, Process] = {}
        self._due: dict[str, float] = {}  # when a dead service is started again
        self._pauses: dict[str, float] = {}
        self._asked = 0
        self._printing = threading.Lock()
        self._width = max(len(service.name) for service in self.services)

    def ask_to_stop(self, *_) -> None:
        """Fit to be a signal's handler: the first call stops in peace, a second one at once."""
        self._asked += 1

    def start(self) -> bool:
        """Start every service; return True once all are ready, False once asked to stop.

        Raises:
            StartFailed: one ended or was not ready in time. The others still run: ``stop`` them.
        """
        for service in self.services:
            self._launch(service)
        deadline = time.monotonic() + self.patience
        waiting = list(self.processes.values())
        while waiting and not self._asked:
            for process in waiting:
                if process.popen.poll() is not None:
                    process.reader.join(1)
                    raise StartFailed(
                        f"{process.service.name} ended before it was ready "
                        f"({ending(process.popen.returncode)}). Its lines above say why."
                    )
            waiting = [process for process in waiting if not process.is_ready()]
            if waiting and time.monotonic() > deadline:
                names = " and ".join(process.service.name for process in waiting)
                raise StartFailed(f"{names} not ready after {self.patience:g} seconds.")
            time.sleep(LOOK_EVERY)
        return not self._asked

    def keep(self) -> None:
        """Start again whatever dies, until asked to stop."""
        while not self._asked:
            now = time.monotonic()
            for name, process in self.processes.items():
                if name not in self._due and process.popen.poll() is not None:
                    self._plan_restart(process, now)
            for name in [name for name, due in self._due.items() if due <= now]:
                del self._due[name]
                self._launch(self.processes[name].service)
            time.sleep(LOOK_EVERY)

    def stop(self) -> None:
        """End every process and everything those started. Safe to call twice."""
        asked_before = self._asked
        for process in self.processes.values():
            if process.popen.poll() is None:
                process.popen.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + self.grace
        while any(process.popen.poll() is None for process in self.processes.values()):
            if time.monotonic() > deadline or self._asked > max(asked_before, 1):
                break
            time.sleep(LOOK_EVERY)
        for name, process in self.processes.items():
            if process.popen.poll() is None:
                self.say(name, "did not end when asked: killed")
            process.signal_group(signal.SIGKILL)
            process.popen.wait()
            process.reader.join(1)
        self.processes.clear()
        self._due.clear()

    def say(self, name: str, line: str) -> None:
        """Print one line under a service's name; a terminal that is gone is no reason to fail."""
        with self._printing:
            try:
                self.out.write(f"{name:<{self._width}} | {line}\n")
                self.out.flush()
            except (OSError, ValueError):
                return

    def _launch(self, service: Service) -> None:
        popen = subprocess.Popen(
            service.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=self.environment,
            cwd=self.folder,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        process = Process(service=service, popen=popen, started=time.monotonic())
        process.reader = threading.Thread(target=self._relay, args=(process,), daemon=True)
        self.processes[service.name] = process
        process.reader.start()
        self.say(service.name, f"started as process {popen.pid}")

    def _relay(self, process: Process) -> None:
        wanted = re.compile(process.service.ready_line) if process.service.ready_line else None
        with process.popen.stdout as lines:
            for line in lines:
                self.say(process.service.name, line.rstrip("\n"))
                if wanted and wanted.search(line):
                    process.ready.set()

    def _plan_restart(self, process: Process, now: float) -> None:
        name = process.service.name
        process.signal_group(signal.SIGKILL)
        last = self._pauses.get(name)
        steady = now - process.started > STEADY_AFTER
        pause = self.pause if last is None or steady else min(last * 2, self.longest_pause)
        self._pauses[name], self._due[name] = pause, now + pause
        self.say(
            name,
            f"ended ({ending(process.popen.returncode)}); started again in {pause:g} seconds",
        )


def ending(returncode: int) -> str:
    """How a process ended, in words: ``exit 1``, or the signal's name."""
    if returncode < 0:
        return f"by {signal.Signals(-returncode).name}"
    return f"exit {returncode}"


def python(*arguments: str) -> tuple[str, ...]:
    """A command line for this very Python, so that a folder of programs need not be found."""
    return (sys.executable, "-m", *arguments)
