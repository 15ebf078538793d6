"""The manual: a chapter for every duty, words of the screen, pictures that are there."""

from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import URLResolver, get_resolver, reverse

from config.demo.district import EXEMPLARY, TROUBLED
from config.manual.text import block, chapters
from roster.words import Work
from tests import builders

PICTURES = Path(settings.BASE_DIR) / "static" / "manual"
SHOWN = [file for app in ("templates", "config", "issues", "evaluations", "supervision", "outreach",
                          "reports", "roster", "campaigns", "activities", "journal", "common")
         for file in (Path(settings.BASE_DIR) / app).rglob("*")
         if file.suffix in (".html", ".py") and "manual" not in file.parts]  # fmt: skip


def test_every_duty_has_a_chapter():
    told = {work for chapter in chapters() for work in chapter.works}
    assert set(Work.values) <= told


def test_words_in_bold_are_words_of_the_screen():
    screen = "\n".join(file.read_text(encoding="utf-8") for file in SHOWN)
    blocks = [one for chapter in chapters() for one in chapter.blocks]
    marks = {piece.text for one in blocks for piece in one.pieces if piece.mark}
    assert len(marks) > 60
    assert [mark for mark in sorted(marks) if mark not in screen] == []
    assert [chapter.slug for chapter in chapters() if "**" in chapter.summary] == []


def test_every_picture_is_there_small_and_used():
    named = {one.picture for chapter in chapters() for one in chapter.blocks if one.picture}
    files = {f"manual/{file.name}": file.stat().st_size for file in PICTURES.glob("*.png")}
    assert named == set(files)
    assert max(files.values()) <= 80_000
    assert sum(files.values()) < 4_000_000


def addresses(patterns, space="config"):
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, one.namespace or space)
        elif one.name:
            yield f"{space}/{one.name}.html"


def test_every_help_belongs_to_a_page():
    helps = Path(settings.BASE_DIR) / "templates" / "help"
    written = {file.relative_to(helps).as_posix() for file in helps.rglob("*.html")}
    assert len(written) > 100
    assert written - set(addresses(get_resolver().url_patterns)) == set()


def test_a_line_is_cut_into_words_marks_and_links():
    step = block("3. 点 **销号**，见[台账](issues:ledger)。")
    assert (step.kind, step.number) == ("step", 3)
    assert [piece.text for piece in step.pieces] == ["点 ", "销号", "，见", "台账", "。"]
    assert [piece.view for piece in step.pieces if piece.view] == ["issues:ledger"]


@pytest.mark.django_db
def test_the_reader_finds_the_own_chapter_first(sign_in, clerk):
    page = sign_in(clerk).get(reverse("manual")).content.decode()
    assert page.index("联络员手册") < page.index("办公室手册")
    assert "您的职责" in page


@pytest.mark.django_db
def test_the_header_of_every_page_leads_to_the_manual(sign_in, clerk):
    page = sign_in(clerk).get(reverse("home")).content.decode()
    assert f'href="{reverse("manual")}"' in page


@pytest.mark.django_db
def test_each_chapter_is_a_page(sign_in, leader):
    client = sign_in(leader)
    for chapter in chapters():
        answer = client.get(reverse("manual_chapter", args=[chapter.slug]))
        assert answer.status_code == 200
        assert chapter.title in answer.content.decode()


@pytest.mark.django_db
def test_an_unknown_chapter_is_not_found(sign_in, clerk):
    assert sign_in(clerk).get(reverse("manual_chapter", args=["nothing"])).status_code == 404


@pytest.mark.django_db
def test_a_word_is_found_where_it_stands(sign_in, clerk):
    page = sign_in(clerk).get(reverse("manual"), {"q": "延期"}).content.decode()
    assert "时限到来之前点" in page
    nothing = sign_in(clerk).get(reverse("manual"), {"q": "不存在的词"}).content.decode()
    assert "手册里没有这个词" in nothing


@pytest.mark.django_db
def test_the_tour_is_for_demo_accounts_only(sign_in, office, campaign, unit):
    assert "换一个人看" in sign_in(office).get(reverse("tour")).content.decode()
    type(office).objects.filter(pk=office.pk).update(is_demo=False)
    assert sign_in(office).get(reverse("tour")).status_code == 404


@pytest.mark.django_db
def test_the_home_of_the_demo_names_its_two_units_with_todays_numbers(sign_in, office, campaign):
    troubled, good = (
        builders.make_unit(name=name, short=name, code=code)
        for name, code in (("住建局", TROUBLED), ("税务局", EXEMPLARY))
    )
    late = builders.make_ledger_issue(campaign, troubled, due_on=date(2026, 1, 5))
    builders.make_ledger_issue(campaign, good, due_on=date(2099, 1, 5))
    page = sign_in(office).get("/").content.decode()
    assert f'unit={late.unit_id}">住建局</a>逾期1件' in page
    assert "税务局</a>1件问题已销号0件，没有逾期" in page
    type(office).objects.filter(pk=office.pk).update(is_demo=False)
    assert "演示活动" not in sign_in(office).get("/").content.decode()


@pytest.mark.django_db
def test_a_visitor_is_sent_to_sign_in(client):
    assert client.get(reverse("manual")).status_code == 302


def test_the_command_binds_chapters_and_pictures(tmp_path):
    file = tmp_path / "手册.docx"
    call_command("manual", file)
    bound = docx.Document(BytesIO(file.read_bytes()))
    words = "\n".join(paragraph.text for paragraph in bound.paragraphs)
    assert all(chapter.title in words for chapter in chapters())
    assert len(bound.inline_shapes) == sum(
        one.kind == "picture" for chapter in chapters() for one in chapter.blocks
    )


def test_each_line_of_the_contents_knows_the_page_of_its_chapter(tmp_path):
    file = tmp_path / "手册.docx"
    call_command("manual", file)
    body = docx.Document(BytesIO(file.read_bytes())).element.body
    names = body.xpath(".//w:bookmarkStart/@w:name")
    assert len(names) == len(set(names)) == len(chapters())
    assert body.xpath(".//w:hyperlink/@w:anchor") == names
    asked = [field.text.split()[1] for field in body.xpath(".//w:hyperlink//w:instrText")]
    assert asked == names
