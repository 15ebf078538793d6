"""When the machine is in trouble a person gets a sentence, and nothing is half saved."""

import errno
import os
import sqlite3
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client

import issues.rules as issues
from campaigns.models import Document
from issues.models import Issue, Progress
from journal.models import Entry
from tests import builders


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def signed_in(person):
    client = Client(raise_request_exception=False)
    client.force_login(person, backend="roster.backends.OfficeBackend")
    return client


@pytest.fixture
def issue(campaign, unit):
    return builders.make_ledger_issue(campaign, unit)


def fail(error):
    def deed(*_, **__):
        raise error

    return deed


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (OperationalError("database is locked"), 503, "系统忙，没有保存"),
        (OperationalError("server closed the connection unexpectedly"), 503, "后退"),
        (OperationalError("database or disk is full"), 507, "磁盘已满"),
        (OSError(errno.ENOSPC, "No space left on device"), 507, "磁盘已满"),
    ],
)
def test_f07_f09_trouble_is_called_by_its_name(clerk, issue, monkeypatch, error, status, said):
    monkeypatch.setattr("issues.models.Progress.save", fail(error))
    answer = signed_in(clerk).post(f"/issues/{issue.pk}/progress/", {"text": "已整改"})
    assert answer.status_code == status
    assert said in answer.content.decode()
    assert "Traceback" not in answer.content.decode()


def test_any_other_error_is_our_own_fault(clerk, issue, monkeypatch):
    monkeypatch.setattr("issues.models.Progress.save", fail(ValueError("x")))
    answer = signed_in(clerk).post(f"/issues/{issue.pk}/progress/", {"text": "已整改"})
    assert answer.status_code == 500
    assert "系统出了点问题" in answer.content.decode()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="满盘用 SQLite 的页数上限来演")
def test_f09_a_full_disk_loses_nothing_that_was_there(clerk, issue):
    client = signed_in(clerk)
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count={pages}")
    try:
        answers = [
            client.post(f"/issues/{issue.pk}/progress/", {"text": "已整改" * 600})
            for _ in range(12)
        ]
        assert {answer.status_code for answer in answers} <= {302, 507}
        assert answers[-1].status_code == 507
        kept = sum(answer.status_code == 302 for answer in answers)
        assert Progress.objects.filter(issue=issue).count() == kept
        assert Entry.objects.filter(verb="填进展").count() == kept
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count=1073741823")
            assert cursor.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def paper(client, campaign):
    fields = {"title": "实施方案", "file": builders.pdf()}
    return client.post(f"/campaigns/{campaign.pk}/attach/", fields)


def test_f10_no_room_for_a_file_leaves_no_row(office, campaign, monkeypatch):
    monkeypatch.setattr(
        "django.core.files.storage.FileSystemStorage._save", fail(OSError(errno.ENOSPC, "x"))
    )
    assert paper(signed_in(office), campaign).status_code == 507
    assert not Document.objects.exists()


def test_f17_a_file_that_is_gone_is_told(office, campaign, tmp_path):
    client = signed_in(office)
    paper(client, campaign)
    held = Document.objects.get()
    (tmp_path / held.file.name).unlink()
    answer = client.get(f"/campaigns/documents/{held.pk}/")
    assert answer.status_code == 410
    assert "附件损坏或缺失" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="另一个写者锁住整个库，只有 SQLite 如此")
def test_f08_a_writer_that_holds_the_database_makes_others_wait_and_readers_none(clerk, issue):
    client = signed_in(clerk)
    assert client.get(f"/issues/{issue.pk}/").status_code == 200
    other = sqlite3.connect(os.fspath(connection.settings_dict["NAME"]), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout=200")
        answer = client.post(f"/issues/{issue.pk}/progress/", {"text": "已整改"})
        assert answer.status_code == 503
        assert client.get(f"/issues/{issue.pk}/").status_code == 200
    finally:
        other.execute("ROLLBACK")
        other.close()
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout=20000")
    assert client.post(f"/issues/{issue.pk}/progress/", {"text": "已整改"}).status_code == 302


def test_f11_a_clock_that_jumps_tells_nobody_twice(campaign, unit, clerk, today):
    issue = builders.make_ledger_issue(campaign, unit, due_on=today + timedelta(days=3))
    jumps = (0, 1, 0, -1, 0, 365, 0)
    for days in jumps:
        issues.remind(today + timedelta(days=days))
    told = clerk.notices.count()
    for days in jumps:
        issues.remind(today + timedelta(days=days))
    assert clerk.notices.count() == told <= 4
    issue.refresh_from_db()
    assert issue.status in Issue.OPEN


def test_f16_half_an_upload_leaves_no_row(office, campaign):
    head = (
        b'--x\r\nContent-Disposition: form-data; name="title"\r\n\r\n\xe6\x96\xb9\xe6\xa1\x88\r\n'
    )
    half = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7'
    client = signed_in(office)
    client.generic(
        "POST",
        f"/campaigns/{campaign.pk}/attach/",
        head + half,
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(2 * len(head + half)),
    )
    assert not Document.objects.exists()
