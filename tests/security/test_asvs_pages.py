"""ASVS 5.0 over the pages: what a browser gets, and what a stranger's browser may not do."""

import logging
import re

import pytest
from django.conf import settings as used
from django.core import mail
from django.core.mail import BadHeaderError, EmailMessage
from django.test import Client
from django.urls import reverse

import notices.rules as notices
import roster.rules as rules
from evaluations.sheets.letters import strange_fields
from roster.models import User
from roster.passwords import OWN_WORDS
from tests import builders
from tests.notices.test_deliver import MORNING
from tests.security.conftest import PASSWORD


def test_asvs_1_2_3_a_text_in_a_pages_data_does_not_end_the_script(sign_in, clerk, campaign, unit):
    row = builders.make_issue(campaign, unit, text="</script><b>粗</b>受理慢")
    page = sign_in(clerk).get(row.issue_list.get_absolute_url()).content.decode()
    data = page.partition('id="entry-data"')[2].partition("</script>")[0]
    assert "\\u003C/script\\u003E" in data
    assert "<b>粗" not in page


def test_asvs_1_3_10_a_message_is_filled_in_and_never_interpreted():
    assert not strange_fields("{姓名}请点{链接}")
    for text in ("{姓名.__class__}", "{姓名:>99999999999}", "{0}", "{", "{{姓名}}", "{密码}"):
        assert strange_fields(text), text


def test_asvs_1_3_11_a_line_break_makes_no_second_header(clerk, settings):
    settings.EMAIL_HOST = "mail.example"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    User.objects.filter(pk=clerk.pk).update(email="clerk@example.gov")
    clerk.refresh_from_db()
    notices.tell([clerk], key="k", text="整改时限将至\r\nBcc: all@example.gov")
    assert notices.deliver(MORNING) == 1
    assert mail.outbox[0].subject == "整改时限将至 Bcc: all@example.gov"
    assert mail.outbox[0].message()["Bcc"] is None
    with pytest.raises(BadHeaderError):
        EmailMessage("a\nBcc: b", "", to=["x@example.gov"]).message()


def test_asvs_3_4_2_no_other_site_may_read_a_page(sign_in, clerk):
    for path in ("/", "/sign-in/", "/board/", "/static/js/page.js", "/health/"):
        answer = sign_in(clerk).get(path, headers={"Origin": "https://evil.example"})
        assert not any(name.startswith("Access-Control-") for name in answer.headers), path


@pytest.mark.parametrize("path", ["/sign-in/", "/sign-out/", "/password/", "/units/found/"])
def test_asvs_3_5_1_a_form_of_another_site_does_nothing(office, path):
    client = Client(enforce_csrf_checks=True)
    client.force_login(office, backend="roster.backends.OfficeBackend")
    answer = client.post(path, {"name": "x"}, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403


def test_asvs_3_5_2_a_request_that_needs_no_preflight_does_nothing(clerk, campaign, unit):
    row = builders.make_issue(campaign, unit)
    client = Client(enforce_csrf_checks=True)
    client.force_login(clerk, backend="roster.backends.OfficeBackend")
    path = reverse("issues:save", args=[row.issue_list_id])
    for kind in ("text/plain", "application/json", "application/x-www-form-urlencoded"):
        assert client.post(path, "{}", content_type=kind).status_code == 403


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/sign-in/", "text/html; charset=utf-8"),
        ("/health/", "text/plain; charset=utf-8"),
        ("/issues/ledger/export/?format=csv", "text/csv; charset=utf-8"),
        ("/nothing/", "text/html; charset=utf-8"),
    ],
)
def test_asvs_4_1_1_every_answer_says_what_it_is(sign_in, office, campaign, path, kind):
    client = sign_in(office) if path != "/sign-in/" else Client()
    assert client.get(path)["Content-Type"] == kind


def boxes(page):
    return re.findall(r'<input[^>]*type="password"[^>]*>', page)


def test_asvs_6_2_6_and_6_2_7_a_password_is_hidden_and_may_be_pasted(sign_in, clerk):
    first, second = Client().get("/sign-in/"), sign_in(clerk).get("/password/")
    assert len(boxes(first.content.decode())) == 1
    assert len(boxes(second.content.decode())) == 3
    for box in boxes(first.content.decode()) + boxes(second.content.decode()):
        assert re.search(r'autocomplete="(current|new)-password"', box)
        assert "onpaste" not in box and "readonly" not in box


@pytest.mark.parametrize("near", ["Bu-yi-yang1", "Bu-Yi-Yang1 ", " Bu-Yi-Yang1", "Bu-Yi-Yang"])
def test_asvs_6_2_8_a_password_counts_as_it_was_typed(clerk, come_in, near):
    rules.change_password(clerk, password="Bu-Yi-Yang1")
    assert come_in("clerk", near)[1].status_code == 200
    assert come_in("clerk", "Bu-Yi-Yang1")[1].status_code == 302


