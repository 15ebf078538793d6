"""The auditor reads the journal; nobody else does."""

import pytest
from django.urls import reverse

from journal import rules
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
