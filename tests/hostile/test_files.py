"""Hostile files come in by the import page: a sentence, no row, no crash, no swollen process."""

import resource
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from config.tasks import take_up
from exchange.models import Transfer
from roster.models import Cadre
from tests.hostile.build import FILES

MEGABYTES = 300 * 1024


@pytest.mark.parametrize("name", FILES)
def test_h_a_hostile_file_is_refused_with_a_sentence(sign_in, office, dictionaries, name):
    client, started = sign_in(office), time.monotonic()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    file = SimpleUploadedFile(name, FILES[name]())
    made = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    answer = client.post(reverse("exchange:import"), {"kind": "roster", "file": file})
    assert answer.status_code in (200, 302)
    if answer.status_code == 302:
        take_up()
        answer = client.get(answer.url)
    page = answer.content.decode()
    assert "。" in page
    failed = Transfer.objects.exclude(fault="").exists() or "error" in page or "invalid" in page
    assert failed or "可导入0行" in page, "没有拒绝"
    assert not Cadre.objects.exists()
    assert time.monotonic() - started < 20
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - max(before, made)
    assert grown < MEGABYTES
