"""The mechanisms around evaluations, each walked through HTTP by the people who use it."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now
from openpyxl import load_workbook

import evaluations.rules as rules
from campaigns.models import Campaign, UpwardReport
from evaluations.models import (
    Commendation,
    Designation,
    Gain,
    Round,
    Scheme,
    Standing,
    Window,
    WindowRating,
)
from outreach.models import Opinion, Ticket
from supervision.models import Focus
from tests import builders
from tests.evaluations.test_scheme_pages import filled
from tests.stories.desk import Person
from tests.stories.test_document_001 import cast, codes_on


@pytest.fixture
def desk(office, sign_in):
    rules.install_schemes()
    rules.install_designation_rules()
    return Person(sign_in(office))


@pytest.fixture
def chief(leader, sign_in):
    return Person(sign_in(leader))


@pytest.fixture
def drafted(campaign, desk):
    scheme = Scheme.objects.get(code="sanping_30_20_50")
    desk.post("evaluations:draft", name="上半年三评议", scheme=scheme.pk, show_min=3)
    return Round.objects.get()


@pytest.fixture
def published(drafted, unit, other_unit):
    """Counted and published: one unit far above, the other far below."""
    Round.objects.filter(pk=drafted.pk).update(
        status=Round.Status.PUBLISHED, published_at=now(), appeal_until_on=localdate()
    )
    told = {unit: ("96.50", "0.9500", 1, False), other_unit: ("55.25", "0.4100", 2, True)}
    for one, (score, rate, rank, is_tail) in told.items():
        Standing.objects.create(
            round=drafted,
            cohort=drafted.cohorts.get(units=one),
            unit=one,
            score=score,
            score_shown=score,
            exact_score=score,
            satisfied_rate=rate,
            rank=rank,
            is_tail=is_tail,
            tier="较差" if is_tail else "好",
            valid_count=60,
        )
    drafted.refresh_from_db()
    return drafted


def test_a_window_is_rated_called_back_and_passed_on(campaign, unit, desk, office):
    """000-24, 002-25, 002-26, 004-44: a rating on the spot, a call back, two levels of blame."""
    desk.post("evaluations:open_window", unit=unit.pk, name="3号窗口")
    window = Window.objects.get()
    assert window.token in desk.get("evaluations:poster", window.pk)
    phone = Client()
    page = reverse("evaluations:rate", args=[window.token])
    for answer in ({"level": "yes"}, {"level": "no", "reason": "absent", "contact": "13800001111"}):
        phone.get(page)
        token = next(iter(phone.cookies.values())).value
        assert phone.post(page, {"token": token, **answer}).status_code == 200
    bad = WindowRating.objects.get(is_satisfied=False)
    text = f"{window.name}：{bad.get_reason_display()}"
    desk.post("outreach:record_opinion", unit=unit.pk, channel="window", text=text)
    desk.post(
        "evaluations:handle_rating",
        bad.pk,
        outcome="called_back",
        note="已致歉，加派一人",
        channel="phone",
        result="satisfied",
        owner="窗口李某",
        chief="科长王某",
    )
    listed = desk.get("evaluations:ratings")
    assert "电话：满意" in listed and "窗口李某" in listed and "科长王某" in listed
    assert "13800001111" not in listed
    assert "3号窗口" in desk.get("evaluations:windows")
    assert Opinion.objects.count() <= 1


def test_three_sides_rate_with_their_weights(drafted, desk, unit, other_unit):
    """001-27, 001-28, 003-15: three sides, weights that make 100, codes for each kind of rater."""
    page = desk.get("evaluations:round", drafted.pk)
    for said in ("上级领导评", "同级部门评", "服务对象评", "30", "20", "50"):
        assert said in page
    desk.post("evaluations:step", drafted.pk, "freeze")
    sides = {side.code: side.pk for side in drafted.sides.all()}
    up = desk.post("evaluations:hand_out", drafted.pk, side=sides["UP"], count=3)
    served = desk.post(
        "evaluations:hand_out", drafted.pk, side=sides["SERV"], count=2, units=[unit.pk]
    )
    desk.post("evaluations:step", drafted.pk, "open")
    for sheet in (up, served):
        for place, code in enumerate(codes_on(sheet)):
            cast(code, place)
    assert drafted.invitations.filter(state=1).count() == 5


def test_the_served_weigh_most_or_the_office_is_told(desk):
    """001-29: whoever is served should weigh most; another weight is kept but pointed out."""
    scheme = Scheme.objects.get(code="sanping_30_20_50")
    fields = filled(scheme.content, **{"side-0-weight": 60, "side-2-weight": 20})
    assert "“服务对象评”的权重（20）不是最大" in desk.post(
        "evaluations:copy_scheme", scheme.pk, **fields
    )


def test_low_and_complained_of_becomes_a_focus(published, campaign, other_unit, desk, chief):
    """000-36, 000-37: satisfaction and complaints propose, a leader confirms with an exit."""
    for number in range(4):
        Ticket.objects.create(
            campaign=campaign,
            unit=other_unit,
            order_no=f"T{number}",
            content="没人接电话",
            dispatched_at=now() - timedelta(days=1),
        )
    page = desk.get("reports:discontent")
    assert other_unit.short in page and "41.00%" in page and "12345工单4件" in page
    ground = "“上半年三评议”满意率41.00%；近90天12345工单4件。"
    desk.post("supervision:propose_focus", unit=other_unit.pk, ground=ground)
    row = Focus.objects.get()
    chief.post("supervision:decide_focus", row.pk, agrees="1", exit_rule="连续两次评议不在末位")
    row.refresh_from_db()
    assert row.status == "confirmed"
    desk.post("supervision:leave_focus", row.pk, note="两次评议均列中游")
    row.refresh_from_db()
    assert row.status == "left"


def test_the_ranking_leaves_the_house(published, desk):
    """003-17: places stand on the page and in the workbook; the circular is in document 001."""
    assert "区教育局" in desk.get("evaluations:standings", published.pk)
    sheet = desk.client.get(reverse("evaluations:export", args=[published.pk])).content
    cells = [cell for page in load_workbook(BytesIO(sheet)) for row in page.values for cell in row]
    assert "区教育局" in cells and 96.5 in cells


def test_a_county_follows_and_reports_to_the_city(published, campaign, desk):
    """001-31, 001-32, 001-42: the county's result goes up, and into the annual assessment."""
    city = builders.make_campaign(name="全市三评议")
    Campaign.objects.filter(pk=campaign.pk).update(parent=city)
    desk.client.get("/", {"campaign": city.pk})
    assert "上报结果" in desk.get("evaluations:lower")
    desk.post("evaluations:report_round", published.pk, note="")
    assert "第1名 区教育局 96.50" in UpwardReport.objects.get().text
    desk.post("campaigns:receive_report", UpwardReport.objects.get().pk)
    assert "已签收" in desk.get("evaluations:lower")
    desk.client.get("/", {"campaign": campaign.pk})
    table = desk.client.get(reverse("evaluations:export_yearly")).content
    assert any(96.5 in line for line in load_workbook(BytesIO(table)).active.values)


