"""A second installation of the service beside the developer's own, for tests of the real thing."""

import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
SERVICES = ("web", "worker", "clock")


def free_port() -> int:
    """A port of 127.0.0.1 that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def alive(group: int) -> list[int]:
    """The processes of a process group that still run; a zombie no longer does."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            state, _, its_group = (entry / "stat").read_text().rpartition(")")[2].split()[:3]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(its_group) == group and state != "Z":
            found.append(int(entry.name))
    return found


def survivors(groups, *, within: float = 3) -> list[int]:
    """The process groups of ``groups`` of which something runs on after so many seconds.

    A killed process is gone a moment after the call that killed it.
    """
    deadline = time.monotonic() + within
    while (left := [group for group in groups if alive(group)]) and time.monotonic() < deadline:
        time.sleep(0.02)
    return left


class Installation:
    """``manage.py run`` with its own port, folder and database.

    SQLite in ``folder``, or a fresh PostgreSQL database where DATABASE_URL names PostgreSQL;
    the folder as broker, or the next database of the Redis that REDIS_URL names.
    """

    def __init__(self, folder: Path):
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.lines: list[str] = []
        self.ready_after: float | None = None  # seconds from start to ready
        self.popen: subprocess.Popen | None = None
        self._database: str | None = None
        self.environment = {
            **{name: value for name, value in os.environ.items() if name != "BROKER_FOLDER"},
            "DJANGO_SETTINGS_MODULE": "config.settings.local",
            "VAR_FOLDER": str(folder),
        }
        if os.environ.get("DATABASE_URL", "").startswith("postgres"):
            self.environment["DATABASE_URL"] = self._make_database(os.environ["DATABASE_URL"])
        else:
            self.environment.pop("DATABASE_URL", None)
        if redis := os.environ.get("REDIS_URL"):
            self.environment["REDIS_URL"] = next_redis_database(redis)

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()
        self.drop()

    def start(self) -> None:
        """Start ``manage.py run``; ``wait_until_ready`` tells when it serves."""
        self.lines.clear()
        self._began = time.monotonic()
        self.popen = subprocess.Popen(
            [sys.executable, "manage.py", "run", "--port", str(self.port)],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        with self.popen.stdout as lines:
            self.lines.extend(iter(lines.readline, ""))

    @property
    def output(self) -> str:
        return "".join(self.lines)

    def wait_for(self, pattern: str, *, times: int = 1, within: float = 60) -> None:
        """Wait until the output holds ``pattern`` so many times.

        Raises:
            AssertionError: it does not within so many seconds, or the run ended before;
                with all that was printed.
        """
        deadline = time.monotonic() + within
        while len(re.findall(pattern, self.output)) < times:
            ended = self.popen.poll() is not None
            if ended:
                self._reader.join(5)
            if (ended or time.monotonic() > deadline) and (
                len(re.findall(pattern, self.output)) < times
            ):
                raise AssertionError(f"no {pattern!r} in the output:\n{self.output}")
            time.sleep(0.05)

    def wait_until_ready(self, *, within: float = 180) -> None:
        self.wait_for(r"is ready after", within=within)
        self.ready_after = time.monotonic() - self._began

    def process(self, service: str) -> int:
        """Process id (and group) of the latest start of ``web``, ``worker`` or ``clock``."""
        return int(re.findall(rf"{service} *\| started as process (\d+)", self.output)[-1])

    def groups(self) -> list[int]:
        """The process group of every start of every service so far, and of the run itself."""
        started = re.findall(r"\| started as process (\d+)", self.output)
        return [self.popen.pid, *map(int, started)]

    def stop(self, number: int = signal.SIGINT) -> float:
        """Ask the run to end as Ctrl-C does, and return the seconds it took.

        Raises:
            AssertionError: it is still there after 30 seconds; it is killed then.
        """
        if self.popen.poll() is not None:
            return 0.0
        asked = time.monotonic()
        os.kill(self.popen.pid, number)
        try:
            self.popen.wait(30)
        except subprocess.TimeoutExpired:
            for group in self.groups():
                if alive(group):
                    os.killpg(group, signal.SIGKILL)
            self.popen.wait()
            raise AssertionError(f"it did not end when asked:\n{self.output}") from None
        finally:
            self._reader.join(5)
        return time.monotonic() - asked

    def manage(self, *arguments: str) -> str:
        """Run another ``manage.py`` command on this installation; return what it prints.

        Raises:
            AssertionError: the command failed; with all that it printed.
        """
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{arguments} failed:\n{done.stdout}{done.stderr}"
        return done.stdout

    def _make_database(self, url: str) -> str:
        self._server, self._database = url, f"installation_{secrets.token_hex(6)}"
        self._on_server(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(self._database)))
        return urlunsplit(urlsplit(url)._replace(path=f"/{self._database}"))

    def drop(self) -> None:
        """Remove the PostgreSQL database that was made for this installation, if one was."""
        if self._database:
            name = sql.Identifier(self._database)
            self._on_server(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))
            self._database = None

    def _on_server(self, statement):
        with psycopg.connect(self._server, autocommit=True) as connection:
            connection.execute(statement)


def next_redis_database(url: str) -> str:
    """The database after the one that a Redis address names, so that queues stay apart.

    Redis has sixteen of them, 0 to 15.
    """
    parts = urlsplit(url)
    number = int(parts.path.strip("/") or 0)
    return urlunsplit(parts._replace(path=f"/{(number + 1) % 16}"))
