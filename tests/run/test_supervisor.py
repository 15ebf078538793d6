"""The supervisor with toy parts: what dies comes back, and nothing outlives it."""

import os
import signal
import sys
import time

import pytest

from config.supervisor import Part, Supervisor, Watch
from tests.harness.processes import in_group, wait_for

LONG = [sys.executable, "-c", "import time; time.sleep(60)"]
FAMILY = [
    sys.executable,
    "-c",
    "import subprocess, time; subprocess.Popen(['sleep', '60']); time.sleep(60)",
]


@pytest.fixture
def sentences():
    return []


@pytest.fixture
def make(tmp_path, sentences):
    made = []

    def build(*commands, **options):
        parts = [
            Part(f"第{number}件", command, tmp_path / f"{number}.log", **options)
            for number, command in enumerate(commands, 1)
        ]
        made.append(Supervisor(parts, os.environ, sentences.append))
        return made[-1]

    yield build
    for supervisor in made:
        for part in supervisor.parts:
            part.clear()


def tend_until(supervisor, true, patience=10):
    limit = time.monotonic() + patience
    while not true() and time.monotonic() < limit:
        for part in supervisor.parts:
            supervisor._tend(part)
        time.sleep(0.02)
    assert true()


def test_a_part_that_dies_is_started_again_and_said(make, sentences):
    supervisor = make(LONG)
    supervisor.start()
    part = supervisor.parts[0]
    first = part.process.pid
    os.kill(first, signal.SIGKILL)
    tend_until(supervisor, lambda: part.process and part.process.pid != first)
    assert "第1件意外退出" in sentences[0]


def test_a_part_that_keeps_dying_is_given_longer_pauses(make, sentences):
    supervisor = make([sys.executable, "-c", "print('没有这个表'); raise SystemExit(3)"])
    part = supervisor.parts[0]
    part.started_at = time.monotonic()
    assert [part.plan(3) for _ in range(7)] == [1, 2, 4, 8, 16, 30, 30]
    part.falls = 1
    supervisor.start()
    tend_until(supervisor, lambda: len(sentences) == 2)
    assert "没有这个表" in sentences[1]


def test_a_periodic_part_that_ends_well_is_no_accident(make, sentences):
    supervisor = make([sys.executable, "-c", "pass"], every=0.1)
    supervisor.start()
    first = supervisor.parts[0].process.pid
    tend_until(supervisor, lambda: (p := supervisor.parts[0].process) and p.pid != first)
    assert sentences == []


def test_stopping_takes_the_grandchildren_along(make):
    supervisor = make(FAMILY)
    supervisor.start()
    group = supervisor.parts[0].process.pid
    time.sleep(0.3)
    supervisor.stop()
    wait_for(lambda: not in_group(group), patience=2)


def test_a_part_that_will_not_stop_is_killed_after_its_grace(make):
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
    supervisor = make([sys.executable, "-c", deaf], grace=0.2)
    supervisor.start()
    pid = supervisor.parts[0].process.pid
    time.sleep(0.3)
    supervisor.stop()
    assert not in_group(pid)


def test_parts_stop_in_the_opposite_order(make, tmp_path):
    diary = tmp_path / "diary"
    note = (
        "import pathlib, signal, sys, time\n"
        "def end(*_):\n"
        "    with open(sys.argv[1], 'a') as file: file.write(sys.argv[2])\n"
        "    raise SystemExit\n"
        "signal.signal(signal.SIGTERM, end)\n"
        "pathlib.Path(sys.argv[1] + sys.argv[2]).touch()\n"
        "time.sleep(60)\n"
    )
    supervisor = make(*([sys.executable, "-c", note, str(diary), name] for name in "abc"))
    supervisor.start()
    limit = time.monotonic() + 10
    while len(list(tmp_path.glob("diary?"))) < 3 and time.monotonic() < limit:
        time.sleep(0.05)
    supervisor.stop()
    assert diary.read_text() == "cba"


def test_a_long_log_is_cut(make, tmp_path, monkeypatch):
    monkeypatch.setattr("config.supervisor.LOG_LIMIT", 10)
    part = make(LONG).parts[0]
    part.log.write_text("很长的日志" * 10)
    part.trim()
    assert part.log.read_text() == ""
    assert "很长的日志" in part.log.with_suffix(".old.log").read_text()


@pytest.fixture
def watch(tmp_path):
    """A part that is to touch its file, looked at without a pause."""
    return Watch(tmp_path / "pulse", lambda: True, patience=0.3, every=0, start=0)


def test_a_part_that_falls_silent_is_asked_to_end_and_started_again(make, sentences, watch):
    supervisor = make(LONG, watch=watch)
    supervisor.start()
    first = supervisor.parts[0].process.pid
    tend_until(supervisor, lambda: supervisor.parts[0].process.pid != first)
    assert sentences[0].startswith("第1件没有声息，正在重启")
    assert not in_group(first)


def test_a_silent_part_that_will_not_end_is_ended(make, sentences, watch):
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
    watch.start = 1
    supervisor = make([sys.executable, "-c", deaf], watch=watch, mercy=0.3)
    supervisor.start()
    first = supervisor.parts[0].process.pid
    tend_until(supervisor, lambda: supervisor.parts[0].process and sentences)
    tend_until(supervisor, lambda: supervisor.parts[0].process.pid != first)
    assert len(sentences) == 1
    assert not in_group(first)


def test_a_part_that_gives_its_pulse_is_left_alone(make, sentences, watch):
    beat = (
        "import pathlib, sys, time\nwhile True: pathlib.Path(sys.argv[1]).touch(); time.sleep(0.05)"
    )
    watch.start = 5
    supervisor = make([sys.executable, "-c", beat, str(watch.file)], watch=watch)
    supervisor.start()
    limit = time.monotonic() + 1
    tend_until(supervisor, lambda: time.monotonic() > limit)
    assert sentences == []


def test_a_part_is_not_called_silent_while_the_broker_is_away(make, sentences, watch):
    watch.broker_answers = lambda: False
    supervisor = make(LONG, watch=watch)
    supervisor.start()
    limit = time.monotonic() + 0.6
    tend_until(supervisor, lambda: time.monotonic() > limit)
    assert sentences == []
