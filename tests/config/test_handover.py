import hashlib
import json
import zipfile
from pathlib import Path

import pytest
from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from django.utils.timezone import now

import exchange.rules as exchange
import journal.rules as journal
import reports.rules as rules
import supervision.rules as supervision
from campaigns.models import Campaign
from common.refusal import Refused
from config import handover
from config.backups.tables import kept_models
from config.handover.pack import LIST
from config.handover.tables import tables
from issues.models import Issue, StaleSum, UnitSum
from reports.models import Circular
from roster.models import Duty, Unit, User
from supervision.models import Photo
from tests import builders


@pytest.fixture
def worked(campaign, unit, office, leader, today):
    """A campaign with two issues and a released paper."""
    builders.make_ledger_issue(campaign, unit, text="民办园认定慢")
    builders.make_ledger_issue(campaign, unit)
    row = rules.compose(campaign, kind="progress", by=office, today=today)
    rules.approve(row, by=leader, today=today)
    rules.release(row, by=office)
    return campaign


@pytest.fixture
def packed(worked, office, today, tmp_path):
    path = tmp_path / "packed.zip"
    with path.open("wb") as file:
        handover.pack(worked, file, by=office, today=today)
    return path


def empty_the_house(campaign):
    """What a newly founded system looks like: none of the archive's tables holds a row."""
    found = [rows.model for _, rows in tables(campaign)]
    for model in reversed(found):
        for field in model._meta.many_to_many:
            through = field.remote_field.through._base_manager.all()
            through._raw_delete(through.db)
        every = model._base_manager.all()
        every._raw_delete(every.db)
    for derived in (UnitSum, StaleSum):  # deleting issues marks their units for a new count
        every = derived._base_manager.all()
        every._raw_delete(every.db)


def test_the_archive_comes_back_whole_in_an_empty_house(packed, worked):
    before = {label: list(rows.values_list("pk", flat=True)) for label, rows in tables(worked)}
    empty_the_house(worked)
    assert not Issue.objects.exists()
    campaign = handover.load(packed)
    assert {label: list(rows.values_list("pk", flat=True)) for label, rows in tables(campaign)} == (
        before
    )
    assert Issue.objects.filter(text="民办园认定慢").exists()
    assert Circular.objects.get().full_text
    assert not User.objects.filter(is_active=True).exists()
    assert builders.make_unit(name="新单位").pk > max(before["roster.Unit"])


