"""The frame around every page: menu by duty, warning, bell, sign-in and error pages."""

import re

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import URLResolver, get_resolver, reverse

from config.menu import PLACES, menu
from roster.words import Work
from tests import builders


def test_the_frame_names_the_person_and_warns_of_secrets(sign_in, clerk):
    page = sign_in(clerk).get(reverse("home")).content.decode()
    assert 'lang="zh-CN"' in page
    assert "非密系统，严禁录入涉密信息" in page
    assert "联络员吴静" in page
    assert "区教育局" in page


def test_a_stranger_to_the_system_is_led_to_the_sign_in_page(client, db):
    answer = client.get(reverse("home"), follow=True)
    assert "登录 · 整改通" in answer.content.decode()


def test_a_page_that_is_not_there_says_so_in_chinese(sign_in, clerk):
    answer = sign_in(clerk).get("/nowhere/")
    assert answer.status_code == 404
    assert "没有找到这个页面" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("400", "无法处理这个请求"),
        ("403", "您不能进行这项操作"),
        ("403_csrf", "页面已过期"),
        ("403_network", "此处不能使用管理页面"),
        ("404", "没有找到这个页面"),
        ("429", "尝试次数过多，已暂时锁定"),
        ("500", "系统出了点问题"),
    ],
)
def test_every_fault_says_what_went_wrong_and_the_way_on(name, title):
    page = render_to_string(f"{name}.html")
    assert f"<title>{title} · 整改通</title>" in page
    assert f"<h1>{title}</h1>" in page
    assert ("<form" in page) == (name == "403_network")
    assert ('href="/"' in page) == (name != "403_network")
    assert ("js/kept.js" in page) == (name == "403_csrf")


@pytest.mark.django_db
def test_an_auditor_sees_no_business_in_the_menu():
    auditor = builders.make_user("audit", "审计员", Work.AUDITOR)
    titles = {section["title"] for section in menu(auditor, "/")}
    assert titles <= {"", "系统"}


def test_the_menu_marks_exactly_one_place_as_current(office):
    lines = [line for section in menu(office, "/") for line in section["items"]]
    assert sum(bool(line["active"]) for line in lines) == 1


def test_every_place_of_the_menu_has_its_own_title():
    assert len({place.title for place in PLACES}) == len(PLACES)


def test_a_page_explains_itself_to_somebody_seconded_last_week(sign_in, clerk):
    assert "点一行直接去办" in sign_in(clerk).get(reverse("home")).content.decode()


def test_every_help_text_belongs_to_a_page():
    folder = settings.BASE_DIR / "templates" / "help"
    spaces = get_resolver().namespace_dict
    texts = list(folder.glob("*/*.html"))
    assert len(texts) > 100
    for text in texts:
        space = text.parent.name
        names = spaces[space][1] if space in spaces else get_resolver()
        assert names.reverse_dict.getlist(text.stem), f"{space}:{text.stem}"


def test_what_stands_under_a_line_shows_while_one_is_there(office):
    def shown(path):
        lines = [line for section in menu(office, path) for line in section["items"]]
        return {one["title"] for line in lines for one in line["family"]}

    assert shown("/") == set()
    assert shown(reverse("issues:ledger")) >= {"转办", "回头看", "待认领问题", "台账体检"}
    assert "回头看" in shown(reverse("issues:look_backs"))


def test_a_line_whose_head_is_not_ones_own_stands_by_itself(inspector):
    lines = {line["title"] for section in menu(inspector, "/") for line in section["items"]}
    assert "清单审核" not in lines and "雷同比对" in lines


def marked(person, path):
    lines = [line for section in menu(person, path) for line in section["items"]]
    lines += [one for line in lines for one in line["family"]]
    return [line["title"] for line in lines if line["active"]]


def pages(resolver, way="/", space=""):
    """Every address of the program with its room, numbers and words filled in."""
    for pattern in resolver.url_patterns:
        here = way + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from pages(pattern, here, pattern.namespace or space)
        else:
            yield space, re.sub(r"<[^>]+>", "7", here)


ROOMS = {
    *("campaigns", "activities", "issues", "outreach", "supervision"),
    *("evaluations", "reports", "exchange", "notices"),
}


def test_every_page_of_the_business_belongs_to_one_line_of_the_offices_menu(office):
    asked = [
        path
        for room, path in pages(get_resolver())
        if room in ROOMS and not path.startswith(("/b/", "/^"))
    ]
    assert len(asked) > 300
    assert {path: marked(office, path) for path in asked if len(marked(office, path)) != 1} == {}


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/issues/7/", "整改台账"),
        ("/issues/7/request-closure/", "整改台账"),
        ("/issues/measures/7/complete/", "整改台账"),
        ("/issues/answers/7/", "共性与举一反三"),
        ("/issues/permits/7/", "问题清单"),
        ("/issues/look-back-draws/7/", "回头看"),
        ("/reports/figures/overdue/rows/", "看板"),
        ("/reports/circulars/7/", "看板"),
        ("/units/7/", "干部名册"),
        ("/rounds/7/standings/", "评议轮次"),
    ],
)
def test_a_page_below_no_line_marks_the_one_it_belongs_to(clerk, path, title):
    assert marked(clerk, path) == [title]


def test_what_ones_menu_lacks_gives_way_to_the_next(unit):
    person = builders.make_user("cadre", "干部", Work.CADRE, unit=unit)
    assert marked(person, "/issues/lists/7/") == ["我的清单"]
    assert marked(person, "/issues/look-backs/") == ["整改台账"]


def test_ones_own_account_and_the_manual_belong_to_no_line(office):
    assert marked(office, "/password/") == marked(office, "/manual/office/") == []
