"""``manage.py run``: the whole service on this machine, until Ctrl-C."""

import errno
import io
import os
import signal
import socket
import time
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from performance.management.supervisor import Service, StartFailed, Supervisor, python

ROOT = Path(__file__).resolve().parents[3]
CELERY_APP = "config.celery"
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Command(BaseCommand):
    help = (
        "Prepare the database, load the papers, make the demonstration accounts, then start the "
        "web server, a worker and the scheduler, and stop them all on Ctrl-C."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--port", type=int, default=8000, help="port on 127.0.0.1 (default: 8000)"
        )

    def handle(self, *, port, **options):
        """Run until SIGINT, SIGTERM or SIGHUP, then end with nothing left behind.

        Raises:
            CommandError: the port is in use, or a process did not become ready.
        """
        began = time.monotonic()
        refuse_port_in_use(port)
        try:
            with on_signal(signal.default_int_handler):
                accounts = self.prepare()
        except KeyboardInterrupt:
            self.stdout.write("Stopped before anything was started.")
            return
        supervisor = Supervisor(
            services(port),
            out=self.stdout,
            environment={"DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"]},
            folder=ROOT,
        )
        with on_signal(supervisor.ask_to_stop):
            try:
                if supervisor.start():
                    self.welcome(port, accounts, seconds=time.monotonic() - began)
                    supervisor.keep()
            except StartFailed as failure:
                raise CommandError(str(failure)) from failure
            finally:
                supervisor.stop()
        self.stdout.write("Stopped. Everything that was entered is kept.")

    def prepare(self) -> str:
        """Bring the database up to date; return what ``demo_accounts`` prints."""
        Path(settings.CELERY_BEAT_SCHEDULE_FILENAME).parent.mkdir(parents=True, exist_ok=True)
        self.stdout.write("Preparing the database.")
        self.stdout.flush()  # into a pipe, too, before the wait that it explains
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("load_papers", stdout=self.stdout)
        accounts = io.StringIO()
        call_command("demo_accounts", stdout=accounts, no_color=True)
        # The processes open their own; one left open here would be idle for as long as they run.
        connections.close_all()
        return accounts.getvalue().strip()

    def welcome(self, port, accounts, *, seconds):
        self.stdout.write(
            f"\n{settings.BODIES['service']} is ready after {seconds:.1f} seconds.\n\n"
            f"  Look at   http://127.0.0.1:{port}/\n"
            f"  Database  {database_in_words()}\n"
            f"  Stop      Ctrl-C\n\n{accounts}\n\n"
        )
        self.stdout.flush()


def services(port: int) -> tuple[Service, ...]:
    """The processes of a whole service: web server, worker and clock."""
    celery = python("celery", "--quiet", "-A", CELERY_APP)
    lite = connections["default"].vendor == "sqlite"
    return (
        Service(
            "web",
            python(
                "gunicorn",
                settings.WSGI_APPLICATION.replace(".application", ":application"),
                "--bind", f"127.0.0.1:{port}",
                "--workers", "2",
                "--no-control-socket",
            ),
            ready_port=port,
        ),
        Service(
            "worker",
            # SQLite has one writer at a time: a second grading process would only wait for it.
            (*celery, "worker", "--concurrency", "1" if lite else "2", "--loglevel", "INFO",
             "--without-gossip", "--without-mingle", "--hostname", f"worker-{port}@%h"),
            ready_line=r"worker-\d+@\S+ ready\.",
        ),
        Service(
            "clock",
            (*celery, "beat", "--loglevel", "INFO", "--pidfile="),
            ready_line=r"beat: Starting",
        ),
    )  # fmt: skip


def refuse_port_in_use(port: int) -> None:
    """Look before anything is started: a port that cannot be had stops the command in words.

    Raises:
        CommandError: something else listens on ``port``, or it is not this user's to open.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
            probe.listen(1)
        except OverflowError as error:
            raise CommandError(f"{port} is no port: choose one from 1024 to 65535.") from error
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise CommandError(
                    f"Port {port} is in use: another program, or another copy of this service, "
                    f"answers there. Stop that one, or choose another port: make run PORT=8001"
                ) from error
            raise CommandError(
                f"Port {port} cannot be opened ({error.strerror}). "
                "Choose another one: make run PORT=8001"
            ) from error


def database_in_words() -> str:
    """Which database serves, without its password: ``SQLite, /path`` or ``PostgreSQL, name``."""
    connection = connections["default"]
    return f"{connection.display_name}, {connection.settings_dict['NAME']}"


@contextmanager
def on_signal(handler):
    """Send the signals that mean "stop" to ``handler`` for as long as the block lasts."""
    before = {number: signal.signal(number, handler) for number in STOPPING}
    try:
        yield
    finally:
        for number, previous in before.items():
            signal.signal(number, previous)
