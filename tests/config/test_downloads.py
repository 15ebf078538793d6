"""Who took which file away stands in the journal, with the digest of the very file."""

import hashlib
from datetime import date
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import get_resolver
from pypdf import PdfReader

import journal.rules as journal
import reports.rules as reports
from config import outgoing
from journal.models import Entry
from reports.models import Circular
from reports.views import circulars
from tests import builders
from tests.access.test_matrix import routes
from tests.common.test_watermark import pages_of

TODAY = date(2026, 4, 15)


def taken():
    return list(Entry.objects.filter(verb="下载").order_by("pk"))


def test_pi7_an_export_is_noted_with_person_name_and_digest(sign_in, office, campaign, unit):
    builders.make_ledger_issue(campaign, unit)
    answer = sign_in(office).get("/units/export/")
    assert answer.status_code == 200
    (entry,) = taken()
    assert entry.actor == office
    assert entry.note.endswith(".xlsx")
    assert entry.details["sha256"] == hashlib.sha256(answer.content).hexdigest()
    assert entry.details["path"] == "/units/export/"


def test_pi7_a_page_is_no_download_and_a_refusal_leaves_none(sign_in, stranger, office, campaign):
    sign_in(office).get("/units/")
    sign_in(stranger).get("/audit/export/")
    Client().get("/units/export/")
    assert taken() == []


def test_dj3d_a_file_whose_leaving_cannot_be_noted_stays(office, campaign, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError

    monkeypatch.setattr(journal, "write", broken)
    client = Client(raise_request_exception=False)
    client.force_login(office, backend="roster.backends.OfficeBackend")
    answer = client.get("/units/export/")
    assert answer.status_code == 500
    assert "attachment" not in answer.get("Content-Disposition", "")


def test_every_address_with_a_label_exists_so_that_none_loses_it_by_a_new_name():
    named = outgoing.SENSITIVE | outgoing.WHOLE | outgoing.ALONE | outgoing.PUBLIC | outgoing.FORMAL
    assert {name.removeprefix(":") for name, _, _ in routes(get_resolver())} >= named


@pytest.mark.parametrize("status", ["draft", "released"])
def test_pi7_the_pages_of_a_paper_bear_the_mark_until_it_is_issued(
    sign_in, office, campaign, monkeypatch, status
):
    row = reports.compose(campaign, kind="progress", by=office, today=TODAY)
    number = {"number": 1} if status == "released" else {}
    Circular.objects.update(status=status, **number)
    monkeypatch.setattr(circulars, "circular_pages", lambda _row: pages_of(2))
    answer = sign_in(office).get(f"/reports/circulars/{row.pk}/pages/")
    read = PdfReader(BytesIO(answer.content))
    shown = ["办公室周明" in page.extract_text() for page in read.pages]
    assert shown == [status == "draft"] * 2
    assert answer["X-Export-Number"] in read.metadata["/Keywords"]
    assert answer["Cache-Control"] == "no-store"
    (entry,) = taken()
    assert entry.details["sha256"] == hashlib.sha256(answer.content).hexdigest()


def test_no_file_that_was_taken_away_stays_in_the_browsers_store(sign_in, office, campaign):
    paper = campaign.documents.create(title="方案", file=ContentFile(b"%PDF-1.4", "方案.pdf"))
    for path in ("/units/export/", f"/campaigns/documents/{paper.pk}/", "/manual/word/"):
        assert sign_in(office).get(path)["Cache-Control"] == "no-store"
