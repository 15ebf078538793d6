"""`./run faults` on a small scale with a fixed seed, and every line of the fault matrix."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

from tests.faults import __main__ as faults
from tests.security.test_papers import existing

ROOT = Path(__file__).resolve().parents[2]
MATRIX = yaml.safe_load((ROOT / "tests/faults/matrix.yaml").read_text("utf-8"))


def test_all_twenty_seven_faults_are_exercised_or_named():
    assert sorted(MATRIX) == [f"F-{number:02}" for number in range(1, 28)]
    named = {name for name in MATRIX.values() if name.startswith("test_")}
    assert named - existing() == set()
    assert len(named) >= 24


def cut_short(self, *arguments):
    """Kill the first migration in its middle; the next one must be able to go on."""
    if arguments[0] == "manage.py":
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment, start_new_session=True
        )
        time.sleep(1)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return as_ever(self, *arguments)


as_ever = faults.Run.python


@pytest.mark.slow
def test_a_few_kills_on_sqlite_lose_nothing(monkeypatch, capsys):
    monkeypatch.setattr(faults.Run, "python", cut_short)
    assert faults.measure(operations=30, kills=3, seed=7, url="") == 0, capsys.readouterr().out
    said = capsys.readouterr().out
    assert re.search(r"达到  已答复的操作丢失或重复 0 次", said)
