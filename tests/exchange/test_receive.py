from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

import exchange.rules as rules
from common.refusal import Refused
from exchange.models import Transfer


@pytest.fixture
def transfer(clerk):
    file = SimpleUploadedFile("清单.xlsx", b"PK content")
    return rules.receive(file, kind="issues", by=clerk, list=1)


def test_an_upload_is_kept_with_its_digest_and_waits(transfer):
    assert transfer.status == Transfer.Status.WAITING
    assert len(transfer.digest) == 64
    assert transfer.options == {"list": 1}


def test_an_empty_file_is_refused(clerk):
    with pytest.raises(Refused, match="文件是空的"):
        rules.receive(SimpleUploadedFile("a.xlsx", b""), kind="issues", by=clerk)


def test_a_file_over_ten_megabytes_is_refused(clerk):
    large = SimpleUploadedFile("a.xlsx", b"x" * (rules.MAX_UPLOAD + 1))
    with pytest.raises(Refused, match="超过10兆"):
        rules.receive(large, kind="issues", by=clerk)


def test_the_way_from_waiting_over_preview_to_finished(transfer):
    transfer.move(Transfer.Status.RUNNING)
    rules.advance(transfer, 3, 10, "读取")
    rules.preview(transfer, {"rows": []})
    rules.finish(transfer, b"result", stored=3)
    transfer.refresh_from_db()
    assert transfer.status == Transfer.Status.FINISHED
    assert transfer.outcome == {"rows": [], "stored": 3}
    assert transfer.result.read() == b"result"


def test_a_failure_keeps_its_sentence(transfer):
    transfer.move(Transfer.Status.RUNNING)
    rules.fail(transfer, "第3行没有事例")
    transfer.refresh_from_db()
    assert transfer.fault == "第3行没有事例"


def test_a_long_export_is_a_row_that_waits(clerk):
    row = rules.request(kind="ledger", name="台账.xlsx", by=clerk, campaign=1)
    assert not row.is_import
    assert list(Transfer.objects.waiting()) == [row]


def test_a_stranger_cannot_drop_anothers_upload(transfer, stranger, clerk):
    with pytest.raises(Refused, match="只能放弃自己"):
        rules.drop(transfer, by=stranger)
    rules.drop(transfer, by=clerk)
    assert transfer.status == Transfer.Status.DROPPED


def test_a_file_is_taken_up_by_one_worker_only(transfer):
    twin = Transfer.objects.get()
    rules.take(transfer)
    with pytest.raises(Refused, match="他人办理"):
        rules.take(twin)


def test_a_previewed_file_waits_again_with_what_was_decided(transfer):
    rules.take(transfer)
    rules.preview(transfer, {})
    rules.put_back(transfer, confirmed=True)
    assert Transfer.objects.waiting().get().options == {"list": 1, "confirmed": True}


def test_only_what_was_taken_up_long_ago_is_given_up(transfer):
    rules.take(transfer)
    assert rules.give_up(transfer.taken_at - timedelta(minutes=1)) == 0
    assert rules.give_up(transfer.taken_at + timedelta(minutes=1)) == 1


def test_a_stranger_says_nothing_about_the_headings_of_a_unit(unit, clerk, stranger):
    assert rules.may_teach(clerk, unit)
    assert not rules.may_teach(stranger, unit) and not rules.may_teach(clerk, None)
