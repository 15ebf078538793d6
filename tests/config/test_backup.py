"""A backup brings everything back, tells a stranger nothing, and does not outlive its round."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

import journal.rules as journal
from common.refusal import Refused
from config.backups import archive, tables
from config.backups.crypt import MAGIC, PIECE, Opener, Sealer
from evaluations.models import Round, Scheme
from issues.models import Issue
from journal.models import Entry
from roster.models import User
from tests import builders

SECRET = "s" * 60
AT = datetime(2026, 4, 15, 2, 30, tzinfo=UTC)


@pytest.fixture
def places(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    settings.MEDIA_ROOT = tmp_path / "data" / "media"
    settings.BACKUP_DIR = tmp_path / "backups"
    settings.BACKUP_KEY_FILE = tmp_path / "backup.key"
    settings.BACKUP_KEY_FILE.write_text(SECRET)
    settings.MEDIA_ROOT.mkdir(parents=True)
    return tmp_path


@pytest.fixture
def office_day(places, settings, campaign, unit, office):
    """A day's work: an issue with entries in the journal, and a file."""
    builders.make_ledger_issue(campaign, unit, text="受理慢，办件压了41天")
    journal.write(unit, "更名", by=office, note="机构改革", share=0.5)
    journal.mark_checkpoint()
    (Path(settings.MEDIA_ROOT) / "证据").mkdir()
    (Path(settings.MEDIA_ROOT) / "证据" / "照片.jpg").write_bytes(b"\xff\xd8" + b"x" * 3000)
    return archive.write(settings.BACKUP_DIR, SECRET, AT)


def empty(settings):
    journal.lift_guard()
    with connection.constraint_checks_disabled():
        for model in reversed(tables.kept_models()):
            model._base_manager.all()._raw_delete("default")
    for path in Path(settings.MEDIA_ROOT).rglob("*.jpg"):
        path.unlink()


def test_dj9a_a_restored_backup_equals_what_was_saved(office_day, settings):
    before = {model: tables.digest(model) for model in tables.kept_models()}
    joined = User.objects.get(username="office").joined_at
    empty(settings)
    manifest = archive.restore(office_day, SECRET)
    assert archive.compare(manifest) == []
    assert {model: tables.digest(model) for model in tables.kept_models()} == before
    assert Issue.objects.get().text == "受理慢，办件压了41天"
    assert User.objects.get(username="office").joined_at == joined
    assert journal.verify_journal() == []
    fresh = builders.make_unit(name="恢复后新设的局")
    assert fresh.pk not in (None, 0)


def test_dj9a_a_difference_after_restoring_is_told(office_day, settings):
    empty(settings)
    manifest = archive.restore(office_day, SECRET)
    (Path(settings.MEDIA_ROOT) / "证据" / "照片.jpg").write_bytes(b"other")
    User.objects.update(name="改名")
    faults = archive.compare(manifest)
    assert any("照片.jpg" in fault for fault in faults)
    assert any("账号" in fault for fault in faults)


def test_dj9a_yesterdays_backup_is_told_by_todays_checkpoint(office_day, settings, unit, office):
    journal.write(unit, "签发", by=office)
    journal.mark_checkpoint()
    outside = journal.export_checkpoints()
    empty(settings)
    archive.restore(office_day, SECRET)
    assert journal.verify_journal() == []
    assert any("起缺失" in fault for fault in journal.verify_journal(outside))


def test_a_backup_tells_nothing_without_its_key(office_day):
    content = office_day.read_bytes()
    assert "受理慢".encode() not in content
    assert office_day.stat().st_mode & 0o077 == 0
    with pytest.raises(Refused, match="密钥不对"):
        archive.restore(office_day, "t" * 60)


@pytest.mark.parametrize("harm", ["cut", "flip", "other"])
def test_a_harmed_backup_changes_nothing(office_day, harm):
    content = bytearray(office_day.read_bytes())
    if harm == "cut":
        del content[-200:]
    elif harm == "flip":
        content[len(content) // 2] ^= 1
    else:
        content[:4] = b"nope"
    office_day.write_bytes(content)
    count = Entry.objects.count()
    with pytest.raises(Refused):
        archive.restore(office_day, SECRET)
    assert Entry.objects.count() == count


def test_pieces_cannot_be_dropped_or_swapped(tmp_path):
    path = tmp_path / "sealed"
    with path.open("wb") as out:
        sealer = Sealer(out, SECRET)
        for letter in b"abc":
            sealer.write(bytes([letter]) * PIECE)
        sealer.close()
    content, size = path.read_bytes(), PIECE + 16
    start = len(MAGIC) + 16
    with path.open("rb") as file:
        assert len(Opener(file, SECRET).read()) == 3 * PIECE
    dropped = content[: start + size] + content[start + 2 * size :]
    path.write_bytes(dropped)
    with path.open("rb") as file, pytest.raises(Refused):
        Opener(file, SECRET).read()


def test_a_backup_of_an_open_round_is_destroyed_once_it_is_sealed(places, settings, campaign):
    scheme = Scheme.objects.first() or Scheme.objects.create(code="X9", name="办法", content={})
    one = Round.objects.create(campaign=campaign, scheme=scheme, name="一季度", status="open")
    with_round = archive.write(settings.BACKUP_DIR, SECRET, AT)
    assert f"-r{one.pk}" in with_round.name
    assert archive.expired(settings.BACKUP_DIR, 14) == []
    Round.objects.update(status="sealed")
    assert archive.expired(settings.BACKUP_DIR, 14) == [with_round]


def test_the_command_keeps_the_newest_and_restores_only_into_nothing(places, settings, office):
    for _ in range(2):
        call_command("backup", keep=1, verbosity=0)
    files = list(settings.BACKUP_DIR.glob("*.zgtbak"))
    assert len(files) == 1
    with pytest.raises(CommandError, match="空数据库"):
        call_command("restore", files[0])
    empty(settings)
    call_command("restore", files[0])
    assert User.objects.get(username="office").name == "办公室周明"


def test_ballots_stand_in_the_backup_in_the_order_of_their_random_keys(places, db):
    with CaptureQueriesContext(connection) as asked:
        list(tables.lines(next(m for m in tables.kept_models() if m.__name__ == "Ballot")))
    assert 'ORDER BY "evaluations_ballot"."id"' in asked[-1]["sql"]
