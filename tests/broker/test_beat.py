"""Beat wakes the sweeps, the worker does them; without either, one command does the same."""

import shutil

import pytest

from tests.harness.processes import wait_for

pytestmark = pytest.mark.broker

WRITE = """
import journal.rules
from roster.models import User
somebody, _ = User.objects.get_or_create(username="somebody", name="某人")
journal.rules.write(somebody, "登记", by=None)
"""
LOOSE = "from journal.models import Entry; print(Entry.objects.filter(seq=None).count())"
ALL = "from journal.models import Entry; print(Entry.objects.count())"


@pytest.fixture
def writing(office):
    """A database in which something has been done and not yet chained."""
    office.manage("migrate", "--verbosity", "0")
    office.python(WRITE)
    assert int(office.python(LOOSE)) > 0
    return office


def test_a_tick_of_beat_is_carried_out_by_the_worker(writing):
    writing.start(writing.worker)
    writing.start(writing.beat)
    wait_for(lambda: int(writing.python(LOOSE)) == 0, 40, "定时器没有唤醒后台任务")


def test_beat_after_a_kill_goes_on(writing):
    writing.start(writing.worker)
    writing.start(writing.beat)
    wait_for(lambda: int(writing.python(LOOSE)) == 0, 40)
    writing.kill(writing.beat)
    writing.python(WRITE)
    writing.start(writing.beat)
    wait_for(lambda: int(writing.python(LOOSE)) == 0, 40)


def test_the_sweep_command_does_the_same_without_a_broker_and_may_be_repeated(writing):
    writing.kill(writing.broker)
    writing.manage("sweep")
    assert int(writing.python(LOOSE)) == 0
    before = writing.python(ALL)
    writing.manage("sweep")
    assert writing.python(ALL) == before


def test_what_is_lost_with_the_broker_is_made_good_by_the_next_tick(writing):
    writing.start(writing.worker)
    writing.start(writing.beat)
    wait_for(lambda: int(writing.python(LOOSE)) == 0, 40)
    writing.kill(writing.broker)
    shutil.rmtree(writing.folder / "broker" / "appendonlydir")
    writing.python(WRITE)
    writing.start(writing.broker)
    wait_for(lambda: int(writing.python(LOOSE)) == 0, 60, "丢失的消息没有由下一次巡检补上")
