"""With the database, its hidden columns, logs and journal in hand nobody joins slip and voter.

The voter is known by his code and by the moment he came; everything else is searched for them.
"""

import logging
import random
import re
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.serializers import serialize
from django.db import connection
from django.test import Client

import evaluations.rules as rules
from evaluations.models import Ballot, Invitation, Scheme
from evaluations.rules.codes import code_digest, normal
from evaluations.views import ballots as views
from journal.models import Entry

ROOT = Path(__file__).parents[2]
VOTERS = 40


@pytest.fixture
def hall(campaign, schemes, unit, other_unit, office):
    """Forty voters of whom no two vote alike; opened."""
    row = {
        "id": "percent",
        "name": "百分制",
        "option_set": "percent",
        "dimensions": [{"code": "UP", "name": "上级领导评", "weight": 100}],
    }
    rules.keep_scheme(code="percent", name="百分制", content={"schemes": [row]}, by=office)
    scheme = Scheme.objects.get(code="percent")
    round_ = rules.draft(campaign, name="评议", scheme=scheme, by=office)
    rules.freeze(round_, by=office)
    slips = rules.hand_out(round_, round_.sides.get(), count=VOTERS, by=office)
    rules.open(round_, by=office)
    return round_, [slip.code for slip in slips]


def cast_all(hall, unit, other_unit):
    """Vote one after another; return the marks in the order in which the voters came."""
    _, codes = hall
    marks = [f"{60 + at / 2:.1f}" for at in range(VOTERS)]
    random.Random(7).shuffle(marks)
    for code, mark in zip(codes, marks, strict=True):
        rules.cast(code, marks={unit.code: {"": mark}, other_unit.code: {"": "80"}})
    return marks


def counted(hall, office, inspector):
    round_, _ = hall
    rules.end(round_, by=office)
    rules.seal(round_, by=office)
    rules.seal(round_, by=inspector)
    assert rules.tally() == 1
    round_.refresh_from_db()
    return round_


def stored(column, table):
    """A column in the order in which its rows lie on disk."""
    order = " ORDER BY ctid" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}{order}")
        return [row[0] for row in cursor.fetchall()]


def marks_of(bodies):
    return [re.search(r'"U021":{"":"([\d.]+)"', body)[1] for body in bodies]


def correlation(first, second):
    """Spearman's rho between two orders of the same things."""
    places = {one: at for at, one in enumerate(second)}
    gaps = sum((at - places[one]) ** 2 for at, one in enumerate(first))
    size = len(first)
    return 1 - 6 * gaps / (size * (size**2 - 1))


@pytest.mark.django_db(transaction=True)
def test_no_stored_order_follows_the_order_in_which_voters_came(
    hall, unit, other_unit, office, inspector
):
    came = cast_all(hall, unit, other_unit)
    counted(hall, office, inspector)
    lies = marks_of(stored("body", "evaluations_ballot"))
    assert sorted(lies) == sorted(came)
    assert abs(correlation(came, lies)) < 0.4
    by_id = marks_of(Ballot.objects.order_by("pk").values_list("body", flat=True))
    assert abs(correlation(came, by_id)) < 0.5


@pytest.mark.django_db(transaction=True)
def test_the_codes_lie_in_an_order_of_their_own(hall, unit, other_unit, office, inspector):
    _, codes = hall
    cast_all(hall, unit, other_unit)
    counted(hall, office, inspector)
    held = stored("digest", "evaluations_invitation")
    came = [code_digest(code) for code in codes]
    assert held == sorted(came)
    assert len(set(Invitation.objects.values_list("state", "side", "unit", "excluded"))) == 1


