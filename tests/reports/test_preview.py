"""The preview of a paper: its printed pages where LibreOffice is installed, else a plain word."""

import shutil
import subprocess

import pytest
from django.urls import reverse

import reports.rules as rules
from common.papers import page_count
from common.papers.pages import can_print
from tests import builders


@pytest.fixture
def released(campaign, unit, office, leader, today):
    builders.make_ledger_issue(campaign, unit)
    row = rules.compose(campaign, kind="progress", by=office, today=today)
    rules.approve(row, by=leader, today=today)
    rules.release(row, by=office)
    row.refresh_from_db()
    return row


@pytest.mark.slow
@pytest.mark.skipif(not can_print(), reason="LibreOffice is not on this machine")
def test_the_preview_shows_the_very_pages_with_the_papers_words(
    released, office, sign_in, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    answer = sign_in(office).get(reverse("reports:pages", args=[released.pk]))
    made = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline")
    assert made.startswith(b"%PDF")
    assert page_count(made) >= 2
    if shutil.which("pdftotext"):
        assert {released.full_number, "台账问题1件"} <= found(made, tmp_path, released.full_number)


def found(made, folder, number):
    """Which of the words of the paper stand on the pages."""
    file = folder / "seen.pdf"
    file.write_bytes(made)
    read = subprocess.run(["pdftotext", file, "-"], check=True, capture_output=True, text=True)
    text = "".join(read.stdout.split())
    return {words for words in (number, "台账问题1件") if words in text}


def test_without_libre_office_the_page_itself_stands_in_and_says_so(
    released, office, sign_in, monkeypatch
):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    address = reverse("reports:pages", args=[released.pk])
    page = sign_in(office).get(address, follow=True).content.decode()
    assert "没有安装 LibreOffice，不能按页预览" in page
    assert released.full_number in page.split("<article")[1].split("</article>")[0]
