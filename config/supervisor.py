"""Keeps the parts of the program alive in the foreground and takes them all down with itself."""

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

PR_SET_PDEATHSIG = 1
LONGEST_PAUSE = 30.0
STEADY_AFTER = 60.0
LOG_LIMIT = 10_000_000


def tie_to(parent: int, death: signal.Signals) -> Callable[[], None]:
    """Return what a child runs first: from then on the kernel ends it together with us."""
    prctl = getattr(ctypes.CDLL(None), "prctl", None)

    def tie() -> None:
        if prctl is not None:
            prctl(PR_SET_PDEATHSIG, int(death), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return tie


@dataclass
class Watch:
    """Tells when a part that should touch its file now and then has stopped doing so."""

    file: Path
    broker_answers: Callable[[], bool]
    patience: float = 120
    every: float = 5
    start: float = 60
    mark: int = 0
    beat_at: float = 0
    look_at: float = 0

    def begin(self) -> None:
        """Give a part that has just started some time more for its first beat."""
        self.mark, self.beat_at = self._touched(), time.monotonic() + self.start

    def is_silent(self) -> bool:
        """Look every few seconds; while the broker is away there is nothing to hear."""
        now = time.monotonic()
        if now < self.look_at:
            return False
        self.look_at = now + self.every
        touched = self._touched()
        if touched != self.mark or not self.broker_answers():
            self.mark, self.beat_at = touched, now
        return now - self.beat_at > self.patience

    def _touched(self) -> int:
        return self.file.stat().st_mtime_ns if self.file.exists() else 0


@dataclass
class Part:
    """One process of the program, with its log and the story of its restarts."""

    name: str
    command: Sequence[str]
    log: Path
    ready: Callable[[], bool] | None = None
    every: float = 0
    grace: float = 10
    mercy: float = 30
    death: signal.Signals = signal.SIGKILL
    files: tuple[int, ...] = ()
    watch: Watch | None = None
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0
    due_at: float = 0
    falls: int = 0
    end_by: float = 0

    def start(self, environment: Mapping[str, str]) -> None:
        """Start it in a session of its own, so that the terminal's Ctrl-C reaches only us."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own commands, no shell
                self.command,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                pass_fds=self.files,
                start_new_session=True,
                preexec_fn=tie_to(os.getpid(), self.death),
            )
        self.started_at = time.monotonic()
        self.end_by = 0
        if self.watch:
            self.watch.begin()

    def has_fallen_silent(self) -> bool:
        """Tell it once of a running part that no longer gives its pulse."""
        running = self.process is not None and not self.end_by
        return running and self.watch is not None and self.watch.is_silent()

    def fallen(self) -> int | None:
        """Return the exit code once, when the process has ended since we last asked."""
        if self.process is None or self.process.poll() is None:
            return None
        code = self.process.returncode
        self.clear()
        return code

    def plan(self, code: int) -> float:
        """Decide when to start again; a part that keeps falling waits longer each time."""
        now = time.monotonic()
        self.falls = 0 if now - self.started_at > STEADY_AFTER else self.falls
        if self.every and code == 0:
            pause = self.every
        else:
            pause = min(2.0**self.falls, LONGEST_PAUSE)
            self.falls += 1
        self.due_at = now + pause
        return pause

    def ask_to_end(self) -> None:
        """Ask the process politely; it takes its own children along."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def clear(self) -> None:
        """Kill whatever is left of the process and its children."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def trim(self) -> None:
        """Keep the log small: beyond the limit the old lines move to one second file."""
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            shutil.copyfile(self.log, self.log.with_suffix(".old.log"))
            os.truncate(self.log, 0)

    def last_words(self) -> str:
        """Return the end of the log, to show why a part would not start."""
        with self.log.open("rb") as log:
            log.seek(max(0, self.log.stat().st_size - 600))
            return log.read().decode(errors="replace").strip()


class Supervisor:
    """Starts the parts in order, restarts what dies, stops them in the opposite order."""

    def __init__(
        self, parts: Sequence[Part], environment: Mapping[str, str], say: Callable[[str], None]
    ) -> None:
        self.parts = parts
        self.environment = environment
        self.say = say
        self.signals = 0

    def heed_signals(self) -> None:
        """Let Ctrl-C, a plain kill and a closed terminal mean the same: stop in order."""
        for wanted in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(wanted, self._count_signal)

    def _count_signal(self, number: int, frame: FrameType | None) -> None:
        self.signals += 1

    def start(self) -> None:
        """Start every part; one that others lean on is waited for."""
        for part in self.parts:
            if self.signals:
                return
            part.start(self.environment)
            self._await_ready(part)

    def _await_ready(self, part: Part, patience: float = 15) -> None:
        limit = time.monotonic() + patience
        while part.ready and not part.ready() and not self.signals and time.monotonic() < limit:
            time.sleep(0.05)

    def watch(self) -> None:
        """Restart what dies until somebody asks to stop."""
        while not self.signals:
            for part in self.parts:
                self._tend(part)
            time.sleep(0.2)

    def _tend(self, part: Part) -> None:
        part.trim()
        if part.has_fallen_silent():
            self._replace(part)
        if part.end_by and time.monotonic() > part.end_by:
            part.clear()
        if part.end_by and (part.process is None or part.fallen() is not None):
            part.start(self.environment)
        elif (code := part.fallen()) is not None:
            pause = part.plan(code)
            if not (part.every and code == 0):
                self.say(
                    f"{part.name}意外退出（代码 {code}），{pause:.0f} 秒后重启。日志：{part.log}"
                )
                if part.falls > 1:
                    self.say(part.last_words())
        elif part.process is None and time.monotonic() >= part.due_at:
            part.start(self.environment)

    def _replace(self, part: Part) -> None:
        """Ask a silent part to end what it has in hand, and end it when it does not."""
        self.say(f"{part.name}没有声息，正在重启（最多等 {part.mercy:.0f} 秒）。日志：{part.log}")
        part.end_by = time.monotonic() + part.mercy
        part.ask_to_end()

    def stop(self) -> None:
        """Stop the parts, last started first; a second signal stops them at once."""
        asked = self.signals
        for part in reversed(self.parts):
            part.ask_to_end()
            limit = time.monotonic() + part.grace
            while part.process and part.process.poll() is None and time.monotonic() < limit:
                if self.signals > asked:
                    break
                time.sleep(0.05)
            part.clear()
