"""The cast: the same people in every test."""

import gc
import os
from datetime import date
from io import StringIO

import hypothesis
import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils.timezone import localdate, now

import campaigns.rules as campaign_rules
import journal.rules as journal_rules
from common.workbook import Unreadable, child, reading, wire
from roster.http import SEEN, SINCE
from roster.words import Work
from tests import builders
from tests.ground import GROUND, make_other_unit, make_unit

TODAY = date(2026, 4, 15)
hypothesis.settings.register_profile(
    "house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("house")  # a busy machine is no fault of the program
LOADED = localdate()


def pytest_collection_modifyitems(config, items):
    """What asks for no database was proved on SQLite and need not run beside PostgreSQL again."""
    if connection.vendor == "postgresql":
        twice = [item for item in items if touches_database(item)]
        config.hook.pytest_deselected(items=[i for i in items if not touches_database(i)])
        items[:] = twice


def touches_database(item):
    """pytest-django lets no test near a database that has not asked for it."""
    asked = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return bool(asked or item.get_closest_marker("django_db"))


@pytest.fixture(autouse=True)
def day_of_the_test(request, monkeypatch):
    """A run may go past midnight: what a test file calls today is the day of each test."""
    if getattr(request.module, "TODAY", None) == LOADED != localdate():
        monkeypatch.setattr(request.module, "TODAY", localdate())


@pytest.fixture(scope="session", autouse=True)
def few_sweeps():
    """What was loaded before the first test stays; looking through it again and again is slow."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """A database as it stands after `manage.py reference`.

    On SQLite it is emptied by DELETE behind some tests, which the journal's guard would refuse.
    """
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            journal_rules.lift_guard()
        call_command("reference", stdout=StringIO())
    yield
    with django_db_blocker.unblock():
        GROUND.lift()


@pytest.fixture(scope="session", autouse=True)
def workbooks_read_here():
    """Beside PostgreSQL a workbook is read without the child with limits, proved on SQLite."""
    with pytest.MonkeyPatch.context() as patch:
        if connection.vendor == "postgresql":
            patch.setattr(reading, "_run_child", read_here)
        yield


def read_here(path, name, printed):
    with os.fdopen(os.dup(printed), "w", encoding="utf-8") as out:
        try:
            out.writelines(f"{line}\n" for line in wire.lines(child.read(path, name)))
        except Unreadable as refused:
            out.write(wire.refusal(str(refused)))


@pytest.fixture
def ground(request, django_db_setup, django_db_blocker):
    """Laid for those who stand on it, once for many tests; see tests/ground.py."""
    with django_db_blocker.unblock():
        GROUND.prepare(request.node)
    return GROUND


@pytest.fixture
def _django_db_helper(ground, _django_db_helper):
    """The ground lies around the transaction of the test, so it is made first."""


@pytest.fixture
def today():
    return TODAY


@pytest.fixture
def dictionaries(db):
    campaign_rules.install_dictionaries()


@pytest.fixture
def unit(db, ground):
    """教育局."""
    return ground.get("unit") if ground.is_laid else make_unit()


@pytest.fixture
def other_unit(db, ground):
    """卫健局."""
    return ground.get("other_unit") if ground.is_laid else make_other_unit()


@pytest.fixture
def office(db):
    return builders.make_user("office", "办公室周明", Work.OFFICE)


@pytest.fixture
def reviewer(db):
    return builders.make_user("reviewer", "审核员钱进", Work.REVIEWER)


@pytest.fixture
def inspector(db):
    return builders.make_user("inspector", "督导组赵正", Work.INSPECTOR)


@pytest.fixture
def leader(db):
    return builders.make_user("leader", "副区长李新", Work.LEADER)


@pytest.fixture
def superior(db):
    return builders.make_user("superior", "评议领导孙远", Work.SUPERIOR)


@pytest.fixture
def clerk(unit):
    return builders.make_user("clerk", "联络员吴静", Work.CLERK, unit=unit)


@pytest.fixture
def head(unit):
    return builders.make_user("head", "局长郑安", Work.HEAD, unit=unit)


@pytest.fixture
def stranger(other_unit):
    """A clerk of another unit: may see and do nothing of ours."""
    return builders.make_user("stranger", "联络员王远", Work.CLERK, unit=other_unit)


@pytest.fixture
def campaign(ground, dictionaries, unit, other_unit):
    """A running campaign that both units take part in."""
    if ground.is_laid:
        return ground.get("campaign")
    return builders.make_campaign(units=[unit, other_unit])


@pytest.fixture
def sign_in():
    """Return a client signed in as the person, who was on a page a moment ago."""

    def signed_in(person):
        client = Client()
        client.force_login(person, backend="roster.backends.OfficeBackend")
        session = client.session
        session[SINCE] = session[SEEN] = now().timestamp()
        session.save()
        return client

    return signed_in
