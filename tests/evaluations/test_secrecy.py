"""Whoever holds the database file after the count finds no slip under its old id, nor a code."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

import evaluations.rules as rules
from evaluations.models import Ballot, Round
from evaluations.rules.counting import log


def bytes_of_the_database():
    name = Path(settings.DATABASES["default"]["NAME"])
    beside = [name, name.with_name(f"{name.name}-wal"), name.with_name(f"{name.name}-shm")]
    return b"".join(path.read_bytes() for path in beside if path.exists())


@pytest.mark.django_db(transaction=True)
def test_the_raw_file_keeps_no_old_id_no_code_and_no_receipt(
    opened, slips, unit, other_unit, office, inspector
):
    if connection.vendor != "sqlite":
        pytest.skip("reads the file of SQLite")
    receipts = [
        rules.cast(slip.code, marks={unit.code: {"": "满意"}, other_unit.code: {"": "不满意"}})
        for slip in slips
    ]
    old = list(Ballot.objects.values_list("pk", flat=True))
    assert old[0].encode() in bytes_of_the_database()
    rules.end(opened, by=office)
    rules.seal(opened, by=office)
    rules.seal(opened, by=inspector)
    assert rules.tally() == 1
    raw = bytes_of_the_database()
    for secret in (*old, *receipts, *(slip.code for slip in slips)):
        assert secret.encode() not in raw
        assert secret.replace("-", "").encode() not in raw


def test_one_round_that_cannot_be_counted_does_not_hold_up_the_next(
    ended, office, inspector, campaign, scheme, monkeypatch
):
    rules.seal(ended, by=office)
    rules.seal(ended, by=inspector)
    broken = rules.draft(campaign, name="坏", scheme=scheme, by=office)
    Round.objects.filter(pk=broken.pk).update(status=Round.Status.SEALED)
    broken.sides.filter(code="UP").update(code="NONE")
    monkeypatch.setattr(log, "exception", lambda *_: None)
    assert rules.tally() == 1
    broken.refresh_from_db()
    ended.refresh_from_db()
    assert (broken.status, ended.status) == (Round.Status.SEALED, Round.Status.TALLIED)
