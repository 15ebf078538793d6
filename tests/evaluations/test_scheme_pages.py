import pytest

import evaluations.rules as rules
from common.refusal import Refused
from evaluations.forms.scheme_data import initial_of, sides_of
from evaluations.models import Scheme


@pytest.fixture
def desk(office, sign_in, schemes):
    return sign_in(office)


def filled(content, **over):
    """What a browser posts when nothing but `over` is changed."""
    data = {
        name: value for name, value in initial_of(content).items() if value not in (None, False)
    }
    rows = sides_of(content)
    data |= {"side-TOTAL_FORMS": len(rows) + 3, "side-INITIAL_FORMS": len(rows)}
    for at, row in enumerate(rows):
        shown = ("code", "name", "weight", "min_valid", "exclude_self", "deducts", "subgroups")
        data |= {f"side-{at}-{name}": row[name] for name in shown if row.get(name)}
    for at in range(len(rows), len(rows) + 3):
        data[f"side-{at}-min_valid"] = 1
    return data | over


@pytest.mark.parametrize("place", range(11))
def test_a_copy_of_every_scheme_counts_as_the_scheme_does(desk, place):
    original = list(Scheme.objects.all())[place]
    desk.post(f"/schemes/{original.pk}/copy/", filled(original.content))
    copied = Scheme.objects.filter(is_own=True).get()
    before, after = (rules.read_plan(row.content) for row in (original, copied))
    for one, other in zip(before.schemes, after.schemes, strict=True):
        assert [(s.code, s.weight, s.parts, s.items, s.exclude_self) for s in one.sides] == [
            (s.code, s.weight, s.parts, s.items, s.exclude_self) for s in other.sides
        ]
        assert (one.options.options, one.form, one.cohorts) == (
            other.options.options, other.form, other.cohorts
        )  # fmt: skip
        assert one.step_percent == other.step_percent
    for name in ("quota", "tail", "tiebreak", "trim", "bonus_cap", "session_void"):
        if name != "quota":
            assert getattr(before.rules, name) == getattr(after.rules, name), name
    assert before.rules.quota.room(20) == after.rules.quota.room(20)


@pytest.mark.parametrize("place", range(11))
def test_peers_leave_out_their_own_unit_in_every_scheme(schemes, place):
    scheme = list(Scheme.objects.all())[place]
    for side in rules.read_plan(scheme.content).schemes[0].sides:
        assert side.exclude_self == (side.code == "PEER" or "互评" in side.name), side.name


def test_weights_that_do_not_make_a_hundred_are_refused_in_a_sentence(desk, scheme):
    data = filled(scheme.content, **{"side-0-weight": 40})
    page = desk.post(f"/schemes/{scheme.pk}/copy/", data).content.decode()
    assert "权重合计为110，应为100" in page
    assert not Scheme.objects.filter(is_own=True).exists()


def test_a_ratio_need_not_make_a_hundred(desk, scheme):
    weights = {"side-0-weight": 3, "side-1-weight": 6, "side-2-weight": 3}
    desk.post(f"/schemes/{scheme.pk}/copy/", filled(scheme.content, form="ratio", **weights))
    assert rules.read_plan(Scheme.objects.get(is_own=True).content).schemes[0].form == "ratio"


def test_recipients_who_do_not_weigh_most_are_pointed_out(desk, scheme):
    data = filled(scheme.content, **{"side-0-weight": 60, "side-2-weight": 20})
    page = desk.post(f"/schemes/{scheme.pk}/copy/", data, follow=True).content.decode()
    assert "“服务对象评”的权重（20）不是最大" in page


def test_own_options_items_and_grades_are_kept_and_changed(desk, scheme):
    data = filled(
        scheme.content,
        name="县本级办法",
        option_set="own",
        options="好=100\n中=60\n差=0\n不了解=不计",
        items="服务态度=40\n办事效率=60",
        tiers="满意：满意率>=0.9\n其余",
        grade_caps="黄牌×2=其余",
        excellent_ratio="30",
    )
    desk.post(f"/schemes/{scheme.pk}/copy/", data)
    own = Scheme.objects.get(is_own=True)
    plan = rules.read_plan(own.content)
    assert plan.schemes[0].options.labels == ("好", "中", "差", "不了解")
    assert [share.weight for share in plan.schemes[0].sides[0].items] == [40, 60]
    assert plan.rules.grade_caps[0].times == 2
    page = desk.get(own.get_absolute_url()).content.decode()
    assert "服务态度" in page and "□ 好" in page
    desk.post(f"/schemes/{own.pk}/edit/", filled(own.content, name="改名"))
    own.refresh_from_db()
    assert own.name == "改名"
    assert rules.read_plan(own.content).schemes[0].options.labels[0] == "好"


@pytest.mark.parametrize(
    ("field", "written", "said"),
    [
        ("items", "服务态度=40\n办事效率", "比重请每行都写，或者都不写"),
        ("items", "服务态度=40\n办事效率=40", "应为100"),
        ("tiers", "好=九十", "等号后面应是数字"),
        ("tiers", "好：满意率>>1", "读不懂"),
        ("grade_caps", "红牌=优异", "不在等次表"),
        ("grade_caps", "红牌", "应写成“红牌=较好”"),
    ],
)
def test_a_mistake_is_answered_in_a_sentence(desk, scheme, field, written, said):
    data = filled(scheme.content, **{field: written})
    assert said in desk.post(f"/schemes/{scheme.pk}/copy/", data).content.decode()


def test_a_shipped_scheme_is_copied_before_it_is_changed(desk, scheme):
    answer = desk.get(f"/schemes/{scheme.pk}/edit/")
    assert answer.url == f"/schemes/{scheme.pk}/copy/"
    assert "保存办法" in desk.get(answer.url).content.decode()


def test_a_scheme_is_switched_off_and_on(desk, scheme):
    desk.post(f"/schemes/{scheme.pk}/switch/")
    assert scheme not in Scheme.objects.offered()
    desk.post(f"/schemes/{scheme.pk}/switch/")
    assert scheme in Scheme.objects.offered()


def test_a_changed_scheme_reaches_the_round_that_is_prepared(desk, round_, office, scheme):
    content = {**scheme.content, "schemes": [{**scheme.content["schemes"][0]}]}
    content["schemes"][0]["dimensions"] = [{"code": "SERV", "name": "群众评", "weight": 100}]
    rules.keep_scheme(code=scheme.code, name="只评群众", content=content, by=office)
    round_.refresh_from_db()
    rules.freeze(round_, by=office)
    assert [side.name for side in round_.sides.all()] == ["群众评"]


def test_a_stranger_sees_and_switches_no_scheme(scheme, stranger, sign_in):
    client = sign_in(stranger)
    for page in ("", "copy/", "edit/"):
        assert client.get(f"/schemes/{scheme.pk}/{page}").status_code == 404
    with pytest.raises(Refused, match="没有办理此项评议工作的权限"):
        rules.switch_scheme(scheme, is_enabled=False, by=stranger)
