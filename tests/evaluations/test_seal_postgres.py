"""PostgreSQL stamps every row with its transaction; after sealing that stamp must tell nothing."""

import pytest
from django.db import connection

import evaluations.rules as rules


def stamps():
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT xmin::text FROM evaluations_ballot")
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.django_db(transaction=True)
def test_sealing_puts_every_slip_under_one_transaction(
    opened, slips, unit, other_unit, office, inspector
):
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL stamps rows with their transaction")
    for slip in slips:
        rules.cast(slip.code, marks={unit.code: {"": "满意"}, other_unit.code: {"": "不满意"}})
    before = stamps()
    rules.end(opened, by=office)
    rules.seal(opened, by=office)
    rules.seal(opened, by=inspector)
    assert len(before) == len(slips)
    assert len(stamps()) == 1
    assert not before & stamps()
