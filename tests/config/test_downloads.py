"""Who took which file away stands in the journal, with the digest of the very file."""

import hashlib

from django.test import Client
from django.urls import get_resolver

import journal.rules as journal
from config import outgoing
from journal.models import Entry
from tests import builders
from tests.access.test_matrix import routes


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
