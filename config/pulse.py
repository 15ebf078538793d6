"""The worker's pulse: while it is fit to take up work it says so, to its file and to systemd."""

import os
import socket
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from celery import bootsteps, signals
from celery.worker import state
from django.conf import settings

from config import broker


class Pulse(bootsteps.StartStopStep):
    """Beats on the worker's own clock, so that a long job does not silence it.

    A worker that hears nothing while messages wait for it and its hands are free is no longer fit
    for work, however lively its clock.
    """

    requires = ("celery.worker.components:Timer",)
    every = 10.0
    quiet = 60.0

    def __init__(self, parent: Any, **options: Any) -> None:
        super().__init__(parent, **options)
        self.heard_at = time.monotonic()
        self.file = Path(settings.DATA_DIR) / "worker.pulse"

    def start(self, parent: Any) -> None:
        """Listen for messages and begin to beat."""
        signals.task_received.connect(self._hear, weak=False)
        self.beat(parent)
        parent.timer.call_repeatedly(self.every, self.beat, (parent,))

    def _hear(self, **told: Any) -> None:
        self.heard_at = time.monotonic()

    def beat(self, worker: Any) -> None:
        """Say that the worker is fit for work, or say nothing."""
        if self.is_fit(worker):
            self.file.touch()
            notify("WATCHDOG=1")

    def is_fit(self, worker: Any) -> bool:
        """Tell whether it hears, or has a reason not to: full hands, an empty queue, no broker."""
        silence = time.monotonic() - self.heard_at
        if silence < self.quiet:
            return True
        full = len(state.reserved_requests) >= worker.concurrency
        if full and silence < settings.CELERY_TASK_TIME_LIMIT + self.quiet:
            return True
        queue = worker.app.conf.task_default_queue
        return not broker.holds_messages(settings.REDIS_URL, queue)


def notify(sentence: str) -> None:
    """Tell systemd, where it runs us (WatchdogSec of deploy/zgt-worker.service)."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as wire:
        wire.sendto(sentence.encode(), address.replace("@", "\0", 1))
