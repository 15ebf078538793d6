"""The auditor reads the journal; nobody else does."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from journal import rules, views
from journal.models import Entry
from roster.words import Work
from tests import builders


@pytest.fixture
def auditor(db):
    return builders.make_user("auditor", "审计员梁信", Work.AUDITOR)


def test_the_auditor_reads_who_did_what(sign_in, auditor, unit, office):
    rules.write(unit, "更名", by=office, note="机构改革")
    page = sign_in(auditor).get(reverse("journal:index")).content.decode()
    assert "机构改革" in page
    assert "办公室周明" in page


def test_the_journal_is_narrowed_by_person(sign_in, auditor, unit, office, reviewer):
    rules.write(unit, "更名", by=office, note="这一条不要")
    rules.write(unit, "更名", by=reviewer, note="这一条要")
    page = sign_in(auditor).get(reverse("journal:index"), {"who": "钱进"}).content.decode()
    assert "这一条要" in page
    assert "这一条不要" not in page


@pytest.mark.parametrize("person", ["stranger", "office", "leader"])
def test_nobody_else_finds_the_page(sign_in, person, request):
    client = sign_in(request.getfixturevalue(person))
    assert client.get(reverse("journal:index")).status_code == 404
    assert client.post(reverse("journal:verify_chain")).status_code == 404


def test_a_rewritten_entry_is_told(sign_in, auditor, unit, office):
    rules.write(unit, "更名", by=office, note="原话")
    rules.chain()
    client = sign_in(auditor)
    whole = client.post(reverse("journal:verify_chain"), follow=True).content.decode()
    assert "日志链完整" in whole
    rules.lift_guard()
    Entry.objects.filter(note="原话").update(note="改过的话")
    broken = client.post(reverse("journal:verify_chain"), follow=True).content.decode()
    assert "请立即报告" in broken


def test_an_export_that_holds_not_all_says_so(sign_in, auditor, unit, office, monkeypatch):
    monkeypatch.setattr(views, "MOST_ROWS", 2)
    for word in ("最早", "居中", "最近"):
        rules.write(unit, "更名", by=office, note=word)
    address = reverse("journal:export_entries")
    told = _notes(sign_in(auditor).get(address, {"verb": "更名"}))
    assert told[:2] == ["最近", "居中"]
    assert "更早的请按日期筛选后分次导出" in told[2]
    assert "居中" in _notes(sign_in(auditor).get(address, {"said": "居中"}))


def _notes(answer):
    lines = load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)
    return [line[4] for line in lines if line[4] not in {None, "说明"}]
