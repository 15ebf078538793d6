"""Dashboards may read from a replica; everything else, and every write, goes to the primary."""

import pytest
from django.db import OperationalError
from django.test import RequestFactory

from common import replica
from roster.models import User

ROUTER = replica.Router()


@pytest.fixture
def two(settings, monkeypatch):
    monkeypatch.setitem(settings.DATABASES, "replica", {})
    monkeypatch.setattr(replica, "_resting_until", 0.0)
    monkeypatch.setattr(replica, "connections", {"replica": Closed()})


class Closed:
    def close(self):
        return None


def place(request):
    return ROUTER.db_for_read(User)


def test_a_marked_view_reads_from_the_replica(two):
    assert replica.from_replica(place)(RequestFactory().get("/")) == "replica"
    assert place(None) == "default"


def test_a_post_and_every_write_stay_with_the_primary(two):
    assert replica.from_replica(place)(RequestFactory().post("/")) == "default"
    assert ROUTER.db_for_write(User) == "default"
    assert not ROUTER.allow_migrate("replica", "roster")


def test_without_a_replica_nothing_changes(settings):
    assert "replica" not in settings.DATABASES
    assert replica.from_replica(place)(RequestFactory().get("/")) == "default"


def test_a_dead_replica_is_left_alone_for_a_while(two):
    asked = []

    def view(request):
        asked.append(place(request))
        if asked[-1] == "replica":
            raise OperationalError
        return asked[-1]

    marked = replica.from_replica(view)
    assert marked(RequestFactory().get("/")) == "default"
    assert marked(RequestFactory().get("/")) == "default"
    assert asked == ["replica", "default", "default"]
