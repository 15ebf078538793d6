"""The demo as an office would start it, in a folder of its own, for browsers to walk through."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.harness.processes import wait_for

ROOT = Path(__file__).resolve().parents[3]
ROWS = "db.sqlite3"
GUNICORN = ("-m", "gunicorn", "-c", "python:config.serving", "config.wsgi:application")
CODES = """
import evaluations.rules as rules
from campaigns.models import Campaign
from evaluations.models import Scheme
from roster.models import User
office = User.objects.get(username="office")
scheme = Scheme.objects.get(code="sanping_30_20_50")
campaign = Campaign.objects.order_by("pk").first()
round_ = rules.draft(campaign, name="第四次三评议（手机）", scheme=scheme, by=office)
rules.freeze(round_, by=office)
slips = rules.hand_out(round_, round_.sides.get(code="UP"), count=8, by=office)
rules.open(round_, by=office)
for slip in slips:
    print("code", slip.code)
"""


@dataclass
class Site:
    """A running demo: where it answers, where it keeps its data, codes that may still vote."""

    address: str
    folder: Path
    codes: list[str]

    def keep(self) -> None:
        """Note the state of the rows, to come back to."""
        copy_rows(self.folder / ROWS, self.folder / "kept.sqlite3")

    def put_back(self) -> None:
        """Make the rows what they were, under the running pages."""
        copy_rows(self.folder / "kept.sqlite3", self.folder / ROWS)


def copy_rows(source: Path, target: Path) -> None:
    """Copy a database that may be in use onto another that may be, too."""
    with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(target)) as there:
        here.backup(there)


def throw_away(kept: Path, folder: Path) -> Path:
    """A copy of a demo that may be spoilt."""
    return Path(shutil.copytree(kept, folder, ignore=shutil.ignore_patterns("static", "*.txt")))


def environment(folder: Path) -> dict[str, str]:
    """The surroundings of a first start: SQLite in the folder, no broker."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    ours = {"DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings"}
    return {**kept, **ours, "LOG_LEVEL": "ERROR"}


def manage(folder: Path, *words: str, typed: str = "") -> str:
    """One command of the program on this folder."""
    command = [sys.executable, "manage.py", *words]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(folder), input=typed, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def make(folder: Path, scale: str) -> list[str]:
    """Make the demo and return codes of the round that takes ballots."""
    manage(folder, "migrate", "--verbosity", "0")
    manage(folder, "reference", "--verbosity", "0")
    manage(folder, "demo", "--scale", scale)
    told = manage(folder, "shell", "--verbosity", "0", typed=CODES)
    return [line.split()[1] for line in told.splitlines() if line.startswith("code ")]


def answers(address: str) -> bool:
    """Tell whether the pages are served yet."""
    try:
        with urlopen(f"{address}/health/", timeout=2) as answer:
            return answer.status == 200
    except (URLError, OSError):
        return False


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve the folder's demo at a free port."""
    manage(folder, "collectstatic", "--noinput", "--verbosity", "0")
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    options = ("--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "4")
    with (folder / "web.txt").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, *GUNICORN, *options],
            cwd=ROOT,
            env=environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_for(lambda: answers(address), 60, "网页服务没有启动")
        yield address
    finally:
        process.terminate()
        process.wait(30)
