"""A killed worker or broker loses no task; the settings under test are the product's own."""

import os
import signal
import time

import pytest
from redis import Redis

from tests.harness.processes import in_group, wait_for

pytestmark = pytest.mark.broker
NAMES = [f"task{number}" for number in range(6)]


@pytest.fixture
def busy(office):
    """Six tasks sent, two of them being worked on."""
    office.start(office.worker)
    office.send(*NAMES, seconds=1)
    wait_for(lambda: len(office.seen("begun")) >= 2, why=office.worker.log.read_text)
    return office


def all_done(office):
    return office.seen("done") == set(NAMES)


def test_tasks_of_a_killed_worker_are_done_by_the_next_one(busy):
    busy.kill(busy.worker)
    assert not all_done(busy)
    busy.start(busy.worker)
    wait_for(lambda: all_done(busy), patience=120, why=busy.worker.log.read_text)


def test_a_killed_child_of_the_worker_loses_nothing(busy):
    leader = busy.worker.process.pid
    children = [pid for pid in in_group(leader) if pid != leader]
    os.kill(max(children), signal.SIGKILL)
    wait_for(lambda: all_done(busy), patience=120, why=busy.worker.log.read_text)


def test_a_killed_broker_comes_back_with_its_tasks(office):
    # Kombu pops a message and notes it as taken in two steps: a broker killed between them loses
    # it (the next tick makes that good, see test_beat). So it is killed while both hands are full.
    office.start(office.worker)
    office.send(*NAMES, seconds=5)
    wait_for(lambda: office.in_hand() == (4, 2), why=office.worker.log.read_text)
    office.kill(office.broker)
    office.start(office.broker)
    # Kombu now and then ends a worker whose broker goes while it acknowledges: the supervisor
    # starts it again, here as in the product.
    office.tend(lambda: all_done(office), patience=120)
    assert all_done(office), office.worker.log.read_text()


def test_nothing_of_the_worker_outlives_a_kill_of_its_leader(busy):
    leader = busy.worker.process.pid
    os.kill(leader, signal.SIGKILL)
    wait_for(lambda: not in_group(leader), patience=10)


def test_f05_a_worker_whose_lines_are_cut_again_and_again_hears_the_next_task(busy):
    with Redis(unix_socket_path=str(busy.socket)) as client:
        for _ in range(20):
            client.execute_command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
            time.sleep(0.1)
    busy.send("after", seconds=0)
    wait_for(
        lambda: busy.seen("done") == {*NAMES, "after"},
        patience=120,
        why=busy.worker.log.read_text(),
    )