def test_what_hangs_on_rows_travels_with_them(worked, unit, office, today, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    seen = supervision.inspect(
        worked,
        unit,
        method="covert",
        inspected_on=today,
        inspectors="赵正",
        text="暗访",
        by=office,
    )
    photo = Photo(inspection=seen, name="窗口.jpg")
    photo.file.save("window.jpg", ContentFile(b"\xff\xd8\xff picture"))
    path = tmp_path / "packed.zip"
    with path.open("wb") as file:
        handover.pack(worked, file, by=office, today=today)
    kept = Path(photo.file.path)
    kept.unlink()
    with path.open("wb") as file, pytest.raises(Refused, match="在磁盘上找不到"):
        handover.pack(worked, file, by=office, today=today)
    photo.file.save("window.jpg", ContentFile(b"\xff\xd8\xff picture"))
    with path.open("wb") as file:
        handover.pack(worked, file, by=office, today=today)
    Path(photo.file.path).unlink()
    empty_the_house(worked)
    handover.load(path)
    assert Photo.objects.get().file.read() == b"\xff\xd8\xff picture"


def test_a_moment_just_past_a_second_comes_back_to_the_microsecond(worked, office, today, tmp_path):
    moment = now().replace(microsecond=7)
    Issue.objects.update(created_at=moment)
    path = tmp_path / "packed.zip"
    with path.open("wb") as file:
        handover.pack(worked, file, by=office, today=today)
    empty_the_house(worked)
    handover.load(path)
    assert set(Issue.objects.values_list("created_at", flat=True)) == {moment}


def test_a_house_with_rows_is_refused(packed):
    with pytest.raises(Refused, match=r"只能读入空库，这里已有：.*单位"):
        handover.load(packed)
    assert Unit.objects.exists()


def test_a_changed_file_is_found(packed, tmp_path, capsys):
    spoilt = tmp_path / "spoilt.zip"
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(spoilt, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content + b" " if name == "data/issues.Issue.jsonl" else content)
        new.writestr("多出来.txt", "x")
    _, faults = handover.verify(spoilt)
    assert faults == [
        "包里多出清单外的“多出来.txt”",
        "“data/issues.Issue.jsonl”与清单中的摘要不符，内容被改动过",
    ]
    with pytest.raises(SystemExit):
        call_command("handover", "verify", str(spoilt))
    call_command("handover", "verify", str(packed))
    assert "完整" in capsys.readouterr().out


def test_what_is_no_archive_gives_a_sentence(tmp_path):
    other = tmp_path / "other.zip"
    other.write_bytes(b"PK no")
    with pytest.raises(CommandError, match="不是移交包"):
        call_command("handover", "verify", str(other))


def test_the_archive_holds_papers_and_no_secret(packed):
    with zipfile.ZipFile(packed) as archive:
        names = archive.namelist()
        users = [json.loads(line) for line in archive.open("data/roster.User.jsonl")]
    assert "表格/整改台账.xlsx" in names
    assert any(name.endswith("作风办发〔2026〕1号.docx") for name in names)
    assert not any("Ballot." in name or "Invitation" in name for name in names)
    assert {user["fields"]["password"] for user in users} == {"!"}


def test_only_the_office_takes_the_archive(
    worked, office, leader, stranger, sign_in, today, tmp_path
):
    assert sign_in(stranger).get(reverse("handover")).status_code == 404
    wanted = {"target": reverse("handover"), "name": "移交包.zip", "label": 2, "rows": None}
    asked = exchange.ask_export(**wanted, reason="活动结束归档", by=office)
    exchange.decide_export(asked, agrees=True, by=leader)
    answer = sign_in(office).post(reverse("handover"))
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    with (tmp_path / "x.zip").open("wb") as file, pytest.raises(Refused, match="打包移交"):
        handover.pack(worked, file, by=stranger, today=today)


def test_another_campaign_stays_at_home(packed, worked, unit, office, today, tmp_path):
    other = builders.make_campaign(units=[unit], name="另一个活动")
    builders.make_ledger_issue(other, unit, text="别的活动的问题")
    path = tmp_path / "again.zip"
    with path.open("wb") as file:
        handover.pack(worked, file, by=office, today=today)
    with zipfile.ZipFile(path) as archive:
        assert "别的活动的问题" not in archive.read("data/issues.Issue.jsonl").decode()
    assert Campaign.objects.count() == 2


def forged(packed, tmp_path, change):
    """The archive as an intruder would rewrite it: its list agrees with what was changed."""
    path = tmp_path / "forged.zip"
    with zipfile.ZipFile(packed) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    change(held)
    told = json.loads(held.pop(LIST))
    told["files"] = [
        {"name": name, "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in held.items()
    ]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(LIST, json.dumps(told))
        for name, content in held.items():
            archive.writestr(name, content)
    return path


def empty_to_the_ground():
    """Everything goes, the journal and the duties too."""
    journal.lift_guard()
    with connection.constraint_checks_disabled():
        for model in reversed(kept_models()):
            model._base_manager.all()._raw_delete("default")


DUTY = {"model": "roster.duty", "pk": 9999, "fields": {"user": 1, "work": "office"}}
USERS = "data/roster.User.jsonl"


def smuggle_a_duty(held):
    held[USERS] += f"{json.dumps(DUTY)}\n".encode()


def bring_a_table_of_duties(held):
    held["data/roster.Duty.jsonl"] = f"{json.dumps(DUTY)}\n".encode()


def climb_out(held):
    held["files/../../secret.key"] = b"x"


def climb_to_the_root(held):
    held["files//etc/passwd"] = b"x"


def swell(held):
    held["files/letters/big.bin"] = b"0" * (64 << 20)


def break_a_row(held):
    held[USERS] += b'{"model": "roster.user", "pk": 77, "fields": {"nobody": 1}}\n'


def write_no_json(held):
    held[USERS] += b"{"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (smuggle_a_duty, "夹带"),
        (bring_a_table_of_duties, "不该移交的表"),
        (climb_out, "越界"),
        (climb_to_the_root, "越界"),
        (swell, "大得反常"),
        (break_a_row, "不合本系统的格式"),
        (write_no_json, "不合本系统的格式"),
    ],
)
def test_a_forged_archive_is_refused_whole(packed, worked, tmp_path, change, said):
    path = forged(packed, tmp_path, change)
    empty_to_the_ground()
    with pytest.raises(Refused, match=said):
        handover.load(path)
    assert not Campaign.objects.exists()
    assert not Duty.objects.filter(pk=9999).exists()


def test_an_account_in_a_forged_archive_lets_nobody_in(packed, worked, tmp_path):
    def wake(held):
        rows = [json.loads(line) for line in held[USERS].splitlines()]
        for row in rows:
            row["fields"] |= {"is_active": True, "password": make_password("Zhenggai-2026")}
        held[USERS] = "".join(f"{json.dumps(row)}\n" for row in rows).encode()

    path = forged(packed, tmp_path, wake)
    empty_to_the_ground()
    with pytest.raises(Refused, match="不一致"):
        handover.load(path)
    assert not User.objects.filter(is_active=True).exists()


@pytest.mark.parametrize("listed", [{}, {"files": [1]}, {"files": [{"name": "x"}]}, []])
def test_a_list_that_is_none_gives_a_sentence(tmp_path, listed):
    path = tmp_path / "none.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(LIST, json.dumps(listed))
    with pytest.raises(Refused, match="不完整"):
        handover.verify(path)