def test_the_year_ends_with_names_praise_and_three_gains(
    published, unit, other_unit, desk, chief, head, sign_in
):
    """001-42, 001-43, 001-45, 003-18: designations, commendations, uses and the three gains."""
    for one, kind in ((unit, "satisfied"), (other_unit, "unsatisfied")):
        desk.post(
            "evaluations:designate",
            unit=one.pk,
            kind=kind,
            ground="全年评议",
            measures="约谈主要负责人" if kind == "unsatisfied" else "通报表扬",
        )
    for row in Designation.objects.all():
        chief.post("evaluations:decide_designation", row.pk, agrees="1")
    bad = Designation.objects.get(kind="unsatisfied")
    today = localdate().isoformat()
    desk.post("evaluations:follow_designation", bad.pk, text="已约谈", on=today)
    desk.post(
        "evaluations:commend", unit=unit.pk, kind="unit", reason="全年没有一件重复投诉，群众满意"
    )
    chief.post("evaluations:decide_commendation", Commendation.objects.get().pk, agrees="1")
    desk.post(
        "evaluations:note_use",
        unit=unit.pk,
        round=published.pk,
        kind="award",
        used_on=today,
        text="推荐先进集体",
    )
    gain = {
        "aspect": "style",
        "name": "整改率",
        "source": "台账",
        "base": "0",
        "is_better_high": "on",
    }
    desk.post("evaluations:new_gain", **gain)
    desk.post(
        "evaluations:keep_gain", Gain.objects.get().pk, **gain, mid="60", end="92", target="90"
    )
    seen = Person(sign_in(head))
    assert "不满意单位" in seen.get("evaluations:designations")
    assert "重复投诉" in seen.get("evaluations:commendations")
    assert "推荐先进集体" in seen.get("evaluations:uses")
    assert "+92.00" in seen.get("evaluations:gains") and "达到" in seen.get("evaluations:gains")


def test_units_are_compared_with_their_own_kind_only(published, desk):
    """003-25: 比学赶超 inside the class; the table of the year can be narrowed to one class."""
    cohorts = {str(cohort) for cohort in published.cohorts.all() if cohort.standings.exists()}
    page = desk.get("evaluations:yearly")
    assert all(name in page for name in cohorts)


def test_outside_surveys_come_with_their_method(drafted, desk):
    """003-16, 004-45: a third party's survey is taken in with period, source and method."""
    desk.post("evaluations:step", drafted.pk, "freeze")
    page = desk.get("evaluations:indicators", drafted.pk)
    assert "方法" in page and "来源" in page
