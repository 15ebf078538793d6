from datetime import date
from decimal import Decimal

import pytest

import evaluations.rules as rules
from common.refusal import Refused
from evaluations.models import Indicator, Standing

WHEN = {"since": date(2026, 3, 19), "until": date(2026, 4, 18), "source": "12345月报第4期"}


@pytest.fixture
def hot(campaign, schemes, office):
    """A frozen round in which the hotline weighs 40 and recipients 60."""
    sides = [
        {"code": "SERV", "name": "服务对象评", "weight": 60},
        {"code": "HOT", "name": "12345热线", "weight": 40, "option_set": "percent"},
    ]
    row = {"id": "hot", "name": "带热线", "option_set": "sat4_100_80_0", "dimensions": sides}
    scheme = rules.keep_scheme(code="hot", name="带热线", content={"schemes": [row]}, by=office)
    round_ = rules.draft(campaign, name="带热线的评议", scheme=scheme, by=office)
    rules.freeze(round_, by=office)
    return round_


@pytest.fixture
def side(hot):
    return hot.sides.get(code="HOT")


def test_three_rates_are_made_from_call_backs(hot, side, office, unit):
    text = "单位\t有效回访\t已联系\t已解决\t满意\t基本满意\n教育局\t200\t190\t160\t120\t40"
    rules.enter_indicators(hot, side, kind="hotline", text=text, **WHEN, by=office)
    row = Indicator.objects.get()
    assert (row.facts["响应率"], row.facts["解决率"], row.facts["满意率"]) == (
        "95.00", "80.00", "78.00"
    )  # fmt: skip
    assert row.value == Decimal("80.7")


def test_the_figure_counts_with_its_weight(hot, side, office, inspector, unit, other_unit, sign_in):
    text = "教育局 90\n区卫生健康局，70.25"
    rules.enter_indicators(hot, side, kind="other", text=text, **WHEN, by=office)
    assert Indicator.objects.get(unit=other_unit).value == Decimal("70.3")
    served = hot.sides.get(code="SERV")
    for one in (unit, other_unit):
        rules.enter(hot, one, served, by=office, counts={"": {"满意": 10, "基本满意": 10}})
    rules.open(hot, by=office)
    rules.end(hot, by=office)
    rules.seal(hot, by=office)
    rules.seal(hot, by=inspector)
    rules.tally()
    scores = {row.unit: row.score for row in Standing.objects.all()}
    assert scores == {unit: Decimal("90"), other_unit: Decimal("82.12")}
    page = sign_in(office).get(f"/rounds/{hot.pk}/indicators/").content.decode()
    assert "12345月报第4期" in page and "2026-03-19至2026-04-18" in page


def test_every_bad_line_is_named_and_nothing_is_kept(hot, side, office):
    text = "教育局 90\n水务局 80\n卫健局 八十\n教育局 70\n卫健局 120"
    with pytest.raises(Refused) as refusal:
        rules.enter_indicators(hot, side, kind="other", text=text, **WHEN, by=office)
    said = str(refusal.value)
    for sentence in (
        "第2行：“水务局”不在本次评议范围内",
        "第3行：“八十”不是数字",
        "第4行：“区教育局”写了两次",
        "第5行：得分120应在0到100之间",
    ):
        assert sentence in said
    assert not Indicator.objects.exists()


@pytest.mark.parametrize(
    ("over", "said"),
    [
        ({"kind": "survey"}, "第三方调查请写明方法"),
        ({"until": date(2026, 1, 1)}, "截止日期早于起始日期"),
        ({"source": " "}, "请写明来源"),
        ({"kind": "hotline", "text": "教育局 0 0 0 0 0"}, "有效回访为0"),
        ({"kind": "hotline", "text": "教育局 10 11 5 5 5"}, "分项多于有效回访"),
        ({"text": ""}, "没有读到数字"),
    ],
)
def test_a_figure_without_its_story_is_refused(hot, side, office, over, said):
    fields = {"kind": "other", "text": "教育局 90", **WHEN, **over}
    with pytest.raises(Refused, match=said):
        rules.enter_indicators(hot, side, **fields, by=office)


def test_a_side_of_ticks_takes_no_figures(hot, office):
    with pytest.raises(Refused, match="不是百分制"):
        rules.enter_indicators(
            hot, hot.sides.get(code="SERV"), kind="other", text="教育局 90", **WHEN, by=office
        )


def test_figures_are_pasted_on_a_page(hot, side, office, sign_in):
    data = {"side": side.pk, "kind": "other", "text": "教育局\t91", **WHEN}
    client = sign_in(office)
    client.post(f"/rounds/{hot.pk}/indicators/", data)
    assert Indicator.objects.get().value == 91
    page = client.post(f"/rounds/{hot.pk}/indicators/", {**data, "text": "水务局\t1"})
    assert "水务局\t1" in page.content.decode()


def test_a_stranger_enters_no_figures(hot, side, stranger):
    with pytest.raises(Refused, match="没有办理此项评议工作的权限"):
        rules.enter_indicators(hot, side, kind="other", text="教育局 90", **WHEN, by=stranger)