def test_asvs_6_2_9_a_password_may_have_a_hundred_signs_and_each_counts(sign_in, clerk, come_in):
    long = "Bu-Yi-Yang1" + "长句" * 45
    fields = {"old_password": PASSWORD, "new_password1": long, "new_password2": long}
    assert sign_in(clerk).post("/password/", fields).status_code == 302
    assert come_in("clerk", long[:-1])[1].status_code == 200
    assert come_in("clerk", long)[1].status_code == 302


@pytest.mark.parametrize("near", ["Zheng-gai-1zhenggaitong", "作风整顿Abc-2026", "Jiaoyuju-2026x"])
def test_asvs_6_2_11_the_offices_own_words_are_no_password(sign_in, clerk, near):
    fields = {"old_password": PASSWORD, "new_password1": near, "new_password2": near}
    page = sign_in(clerk).post("/password/", fields)
    assert "不能有本系统、本单位的名称" in page.content.decode()


def test_asvs_6_1_2_the_paper_lists_those_words():
    paper = (used.BASE_DIR / "docs" / "deploy.md").read_text("utf-8")
    assert [word for word in OWN_WORDS if word not in paper] == []


def test_asvs_6_4_2_no_account_has_a_hint_or_a_secret_question(db):
    named = {field.name for field in User._meta.fields}
    assert not [name for name in named if re.search("hint|question|answer|secret", name)]
    page = Client().get("/sign-in/")
    assert set(page.context["form"].fields) == {"username", "password"}


@pytest.mark.parametrize(
    "said", ["Bearer abc", "Token abc", "Basic Y2xlcms6Wmhlbmdn", "ApiKey clerk"]
)
def test_asvs_7_2_2_nobody_comes_in_by_a_word_that_never_changes(clerk, said):
    answer = Client().get("/units/", headers={"Authorization": said, "X-Api-Key": said})
    assert answer.status_code == 302


def test_asvs_7_2_3_a_sitting_has_more_than_128_bits_by_chance(clerk, come_in):
    keys = {come_in("clerk")[0].session.session_key for _ in range(3)}
    assert len(keys) == 3
    assert all(re.fullmatch(r"[a-z0-9]{32}", key) for key in keys)


@pytest.mark.parametrize("who", ["clerk", "office", "leader", "system"])
def test_asvs_7_4_4_every_page_lets_one_leave(sign_in, request, campaign, who):
    client = sign_in(request.getfixturevalue(who))
    for path in ("/", "/security/", "/notices/", "/manual/", "/units/"):
        page = client.get(path, follow=True)
        assert 'action="/sign-out/"' in page.content.decode(), path


def test_asvs_7_6_2_the_page_of_sign_in_takes_nobody_anywhere_by_itself(db, settings):
    settings.OIDC_ISSUER = "https://issuer.example"
    page = Client().get("/sign-in/")
    assert page.status_code == 200
    assert "sessionid" not in page.cookies
    assert 'http-equiv="refresh"' not in page.content.decode()


@pytest.mark.parametrize("path", ["/.git/HEAD", "/.env", "/.git/config", "/static/.git/HEAD"])
def test_asvs_13_4_1_nothing_of_the_source_is_handed_out(db, path):
    assert Client().get(path).status_code in {302, 404}
    assert b"[core]" not in Client().get(path).content


def test_asvs_14_2_2_no_page_is_kept_between_people(sign_in, office, clerk, campaign):
    kept = [name for name in used.MIDDLEWARE if "cache" in name.lower()]
    assert kept == []
    answer = sign_in(office).get("/units/export/")
    assert answer["Cache-Control"] == "no-store"
    assert "Cookie" in sign_in(clerk).get("/")["Vary"]


def test_asvs_15_3_7_what_stands_in_the_address_is_no_part_of_the_form(sign_in, security, clerk):
    client = sign_in(security)
    path = f"/users/{clerk.pk}/grant/?work=reviewer&unit="
    client.post(path, {})
    assert not clerk.duties.filter(work="reviewer").exists()


def test_asvs_16_3_2_who_was_turned_away_from_what_stands_in_the_log(sign_in, clerk, caplog):
    with caplog.at_level(logging.INFO, logger="access"):
        sign_in(clerk).get("/users/")
        Client(enforce_csrf_checks=True).post("/sign-out/")
    facts = [record.facts for record in caplog.records if record.name == "access"]
    assert facts[0]["status"] == 404
    assert facts[0]["user"] == clerk.pk
    assert facts[0]["path"] == "/users/"
    assert facts[1]["status"] == 403
