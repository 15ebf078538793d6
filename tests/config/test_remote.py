"""Uploads on S3-type storage: private, never written over, handed out by our pages, backed up."""

import pytest
from django.core.exceptions import SuspiciousOperation
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from campaigns.models import Document
from common.refusal import Refused
from config.backups import archive, media
from config.transfers.job import on_disk
from config.watch import checklist
from exchange.models import Transfer
from tests.config import store
from tests.config.test_backup import AT, SECRET, empty, places  # noqa: F401

PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def bucket(settings):
    with store.standing() as own:
        settings.MEDIA_BUCKET, settings.MEDIA_ENDPOINT = store.BUCKET, own.address
        settings.MEDIA_ACCESS_KEY, settings.MEDIA_SECRET_KEY = store.KEY, "secret"
        away = {"BACKEND": "config.remote.RemoteStorage"}
        settings.STORAGES = {**settings.STORAGES, "default": away}
        yield own


@pytest.fixture
def paper(bucket, sign_in, office, campaign):
    file = SimpleUploadedFile("方案.pdf", PAPER, "application/pdf")
    fields = {"title": "实施方案", "file": file}
    answer = sign_in(office).post(f"/campaigns/{campaign.pk}/attach/", fields)
    assert answer.status_code == 302
    return Document.objects.get()


def test_an_upload_lies_in_the_bucket_and_comes_back_through_our_page(
    paper, bucket, sign_in, clerk
):
    assert list(bucket.objects.values()) == [PAPER]
    answer = sign_in(clerk).get(f"/campaigns/documents/{paper.pk}/")
    assert b"".join(answer.streaming_content) == PAPER
    assert answer["Content-Disposition"].startswith("attachment")


def test_who_has_not_signed_in_gets_neither_the_page_nor_an_address(paper, bucket):
    assert Client().get(f"/campaigns/documents/{paper.pk}/").status_code == 302
    with pytest.raises(SuspiciousOperation):
        _ = paper.file.url
    assert bucket.refused == []


def test_a_workbook_in_the_bucket_is_read_by_the_child_as_a_copy(bucket, office):
    file = ContentFile(b"rows", "台账.xlsx")
    transfer = Transfer.objects.create(
        kind="workbook:ledger", name="台账.xlsx", source=file, by=office
    )
    with on_disk(transfer.source) as path:
        assert path.read_bytes() == b"rows"
        assert path.suffix == ".xlsx"
    assert not path.exists()


def test_a_second_file_of_the_same_name_is_written_beside_the_first(bucket):
    first = default_storage.save("a/同名.txt", ContentFile(b"1"))
    second = default_storage.save("a/同名.txt", ContentFile(b"2"))
    assert first != second
    assert sorted(bucket.objects.values()) == [b"1", b"2"]


def test_a_name_does_not_climb_out_of_its_folder(bucket):
    with pytest.raises(SuspiciousOperation):
        default_storage.save("../x", ContentFile(b"1"))


def test_the_backup_carries_the_files_of_the_bucket_and_brings_them_back(
    bucket,
    places,  # noqa: F811
    settings,
    office,
):
    for name in ("letters/一.jpg", "letters/深/二.jpg", "根.txt"):
        default_storage.save(name, ContentFile(name.encode()))
    held = dict(bucket.objects)
    kept = archive.write(settings.BACKUP_DIR, SECRET, AT)
    bucket.objects.clear()
    empty(settings)
    manifest = archive.restore(kept, SECRET)
    assert bucket.objects == held
    assert archive.compare(manifest) == []
    bucket.objects["根.txt"] = b"other"
    del bucket.objects["letters/一.jpg"]
    faults = archive.compare(manifest)
    assert [("根.txt" in one, "一.jpg" in one) for one in faults] in (
        [(True, False), (False, True)],
        [(False, True), (True, False)],
    )


def test_a_backup_with_a_name_that_climbs_out_is_refused(bucket, tmp_path):
    with pytest.raises(Refused, match="越界"):
        media.put("../../x", ContentFile(b"1").file)


def test_a_store_that_is_away_is_said(paper, bucket, clerk):
    bucket.is_gone = True
    client = Client(raise_request_exception=False)
    client.force_login(clerk, backend="roster.backends.OfficeBackend")
    answer = client.get(f"/campaigns/documents/{paper.pk}/")
    assert answer.status_code == 503
    assert "文件存储连不上" in answer.content.decode()
    assert not checklist._files_work()


def test_a_file_that_is_gone_is_said(paper, bucket, clerk):
    bucket.objects.clear()
    client = Client(raise_request_exception=False)
    client.force_login(clerk, backend="roster.backends.OfficeBackend")
    assert client.get(f"/campaigns/documents/{paper.pk}/").status_code == 410


def test_the_checklist_writes_and_removes_a_file(bucket):
    assert checklist._files_work()
    assert bucket.objects == {}