@pytest.mark.django_db(transaction=True)
def test_no_row_of_any_table_holds_a_code_and_a_slip_together(
    hall, unit, other_unit, office, inspector
):
    _, codes = hall
    cast_all(hall, unit, other_unit)
    counted(hall, office, inspector)
    digests = {code_digest(code) for code in codes}
    slips = set(Ballot.objects.values_list("pk", flat=True))
    plain = {normal(code) for code in codes} | set(codes)
    assert digests
    assert slips
    for model in apps.get_models():
        for row in model._default_manager.all():
            text = serialize("json", [row], ensure_ascii=False)
            knows_code = any(one in text for one in digests)
            knows_slip = any(one in text for one in slips)
            assert not (knows_code and knows_slip), model
            assert not any(one in text for one in plain), model


@pytest.mark.django_db(transaction=True)
def test_the_table_file_of_postgresql_keeps_no_old_slip(hall, unit, other_unit, office, inspector):
    if connection.vendor != "postgresql":
        pytest.skip("reads the file of PostgreSQL; SQLite's is read in test_secrecy")
    cast_all(hall, unit, other_unit)
    old = list(Ballot.objects.values_list("pk", flat=True))
    counted(hall, office, inspector)
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        for table in ("evaluations_ballot", "evaluations_invitation"):
            cursor.execute("SELECT pg_read_binary_file(pg_relation_filepath(%s))", [table])
            raw = bytes(cursor.fetchone()[0])
            assert not any(one.encode() in raw for one in old)


def test_what_voters_did_stands_in_no_journal(hall, unit, other_unit, office, inspector):
    before = set(Entry.objects.values_list("pk", flat=True))
    cast_all(hall, unit, other_unit)
    assert not Entry.objects.exclude(pk__in=before).exists()


@pytest.fixture
def log():
    """Everything that the program logs as it is set up, and more: from the lowest level on."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    line = settings.LOGGING["formatters"]["line"]["format"]
    handler.setFormatter(logging.Formatter(line, style="{"))
    root = logging.getLogger()
    root.addHandler(handler)
    yield written
    root.removeHandler(handler)


def test_no_log_holds_a_code_even_when_casting_breaks(hall, unit, other_unit, log, monkeypatch):
    _, codes = hall
    phone = Client(raise_request_exception=False)
    phone.get("/b/")
    token = phone.cookies["ballot_token"].value
    sent = {"token": token, "code": codes[0], "m-U021-0": "77.7", "m-U038-0": "80"}
    assert "回执" in phone.post("/b/cast/", sent).content.decode()
    assert "无效或已使用" in phone.post("/b/cast/", sent).content.decode()

    def broken(*_args, **_named):
        raise RuntimeError("断电")

    monkeypatch.setattr(views.rules, "cast", broken)
    answer = phone.post("/b/cast/", {**sent, "code": codes[1]})
    assert answer.status_code == 500
    said = log.getvalue()
    for code in codes[:2]:
        for secret in (code, normal(code), code_digest(code)):
            assert secret not in said
            assert secret not in answer.content.decode()
    assert "77.7" not in said and token not in said


def test_a_broken_cast_leaves_code_and_box_as_they_were(hall, unit, monkeypatch):
    _, codes = hall

    def broken(*_args, **_named):
        raise RuntimeError("断电")

    monkeypatch.setattr(Ballot.objects.__class__, "bulk_create", broken)
    with pytest.raises(RuntimeError):
        rules.cast(codes[0], marks={unit.code: {"": "90"}})
    assert Invitation.objects.unused().count() == VOTERS
    assert not Ballot.objects.exists()


def test_the_web_servers_log_knows_minutes_and_pages_only():
    guide = (ROOT / "docs" / "deploy.md").read_text("utf-8")
    shape = re.search(r"log_format ballot '([^']+)'", guide)[1]
    known = set(re.findall(r"\$(\w+)", shape))
    assert known <= {"remote_addr", "ballot_minute", "request_method", "uri", "status"}
    assert re.search(r"location /b/ \{[^}]*access_log [^;]+ ballot;", guide)
    started = (ROOT / "config" / "management" / "commands" / "up.py").read_text("utf-8")
    assert "--access-logfile" not in started
