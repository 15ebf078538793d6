"""Twelve ways to rewrite the journal behind the program's back; each is found."""

import json

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.urls import reverse

import journal.rules as rules
import roster.rules as roster
from journal.models import Checkpoint, Entry
from journal.rules.chaining import GENESIS
from roster.models import Change
from roster.words import Work
from tests import builders


@pytest.fixture
def story(unit, office):
    """Ten entries, a checkpoint after the fifth and after the tenth; the guard is lifted."""
    rules.lift_guard()
    Entry.objects.all().delete()
    Change.objects.all().delete()
    for number in range(1, 11):
        rules.write(unit, "更名", by=office, note=f"第{number}次")
        if number in (5, 10):
            rules.mark_checkpoint()
    assert Entry.objects.count() == Entry.objects.latest("seq").seq
    assert rules.verify_journal() == []
    return rules.export_checkpoints()


def restamp():
    """What an intruder does who knows how the chain is made."""
    entries = list(Entry.objects.order_by("seq", "pk"))
    Entry.objects.update(seq=None)
    previous = GENESIS
    for seq, entry in enumerate(entries, start=1):
        previous = rules.digest(entry, seq, previous)
        Entry.objects.filter(pk=entry.pk).update(seq=seq, digest=previous)


def edit():
    Entry.objects.filter(seq=4).update(note="改过")


def delete_middle():
    Entry.objects.filter(seq=4).delete()


def delete_tail():
    Entry.objects.filter(seq__gt=8).delete()


def insert():
    Entry.objects.create(actor_name="某", verb="更名", model="m", row="1", title="t", seq=0)


def swap():
    Entry.objects.filter(seq=4).update(seq=99)
    Entry.objects.filter(seq=5).update(seq=4)
    Entry.objects.filter(seq=99).update(seq=5)


def duplicate():
    twin = Entry.objects.get(seq=10)
    twin.pk, twin.seq = None, 11
    twin.save()


def restamp_to_the_end():
    edit()
    restamp()


def cut_and_append():
    delete_tail()
    for number in (9, 10):
        Entry.objects.create(
            actor_name="某", verb="更名", model="m", row="1", title="t", note=f"假{number}"
        )
    rules.chain()


def change_genesis():
    Entry.objects.filter(seq=1).update(note="假的第一条")
    restamp()


def change_clock():
    first, second = Entry.objects.get(seq=3), Entry.objects.get(seq=7)
    Entry.objects.filter(seq=3).update(at=second.at)
    Entry.objects.filter(seq=7).update(at=first.at)


def remove_checkpoint():
    Checkpoint.objects.filter(number=1).delete()


def restore_old_backup():
    Entry.objects.filter(seq__gt=5).delete()
    Checkpoint.objects.filter(number__gt=1).delete()


MUTATIONS = [
    (edit, "第4条"),
    (delete_middle, "第4条"),
    (delete_tail, "第9条起缺失"),
    (insert, "第1条"),
    (swap, "第4条"),
    (duplicate, "第11条"),
    (restamp_to_the_end, "第5条与校验点不符"),
    (cut_and_append, "第10条与校验点不符"),
    (change_genesis, "第5条与校验点不符"),
    (change_clock, "第3条"),
    (remove_checkpoint, "第1个校验点缺失"),
    (restore_old_backup, "第6条起缺失"),
]


def test_there_are_twelve_of_them():
    assert len(MUTATIONS) == 12


@pytest.mark.parametrize(
    ("mutation", "said"), MUTATIONS, ids=lambda one: getattr(one, "__name__", "")
)
def test_dj3c_a_mutation_is_found_at_its_place(story, mutation, said):
    mutation()
    faults = rules.verify_journal(story)
    assert faults
    assert said in faults[0]


def test_all_checkpoints_and_entries_restamped_are_found_by_the_copy_outside(story):
    edit()
    restamp()
    Checkpoint.objects.all().delete()
    rules.mark_checkpoint()
    assert rules.verify_journal() == []
    assert any("第5条与校验点不符" in fault for fault in rules.verify_journal(story))


def test_a_forged_checkpoint_is_found(story):
    Checkpoint.objects.filter(number=2).update(seq=9)
    assert any("签名不对" in fault for fault in rules.verify_journal())
    forged = [{**story[0], "head": "0" * 64}]
    assert any("签名不对" in fault for fault in rules.verify_journal(forged))


def test_dj3c_the_database_refuses_to_change_or_delete_an_entry(unit, office):
    rules.lift_guard()
    rules.set_guard()
    assert rules.is_guarded()
    rules.write(unit, "更名", by=office)
    rules.chain()
    for deed in (edit_all, delete_all, unlink_all):
        with pytest.raises(DatabaseError, match="只能追加"), transaction.atomic():
            deed()
    assert rules.verify_chain() == []


def edit_all():
    Entry.objects.update(note="改过")


def delete_all():
    Entry.objects.all()._raw_delete("default")


def unlink_all():
    Entry.objects.update(seq=None)


def test_dj3d_a_deed_that_cannot_be_noted_does_not_happen(unit, monkeypatch, office):
    def fails(*_arguments, **_named):
        raise DatabaseError

    monkeypatch.setattr("roster.rules.units.record", fails)
    with pytest.raises(DatabaseError), transaction.atomic():
        roster.rename(unit, name="改了名的局", short="改名局", by=office)
    unit.refresh_from_db()
    assert unit.name == "区教育局"


def test_the_command_says_whole_or_where(story, tmp_path, capsys):
    file = tmp_path / "points.json"
    file.write_text(json.dumps(story), "utf-8")
    call_command("verify_journal", checkpoints=file)
    assert "日志完整" in capsys.readouterr().out
    edit()
    with pytest.raises(SystemExit) as ended:
        call_command("verify_journal", checkpoints=file)
    assert ended.value.code == 2
    assert "第4条" in capsys.readouterr().err


def test_the_stamp_of_a_circular_names_the_head(story):
    assert rules.stamp() == f"日志校验点 10·{Entry.objects.get(seq=10).digest[:16]}"
    assert len(rules.public_key()) == 64


def test_only_the_auditor_takes_journal_and_checkpoints_out(sign_in, unit, office, stranger):
    rules.write(unit, "更名", by=office)
    client = sign_in(builders.make_user("auditor", "审计员梁信", Work.AUDITOR))
    points = json.loads(client.get(reverse("journal:export_checkpoints")).content)
    assert points[0]["seq"] == 1 + Entry.objects.filter(seq__gt=1).count()
    assert client.get(reverse("journal:export_entries")).content[:2] == b"PK"
    assert Entry.objects.filter(verb="导出日志").exclude(note="").exists()
    for name in ("journal:export_checkpoints", "journal:export_entries"):
        assert sign_in(stranger).get(reverse(name)).status_code == 404
        assert sign_in(office).get(reverse(name)).status_code == 404
