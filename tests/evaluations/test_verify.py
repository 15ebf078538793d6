"""A result is proved again from the sealed slips, and every tampering is noticed."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

import evaluations.rules as rules
from evaluations.models import Ballot, Batch, Invitation, Round, SideTally
from evaluations.rules.casting import leaf
from evaluations.rules.sealing import keep_lines, leaves_path


def wrong(round_):
    round_.refresh_from_db()
    return [proof.about for proof in rules.verify(round_) if not proof.holds]


def test_an_untouched_round_proves_everything(tallied, capsys):
    assert wrong(tallied) == []
    call_command("verify_round", str(tallied.pk))
    said = capsys.readouterr().out
    assert "相符  重新计算得分和名次，结果逐字节相同" in said
    assert "相符  逐张重读封存的票面" in said
    assert "不符" not in said


def test_verifying_writes_nothing(tallied, django_assert_max_num_queries):
    with django_assert_max_num_queries(60) as asked:
        rules.verify(tallied)
    reads = ("SELECT", "DECLARE")
    assert not [q for q in asked.captured_queries if not q["sql"].startswith(reads)]


def add_a_slip(round_, unit):
    body = Ballot.objects.filter(round=round_).first().body
    Ballot.objects.create(round=round_, side=round_.sides.get(code="UP"), body=body)


def take_a_slip(round_, unit):
    Ballot.objects.filter(pk=Ballot.objects.first().pk).delete()


def alter_a_slip(round_, unit):
    slip = Ballot.objects.first()
    Ballot.objects.filter(pk=slip.pk).update(body=slip.body.replace('"满意"', '"不满意"'))


def alter_a_count(round_, unit):
    SideTally.objects.filter(unit=unit).update(counts={"": {"满意": 99}})


def add_a_code(round_, unit):
    up = round_.sides.get(code="UP")
    Invitation.objects.create(digest="f" * 64, round=round_, side=up)


def change_the_plan(round_, unit):
    round_.plan["rules"]["bonus_cap"] = 50
    Round.objects.filter(pk=round_.pk).update(plan=round_.plan)


def lose_a_receipt(round_, unit):
    keep_lines(leaves_path(round_), rules.published_leaves(round_)[1:])


@pytest.mark.parametrize(
    ("tamper", "noticed"),
    [
        (add_a_slip, "清单与票箱张数相同"),
        (take_a_slip, "清单与票箱张数相同"),
        (alter_a_slip, "逐张重读封存的票面，与票面分一致"),
        (alter_a_count, "重新计算得分和名次，结果逐字节相同"),
        (add_a_code, "测评码与开始评议时一致，没有增减"),
        (change_the_plan, "评议办法、参评单位与冻结时一致"),
        (lose_a_receipt, "回执清单的摘要"),
    ],
)
def test_tampering_is_noticed(tallied, unit, tamper, noticed):
    tamper(tallied, unit)
    assert noticed in wrong(tallied)
    with pytest.raises(CommandError, match="项不相符"):
        call_command("verify_round", str(tallied.pk))


def test_a_round_that_does_not_exist_is_answered(db):
    with pytest.raises(CommandError, match="没有编号为7的评议"):
        call_command("verify_round", "7")


@pytest.fixture
def batched(opened, slips, unit, today):
    """Three receipts on the list of the first day, a fourth too lonely for the second."""
    receipts = [rules.cast(slip.code, marks={unit.code: {"": "满意"}}) for slip in slips[:3]]
    assert rules.batch(today) == 1
    receipts.append(rules.cast(slips[3].code, marks={unit.code: {"": "满意"}}))
    return opened, receipts


def test_a_day_is_published_once_and_never_with_too_few(batched, today):
    _, receipts = batched
    assert rules.batch(today) == 0
    assert rules.batch(today + timedelta(days=1)) == 0
    row = Batch.objects.get()
    assert (row.slips, list(rules.batch_lines(row))) == (3, sorted(receipts[:3]))


def test_a_voter_finds_the_receipt_the_next_day(batched, today):
    round_, receipts = batched
    text = Client().get(f"/b/receipts/{round_.pk}/{today}/").content.decode()
    assert receipts[0] in text and receipts[3] not in text
    page = Client().get(f"/b/receipts/{round_.pk}/").content.decode()
    assert Batch.objects.get().root in page and "回执不会发给服务器" in page
    assert Client().get(f"/b/receipts/{round_.pk}/2026-13-45/").status_code == 404
    assert Client().get("/b/receipts/999/").status_code == 404


def test_a_slip_that_was_published_and_then_vanished_is_noticed(
    batched, office, inspector, today, unit
):
    round_, _ = batched
    rules.end(round_, by=office)
    lost = rules.batch_lines(Batch.objects.get()).__next__()
    slip = next(slip for slip in Ballot.objects.all() if leaf(slip) == lost)
    slip.delete()
    rules.seal(round_, by=office)
    rules.seal(round_, by=inspector)
    assert f"{today}公布的3条回执仍在清单中" in wrong(round_)


def test_the_list_of_a_day_leads_to_no_sealed_slip(batched, office, inspector):
    round_, receipts = batched
    rules.end(round_, by=office)
    rules.seal(round_, by=office)
    rules.seal(round_, by=inspector)
    assert wrong(round_) == []
    assert not {leaf(slip) for slip in Ballot.objects.all()} & set(receipts)
    assert default_storage.exists(Batch.objects.get().path)


def test_the_page_of_proofs_is_for_those_who_watch(tallied, sign_in, inspector, stranger):
    page = sign_in(inspector).get(f"/rounds/{tallied.pk}/verify/").content.decode()
    assert "全部相符" in page
    assert sign_in(stranger).get(f"/rounds/{tallied.pk}/verify/").status_code == 404
