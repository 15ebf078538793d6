"""Hostile requests: taken literally, ignored or refused; never a stack, never a stranger's row."""

from urllib.parse import urlsplit

import pytest
from django.test import Client
from openpyxl import load_workbook

import roster.rules as roster
from common.books import book
from common.refusal import Refused
from issues.models import Issue
from tests import builders
from tests.security.conftest import PASSWORD

SEARCHES = ["' or 1=1--", "%", "_", "\\", "id;drop table x", "😀", "＝1+1"]


@pytest.mark.parametrize("words", SEARCHES)
def test_dj4d_a_search_word_is_only_a_word(sign_in, office, unit, words):
    answer = sign_in(office).get("/units/", {"q": words})
    assert answer.status_code == 200
    assert "区教育局" not in answer.content.decode() or words in "%_"


@pytest.mark.parametrize("sort", ["id;drop", "password", "users__password", "-unit__campaign"])
def test_h29_an_unknown_order_is_left_out(sign_in, office, unit, sort):
    client = sign_in(office)
    answer = client.get("/units/", {"sort": sort, "parent__users__password": "x"})
    usual = client.get("/units/")
    assert answer.context["page"].rows == usual.context["page"].rows == [unit]


@pytest.mark.parametrize("text", ["=1+1", "=HYPERLINK(1)", "+86", "-3", "@SUM(1)", "\t=1", "＝1+1"])
def test_dj4d_an_exported_text_is_never_a_formula(text, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(book("表", ["名称"], [[text]]))
    cells = [cell for row in load_workbook(path).active.iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.data_type == "f"] == []


def test_dj4d_an_unknown_field_changes_nothing(sign_in, clerk, campaign, unit, other_unit):
    issue = builders.make_ledger_issue(campaign, unit)
    fields = {"text": "已整改", "status": "closed", "unit": other_unit.pk, "is_superuser": "1"}
    sign_in(clerk).post(f"/issues/{issue.pk}/progress/", fields)
    fresh = Issue.objects.get(pk=issue.pk)
    assert (fresh.status, fresh.unit_id) == (issue.status, unit.pk)


@pytest.mark.django_db
def test_h36_a_flood_of_fields_is_four_hundred():
    client = Client(raise_request_exception=False)
    answer = client.post("/sign-in/", {f"f{number}": "x" for number in range(10_050)})
    assert answer.status_code == 400
    assert "Traceback" not in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("head", [{"HTTP_HOST": "evil.example"}, {"HTTP_X_FORWARDED_HOST": "evil"}])
def test_h32_a_foreign_host_gets_no_link_to_itself(settings, head):
    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client(raise_request_exception=False)
    answer = client.get("/sign-in/", **head)
    assert "evil" not in answer.content.decode()


@pytest.mark.parametrize(
    "target", ["//evil", "https:evil", "/\\evil", "%2f%2fevil", "javascript:alert(1)", "http://e"]
)
def test_h33_after_signing_in_one_goes_home_not_elsewhere(clerk, target):
    fields = {"username": "clerk", "password": PASSWORD, "next": target}
    answer = Client().post("/sign-in/", fields)
    where = urlsplit(answer.url)
    assert (where.scheme, where.netloc) == ("", "")
    assert not answer.url.startswith(("//", "/\\"))


@pytest.mark.parametrize("twin", ["ｃｌｅｒｋ", "CLERK"])
def test_h34_a_lookalike_account_is_a_duplicate(clerk, twin):
    with pytest.raises(Refused):
        roster.open_account(username=twin, name="某", by=None)


@pytest.mark.parametrize("text", ["", "   ", "\u3000", "字" * 6000])
def test_h27_a_text_of_nothing_or_too_much_is_told(sign_in, clerk, campaign, unit, text):
    issue = builders.make_ledger_issue(campaign, unit)
    answer = sign_in(clerk).post(f"/issues/{issue.pk}/progress/", {"text": text})
    assert answer.status_code in (200, 302)
    assert answer.status_code == 302 or "。" in answer.content.decode()


@pytest.mark.parametrize("code", ["x", "0" * 10_000, "' or 1=1--", "ＡＢＣＤ", "\u0000", ""])
def test_h37_every_wrong_code_gets_the_same_answer(db, code):
    client = Client()
    client.get("/b/")
    answer = client.post("/b/paper/", {"code": code})
    assert answer.status_code < 500
    assert "核对" in answer.content.decode() or "。" in answer.content.decode()


SCRIPT = '<script>alert(1)</script>" onmouseover="x'


def test_h28_a_script_in_a_text_is_shown_as_text(sign_in, clerk, campaign, unit):
    issue = builders.make_ledger_issue(campaign, unit, text=f"窗口办理慢{SCRIPT}")
    for page in (f"/issues/{issue.pk}/", "/issues/ledger/"):
        assert SCRIPT not in sign_in(clerk).get(page).content.decode()


def test_h31_a_foreign_number_in_a_form_is_refused(sign_in, stranger, clerk, campaign, unit):
    issue = builders.make_ledger_issue(campaign, unit)
    answer = sign_in(stranger).post(f"/issues/{issue.pk}/progress/", {"text": "越权"})
    assert answer.status_code == 404
    assert not issue.progress.exists()
