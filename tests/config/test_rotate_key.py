"""A key is changed without losing what was made under the one before."""

from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core import signing
from django.core.management import CommandError, call_command

import journal.rules as journal
import roster.rules as roster
from common.refusal import Refused
from common.sealing import Unreadable, seal, unseal
from config import env
from config.backups import archive
from journal.models import Checkpoint
from roster.models import Authenticator
from tests.config.test_backup import AT, SECRET, office_day, places  # noqa: F401

OLD, NEW = "o" * 60, "n" * 60


def test_a_new_key_stands_in_place_of_the_old_which_is_kept_for_its_owner(tmp_path):
    path = tmp_path / "field.key"
    path.write_text(OLD)
    env.renew_secret(path)
    env.renew_secret(path)
    assert env.secret(path) != OLD
    kept = env.old_secrets(path)
    assert kept[-1] == OLD
    assert len({*kept, env.secret(path)}) == 3
    assert (tmp_path / "field.key.old").stat().st_mode & 0o077 == 0
    assert path.stat().st_mode & 0o077 == 0


def test_without_a_change_there_is_no_old_key(tmp_path):
    assert env.old_secrets(tmp_path / "secret.key") == []


def test_sealed_fields_are_read_under_the_old_key_and_then_sealed_anew(settings, clerk):
    settings.FIELD_KEY, settings.FIELD_KEYS_OLD = OLD, []
    own = roster.offer_authenticator(clerk)
    seed = roster.seed(own)
    settings.FIELD_KEY, settings.FIELD_KEYS_OLD = NEW, [OLD]
    assert roster.seed(own) == seed
    call_command("rotate_key", "field", finish=True, stdout=StringIO())
    settings.FIELD_KEYS_OLD = []
    assert roster.seed(Authenticator.objects.get(pk=own.pk)) == seed


def test_a_field_under_no_known_key_stays_closed():
    with pytest.raises(Unreadable):
        unseal(seal("13800000000", OLD), NEW, "x" * 60)


def test_checkpoints_under_the_old_key_are_still_judged(settings, office, unit):
    settings.JOURNAL_KEY, settings.JOURNAL_KEYS_OLD = OLD, []
    journal.write(unit, "更名", by=office)
    journal.mark_checkpoint()
    settings.JOURNAL_KEY, settings.JOURNAL_KEYS_OLD = NEW, [OLD]
    journal.write(unit, "更名", by=office)
    journal.mark_checkpoint()
    assert journal.verify_journal() == []
    assert Checkpoint.objects.values("key").distinct().count() == 2
    settings.JOURNAL_KEYS_OLD = []
    assert "签名不对" in "".join(journal.verify_journal())


def test_a_word_signed_under_the_old_secret_is_still_believed(settings):
    settings.SECRET_KEY = OLD
    said = signing.dumps({"by": 1})
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    assert signing.loads(said) == {"by": 1}


def test_nobody_is_thrown_out_by_a_new_secret(settings, sign_in, office):
    settings.SECRET_KEY = OLD
    browser = sign_in(office)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    assert browser.get("/").status_code == 200
    assert Session.objects.exists()


def test_a_backup_under_the_old_key_opens_among_the_known(office_day):  # noqa: F811
    with pytest.raises(Refused, match="密钥不对"):
        archive.restore(office_day, NEW)
    with office_day.open("rb") as file:
        assert len(archive.Opener(file, NEW, SECRET).read()) > 0


def test_the_command_says_what_is_left_to_do(settings, tmp_path, db):
    settings.FIELD_KEY_FILE = tmp_path / "field.key"
    settings.FIELD_KEY_FILE.write_text(OLD)
    said = StringIO()
    call_command("rotate_key", "field", stdout=said)
    assert "rotate_key field --finish" in said.getvalue()
    assert OLD in env.old_secrets(settings.FIELD_KEY_FILE)
    with pytest.raises(CommandError):
        call_command("rotate_key", "secret", finish=True)
