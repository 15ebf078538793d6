"""Hostile attachments come in over HTTP: each is refused with a sentence, and nothing is kept."""

import socket
import struct
import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from campaigns.models import Document
from common import pictures
from outreach.models import Attachment, Letter
from outreach.rules import questions
from tests.hostile.build import ATTACHED, EICAR, GPS, PAPERS, photo, whole_png

TEXT = "政务大厅三号窗口上午无人。"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def post_letter(name, content):
    token, _ = questions.ask()
    fields = {"text": TEXT, "token": token, "sum_said": questions.right_answer(token)}
    return Client().post(reverse("box"), {**fields, "files": SimpleUploadedFile(name, content)})


def attach(client, campaign, name, content):
    file = SimpleUploadedFile(name, content)
    return client.post(f"/campaigns/{campaign.pk}/attach/", {"title": "实施方案", "file": file})


@pytest.mark.parametrize("name", ATTACHED)
def test_h_a_hostile_attachment_is_refused_with_a_sentence(campaign, name):
    answer = post_letter(name, ATTACHED[name]())
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "。" in page.partition("invalid-feedback")[2] or "再传" in page or "不能收" in page
    assert TEXT in page
    assert not Letter.objects.exists()


@pytest.mark.parametrize("name", PAPERS)
def test_h_a_hostile_paper_is_refused_with_a_sentence(sign_in, office, campaign, name):
    answer = attach(sign_in(office), campaign, name, PAPERS[name]())
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "再传" in page or "只能上传" in page
    assert "\u202e" not in page
    assert not Document.objects.exists()


@pytest.mark.parametrize("make", [photo, whole_png])
def test_h23_a_picture_is_kept_without_place_device_and_rear_end(campaign, make):
    assert GPS in make()
    post_letter("现场.jpg", make())
    kept = Attachment.objects.get().file.read()
    for told in (GPS, b"Huawei", b"script", b"PK\x03\x04", b"Author"):
        assert told not in kept
    assert kept.startswith(make()[:4])


def test_h23_which_side_is_up_is_kept():
    assert struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0) in pictures.cleaned(photo(side=6))
    assert b"Exif" not in pictures.cleaned(photo(side=1))


def test_h23_what_is_clean_stays_as_it_is():
    once = pictures.cleaned(photo())
    assert pictures.cleaned(once) == once


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.jpg", "a\0.jpg", "CON.jpg", "长" * 300 + ".jpg"]
)
def test_h21_a_strange_name_is_never_a_path(campaign, tmp_path, name):
    post_letter(name, photo())
    held = Attachment.objects.get()
    assert held.name == "附件1.jpg"
    assert held.file.name.startswith("letters/")
    assert [path.parent for path in tmp_path.rglob("*.jpg")] == [tmp_path / "letters"]


@pytest.fixture
def scanner(settings):
    """A stand-in for clamd that knows one virus."""
    door = socket.create_server(("127.0.0.1", 0))
    settings.CLAMD = f"127.0.0.1:{door.getsockname()[1]}"

    def talk():
        while True:
            try:
                line, _ = door.accept()
            except OSError:
                return
            with line, line.makefile("rb") as said:
                said.read(10)
                seen = b""
                while size := struct.unpack(">I", said.read(4))[0]:
                    seen += said.read(size)
                bad = EICAR.encode() in seen
                line.sendall(b"stream: Eicar FOUND\0" if bad else b"stream: OK\0")

    threading.Thread(target=talk, daemon=True).start()
    yield door
    door.close()


def infected():
    return b"%PDF-1.7\n" + EICAR.encode()


def test_dj5a_what_the_scanner_finds_is_not_kept(campaign, scanner):
    assert "查出病毒" in post_letter("材料.pdf", infected()).content.decode()
    assert not Letter.objects.exists()
    post_letter("材料.pdf", b"%PDF-1.7\nclean")
    assert Letter.objects.get().attachments.count() == 1


def test_dj5a_governing_papers_and_imports_are_scanned_too(sign_in, office, campaign, scanner):
    client = sign_in(office)
    assert "查出病毒" in attach(client, campaign, "方案.pdf", infected()).content.decode()
    file = SimpleUploadedFile("名册.csv", EICAR.encode())
    page = client.post(reverse("exchange:import"), {"kind": "roster", "file": file})
    assert "查出病毒" in page.content.decode()


def test_dj5a_without_the_scanner_nothing_is_taken_in(campaign, settings):
    settings.CLAMD = "127.0.0.1:1"
    assert "查毒服务" in post_letter("材料.pdf", b"%PDF-1.7").content.decode()
    assert not Letter.objects.exists()
