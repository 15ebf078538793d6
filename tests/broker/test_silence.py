"""A worker that falls silent is replaced; one that is only busy, or has nobody to hear, is not."""

import os
import signal

import pytest

from config import broker
from config.supervisor import Watch
from tests.harness.processes import wait_for

pytestmark = pytest.mark.broker


@pytest.fixture
def watched(office):
    """The worker under the eye of the supervisor, with less patience than in an office."""
    pulse, answers = office.folder / "worker.pulse", lambda: broker.answers(office.socket)
    office.worker.watch = Watch(pulse, answers, patience=3, every=0.2)
    office.worker.mercy = 1
    office.start(office.worker)
    office.send("first", seconds=0)
    wait_for(lambda: "first" in office.seen("done"), why=office.worker.log.read_text)
    wait_for(lambda: office.in_hand() == (0, 0), why=office.worker.log.read_text)
    return office


def called_silent(office):
    return [sentence for sentence in office.sentences if "没有声息" in sentence]


def test_a_frozen_worker_is_replaced_and_its_tasks_are_done(watched):
    frozen = watched.worker.process.pid
    os.kill(frozen, signal.SIGSTOP)
    # The first message goes down the frozen worker's open line (see test_lost_workers).
    watched.send("lost", "later", "latest", seconds=0)
    watched.tend(lambda: {"later", "latest"} <= watched.seen("done"))
    assert {"later", "latest"} <= watched.seen("done"), watched.worker.log.read_text()
    assert watched.worker.process.pid != frozen
    assert len(called_silent(watched)) == 1


def test_a_worker_that_runs_but_no_longer_listens_is_replaced(watched):
    deaf = watched.worker.process.pid
    told = watched.python(
        "from tests.broker.office import app\n"
        "print(app.control.cancel_consumer('celery', reply=True, timeout=10, limit=1))"
    )
    assert "no longer consuming" in told
    watched.send("later", seconds=0)
    watched.tend(lambda: "later" in watched.seen("done"))
    assert "later" in watched.seen("done"), watched.worker.log.read_text()
    assert watched.worker.process.pid != deaf
    assert len(called_silent(watched)) == 1


def test_a_worker_with_full_hands_and_more_waiting_is_left_alone(watched):
    busy = watched.worker.process.pid
    watched.send("long", "longer", "next", seconds=8)
    watched.tend(lambda: {"long", "longer"} <= watched.seen("done"))
    assert watched.worker.process.pid == busy
    assert watched.sentences == []


def test_a_worker_with_nothing_to_do_is_left_alone(watched):
    watched.tend(patience=6)
    assert watched.sentences == []


def test_a_worker_whose_broker_is_away_is_left_alone(watched):
    watched.kill(watched.broker)
    watched.tend(patience=6)
    assert called_silent(watched) == []
