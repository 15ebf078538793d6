"""Personal data is kept as long as its term says, by table; a person confirms, a hold stops it."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.utils.timezone import localdate, now

import journal.rules as rules
from common.refusal import Refused
from exchange.models import Transfer
from journal.models import Entry, Erasure
from journal.rules import erasing
from roster.models import PastPassword
from roster.words import Work
from tests import builders

LONG_AGO = timedelta(days=800)


@pytest.fixture
def transfer(clerk):
    """A list imported long ago, its file still there."""
    row = Transfer.objects.create(
        kind="list", by=clerk, name="清单.xlsx", status="finished", outcome={"sheets": [1]}
    )
    row.source.save("a.xlsx", ContentFile(b"x"))
    Transfer.objects.filter(pk=row.pk).update(finished_at=now() - LONG_AGO)
    return row


@pytest.fixture
def proposed(transfer, today):
    rules.propose_erasures(localdate())
    return Erasure.objects.get(term="uploaded_files")


def test_retention_every_term_names_a_table_its_law_and_what_remains(db):
    for term in rules.terms().values():
        assert term.table._meta.get_field(term.since.split("__")[0])
        assert term.law and term.remains and term.what
        assert term.rows(date(2020, 1, 1)).count() == 0
        assert set(term.empties()) == set(term.blank)


def test_retention_nothing_is_erased_by_night_only_proposed(proposed, transfer):
    transfer.refresh_from_db()
    assert transfer.source
    assert (proposed.status, proposed.count) == ("proposed", 1)
    rules.propose_erasures(localdate())
    assert Erasure.objects.filter(term="uploaded_files").count() == 1


def test_retention_what_is_young_stays(transfer):
    Transfer.objects.filter(pk=transfer.pk).update(finished_at=now() - timedelta(days=170))
    assert rules.propose_erasures(localdate()) == 0


def test_retention_the_file_goes_and_the_record_stays(
    proposed, transfer, office, django_capture_on_commit_callbacks
):
    storage, name = transfer.source.storage, transfer.source.name
    with django_capture_on_commit_callbacks(execute=True):
        assert rules.erase(proposed, by=office) == 1
    transfer.refresh_from_db()
    assert not transfer.source
    assert transfer.outcome == {}
    assert transfer.name == "清单.xlsx"
    assert not storage.exists(name)
    noted = Entry.objects.get(verb="清除")
    assert noted.actor == office
    assert "个人信息保护法第十九条" in noted.note


def test_retention_whole_rows_go_where_nothing_is_to_remain(office, clerk):
    PastPassword.objects.create(user=clerk, hashed="x", until=now() - LONG_AGO)
    young = PastPassword.objects.create(user=clerk, hashed="y")
    rules.propose_erasures(localdate())
    rules.erase(Erasure.objects.get(term="past_passwords"), by=office)
    assert list(PastPassword.objects.all()) == [young]


def test_retention_a_pending_case_stops_it(proposed, office):
    rules.hold_erasure(proposed, reason="复核中", by=office)
    rules.propose_erasures(localdate())
    proposed.refresh_from_db()
    assert proposed.status == "held"
    with pytest.raises(Refused):
        rules.erase(proposed, by=office)
    rules.let_go(proposed, by=office)
    assert rules.erase(proposed, by=office) == 1


def test_retention_a_stranger_and_the_keepers_of_the_system_erase_nothing(proposed, stranger):
    system = builders.make_user("system", "系统员严谨", Work.SYSTEM)
    for person in (stranger, system):
        for verb in (rules.erase, rules.let_go):
            with pytest.raises(Refused, match="领导小组办公室"):
                verb(proposed, by=person)
        with pytest.raises(Refused, match="领导小组办公室"):
            rules.hold_erasure(proposed, reason="x", by=person)
    with pytest.raises(Refused, match="理由"):
        rules.hold_erasure(
            proposed, reason=" ", by=builders.make_user("office", "周明", Work.OFFICE)
        )


def test_retention_twice_is_once(proposed, office):
    rules.erase(Erasure.objects.get(pk=proposed.pk), by=office)
    with pytest.raises(Refused):
        rules.erase(proposed, by=office)


def test_retention_the_page_shows_numbers_to_officers_and_buttons_to_the_office(
    sign_in, proposed, office, stranger
):
    auditor = builders.make_user("auditor", "审计员梁信", Work.AUDITOR)
    page = sign_in(office).get("/journal/retention/").content.decode()
    assert "清除1行" in page
    page = sign_in(auditor).get("/journal/retention/").content.decode()
    assert "导入的原文件" in page
    assert "清除1行" not in page
    assert sign_in(stranger).get("/journal/retention/").status_code == 404
    assert sign_in(auditor).post(f"/journal/retention/{proposed.pk}/erase/").status_code == 404
    sign_in(office).post(f"/journal/retention/{proposed.pk}/hold/", {"reason": "复核中"})
    sign_in(office).post(f"/journal/retention/{proposed.pk}/let-go/")
    sign_in(office).post(f"/journal/retention/{proposed.pk}/erase/")
    proposed.refresh_from_db()
    assert proposed.status == "done"


def test_retention_the_command_is_a_dry_run_until_told(transfer, office, clerk):
    said = StringIO()
    call_command("erase", stdout=said)
    assert "uploaded_files" in said.getvalue()
    assert "到期1行" in said.getvalue()
    transfer.refresh_from_db()
    assert transfer.source
    with pytest.raises(CommandError):
        call_command("erase", term="uploaded_files", by=clerk.username)
    call_command("erase", term="uploaded_files", by=office.username, stdout=said)
    transfer.refresh_from_db()
    assert not transfer.source


def test_retention_many_rows_are_erased_a_few_at_a_time(office, clerk, monkeypatch):
    for _ in range(5):
        PastPassword.objects.create(user=clerk, hashed="x", until=now() - LONG_AGO)
    rules.propose_erasures(localdate())
    erasure = Erasure.objects.get(term="past_passwords")
    monkeypatch.setattr(erasing, "AT_ONCE", 2)
    parts = erasing._parts(rules.terms()["past_passwords"], erasure.until)
    assert [len(part) for part in parts] == [2, 2, 1]
    assert rules.erase(erasure, by=office) == 5
    erasure.refresh_from_db()
    assert erasure.count == 5
    assert not PastPassword.objects.exists()
