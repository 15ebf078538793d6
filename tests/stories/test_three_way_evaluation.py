"""Three-way evaluation through HTTP: scheme, who rates whom, draw, codes by list, result."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

import evaluations.rules as rules
from common.books import book
from evaluations.models import Ballot, Draw, Round, Scheme, Standing
from evaluations.sheets.raters import HEADINGS
from roster.words import Work
from tests import builders
from tests.evaluations.test_scheme_pages import filled
from tests.stories.test_document_001 import Person, cast, codes_on


@pytest.mark.slow
def test_from_the_scheme_to_the_published_result(
    campaign, office, inspector, leader, head, stranger, sign_in, unit, other_unit
):
    desk, witness, chief = (Person(sign_in(user)) for user in (office, inspector, leader))
    builders.make_user("sup1", "孙副区长", Work.SUPERIOR, unit=unit)
    for name in ("钱书记", "李常委", "周主任"):
        builders.make_user(f"sup-{name}", name, Work.SUPERIOR)
    scheme = own_scheme(desk)
    desk.post("evaluations:draft", name="年度三评议", scheme=scheme.pk, show_min=3)
    round_ = Round.objects.get()
    name_the_raters(desk, round_)
    draw_the_recipients(desk, round_)
    desk.post("evaluations:step", round_.pk, "freeze")
    vote(desk, round_)
    desk.post("evaluations:step", round_.pk, "end")
    assert not round_.raters.exclude(contact="").exists()
    desk.post("evaluations:step", round_.pk, "seal")
    witness.post("evaluations:step", round_.pk, "seal")
    call_command("sweep")
    round_.refresh_from_db()
    assert round_.status == Round.Status.TALLIED
    assert Standing.objects.filter(round=round_, score__isnull=False).count() == 2
    assert Ballot.objects.filter(round=round_).exists()
    assert "区教育局" in chief.get("evaluations:standings", round_.pk)


def own_scheme(desk):
    """复制、改权重: 90 in all is refused, 100 is kept."""
    rules.install_schemes()
    shipped = Scheme.objects.get(code="sanping_30_20_50")
    data = filled(shipped.content, name="我县三评议", **{"side-2-weight": 40})
    assert "权重合计为90，应为100" in desk.post("evaluations:copy_scheme", shipped.pk, **data)
    data["side-0-weight"] = 40
    data |= {"side-1-min_valid": 1, "side-2-min_valid": 3}
    desk.post("evaluations:copy_scheme", shipped.pk, **data)
    return Scheme.objects.get(is_own=True)


def name_the_raters(desk, round_):
    sides = {side.code: side for side in round_.sides.all()}
    for code in ("UP", "PEER"):
        desk.post("evaluations:lay_raters", round_.pk, sides[code].pk)
    rows = [
        ["服务对象评", f"{group}{n}", "", "", group, f"1380000{n:04d}", "全部", "是"]
        for group in ("企业", "群众")
        for n in range(1, 11)
    ]

    file = SimpleUploadedFile("名单.xlsx", book("名单", HEADINGS, rows))
    page = desk.post("evaluations:upload_raters", round_.pk, file=file)
    token = re.search(r'name="token" value="([^"]+)"', page).group(1)
    desk.post("evaluations:confirm_raters", round_.pk, token=token)
    assert round_.raters.count() == 4 + 2 + 20


def draw_the_recipients(desk, round_):
    side = round_.sides.get(code="SERV")
    desk.post("evaluations:announce_draw", round_.pk, side.pk, **{"quota-0": 5, "quota-1": 5})
    draw = Draw.objects.get()
    seed = {"seed": "20261121 7 7 3", "seed_note": "现场掷骰", "witness": "赵正"}
    page = desk.post("evaluations:draw", round_.pk, draw.pk, **seed)
    assert page.count(">抽中<") == 10
    assert round_.raters.filter(state="drawn").count() == 10


def vote(desk, round_):
    sheets = []
    for side in round_.sides.all():
        base = {"base": "http://testserver/b/", "text": "{链接}"}
        page = desk.post("evaluations:letters", round_.pk, side=side.pk, form="slips", **base)
        sheets.append(codes_on(page))
    assert [len(codes) for codes in sheets] == [4, 2, 10]
    desk.post("evaluations:step", round_.pk, "open")
    desk.client.post(
        reverse("evaluations:name_rater", args=[round_.pk]),
        {"side": round_.sides.first().pk, "name": "后来的人", "units": [1]},
    )
    assert not round_.raters.filter(name="后来的人").exists()
    for codes in sheets:
        for place, code in enumerate(codes):
            cast(code, place)
