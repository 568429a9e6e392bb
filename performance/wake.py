"""Wakes a task by its name after the commit. Never waits, never fails its caller.

The message is only a wake-up: the row that was committed is the record of work, and a periodic
sweep finds it if the message is lost. So a broker that is down or silent costs nothing but time.
"""

import logging
import threading

from celery import current_app
from django.db import transaction

log = logging.getLogger(__name__)


class _Alarm:
    """Sends one message at a time in the background; a ring during a send sends once more.

    A broker that accepts and stays silent holds the sender, not the caller, and holds one
    sender however many callers ring.
    """

    def __init__(self):
        self.lock = threading.Lock()
        self.sending: set[str] = set()
        self.again: set[str] = set()

    def ring(self, task: str) -> None:
        with self.lock:
            if task in self.sending:
                self.again.add(task)
                return
            self.sending.add(task)
        threading.Thread(target=self._send, args=(task,), name=f"wake {task}").start()

    def _send(self, task: str) -> None:
        while True:
            try:
                current_app.send_task(task, ignore_result=True, retry=False)
            except Exception as broken:
                # Whatever the broker's client raises, the sweep will find the work.
                log.warning("Could not wake %s: %s. The sweep will find the work.", task, broken)
            with self.lock:
                if task not in self.again:
                    self.sending.discard(task)
                    return
                self.again.discard(task)


_alarm = _Alarm()


def wake(task: str) -> None:
    """Ask a worker to run the task of this name once the present transaction has committed."""
    transaction.on_commit(lambda: _alarm.ring(task))
