"""A real broker and a real worker beside the tests, in a data folder of their own."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from config import broker
from config.supervisor import Part, Supervisor
from tests.harness.processes import wait_for

pytestmark = pytest.mark.broker
ROOT = Path(__file__).resolve().parents[2]


class Office:
    """A data folder with broker, worker and beat, each of which a test may kill."""

    def __init__(self, folder: Path, program: str) -> None:
        self.folder = folder
        self.sentences: list[str] = []
        self.socket = broker.socket_path(folder)
        self.environment = {
            **os.environ,
            "DATA_DIR": str(folder),
            "REDIS_URL": broker.url(self.socket),
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "C_FORCE_ROOT": "1",
        }
        self.environment.pop("DATABASE_URL", None)
        self.broker = Part(
            "broker",
            broker.command(program, self.socket, folder),
            folder / "broker.log",
            ready=lambda: broker.answers(self.socket),
        )
        self.worker = self._celery(
            "worker",
            "-c",
            "2",
            "-O",
            "fair",
            "--without-mingle",
            "--without-gossip",
            "--without-heartbeat",
        )
        self.beat = self._celery("beat", "-s", str(folder / "schedule"), "--pidfile=")

    def _celery(self, *arguments: str) -> Part:
        command = [sys.executable, "-m", "celery", "-A", "tests.broker.office", *arguments]
        return Part(arguments[0], [*command, "-l", "INFO"], self.folder / f"{arguments[0]}.log")

    def start(self, part: Part) -> None:
        part.start(self.environment)
        if part.ready:
            wait_for(part.ready, why="消息中间件没有启动")

    def kill(self, part: Part) -> None:
        """End a part as a power cut would: with all its children and no farewell."""
        os.killpg(part.process.pid, signal.SIGKILL)
        part.clear()

    def python(self, program: str) -> str:
        """Run lines of Python as the product would."""
        return self._run(sys.executable, "-c", f"import django; django.setup()\n{program}")

    def manage(self, *arguments: str) -> str:
        return self._run(sys.executable, "manage.py", *arguments)

    def _run(self, *command: str) -> str:
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def send(self, *names: str, seconds: float) -> None:
        lines = "\n".join(f"mark.delay({name!r}, {seconds})" for name in names)
        self.python(f"from tests.broker.office import mark\n{lines}")

    def in_hand(self) -> tuple[int, int]:
        """How many tasks lie in the queue and how many are noted as taken from it."""
        with broker.client(broker.url(self.socket)) as client:
            return client.llen("celery"), client.hlen("unacked")

    def tend(self, true: Callable[[], object] = lambda: False, patience: float = 60) -> None:
        """Let the supervisor keep the worker until something is true, or for so long."""
        supervisor = Supervisor([self.worker], self.environment, self.sentences.append)
        limit = time.monotonic() + patience
        while not true() and time.monotonic() < limit:
            supervisor._tend(self.worker)
            time.sleep(0.05)

    def seen(self, kind: str) -> set[str]:
        return {path.name.removeprefix(f"{kind}-") for path in self.folder.glob(f"{kind}-*")}

    def close(self) -> None:
        for part in (self.beat, self.worker, self.broker):
            part.clear()


@pytest.fixture
def office():
    program = broker.server()
    if program is None:
        pytest.skip("本机没有可用的消息中间件程序（valkey-server 或 redis-server）")
    folder = Path(tempfile.mkdtemp(prefix="zgt-broker-"))
    running = Office(folder, program)
    running.start(running.broker)
    yield running
    running.close()
    shutil.rmtree(folder, ignore_errors=True)
