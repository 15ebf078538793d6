"""The ground most tests stand on: a running campaign with two units, laid once for many tests.

It lies in a transaction around the tests' own ones, so whatever a test does to it is taken back
with the test. A test that does not stand on it never sees it: the ground is lifted before.
"""

from django.db import transaction

import campaigns.rules as campaign_rules
from campaigns.models import Campaign
from roster.models import Unit
from tests import builders

OUTSIDE = {"transactional_db", "live_server"}


class Ground:
    """Laid or lifted, and the keys of what lies on it."""

    def __init__(self):
        self._transaction, self._keys = None, {}

    @property
    def is_laid(self):
        return self._transaction is not None

    def lay(self):
        campaign_rules.install_dictionaries()
        self._transaction = transaction.atomic()
        self._transaction.__enter__()
        unit, other = make_unit(), make_other_unit()
        campaign = builders.make_campaign(units=[unit, other])
        self._keys = {"unit": unit.pk, "other_unit": other.pk, "campaign": campaign.pk}

    def lift(self):
        """Take everything back; what is not laid stays as it is."""
        if not self.is_laid:
            return
        transaction.set_rollback(True)
        self._transaction.__exit__(None, None, None)
        self._transaction = None

    def prepare(self, item):
        """Lay or lift it before the fixtures of the next test are made."""
        if not wanted_by(item):
            self.lift()
        elif not self.is_laid:
            self.lay()

    def get(self, name):
        """A fresh copy of a row of the ground, as yet untouched by any test."""
        model = Campaign if name == "campaign" else Unit
        return model.objects.get(pk=self._keys[name])


def make_unit():
    """教育局."""
    return builders.make_unit(code="U021", name="区教育局", short="教育局", order=21)


def make_other_unit():
    """卫健局."""
    return builders.make_unit(code="U038", name="区卫生健康局", short="卫健局", order=38)


def wanted_by(item):
    """Only what runs in a transaction of its own can stand inside another."""
    names, marked = set(item.fixturenames), item.get_closest_marker("django_db")
    is_committed = OUTSIDE & names or (marked and marked.kwargs.get("transaction"))
    return "campaign" in names and not is_committed


GROUND = Ground()
