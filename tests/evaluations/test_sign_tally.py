"""Three supervisors stand for the count before anything is published."""

import io

import docx
import pytest

import evaluations.rules as rules
from common.refusal import Refused
from evaluations.models import Round, Signature
from tests import builders
from tests.laid_out import GONGWEN, faults


def text_of(content):
    paper = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in paper.paragraphs), *cells])


def test_two_signatures_are_one_too_few(tallied, office, inspector, leader, today):
    rules.sign_tally(tallied, by=inspector)
    rules.sign_tally(tallied, by=office, name="代表刘敏")
    rules.approve(tallied, by=leader)
    with pytest.raises(Refused, match="须有3名监票人签名，现有2名，还差1名"):
        rules.publish(tallied, by=office, today=today)
    rules.sign_tally(tallied, by=office, name="委员高强")
    rules.publish(tallied, by=office, today=today)
    assert tallied.status == Round.Status.PUBLISHED


def test_a_supervisor_signs_in_his_own_name_and_once(tallied, inspector):
    row = rules.sign_tally(tallied, by=inspector, name="别人")
    assert (row.name, row.signer) == (inspector.name, inspector)
    with pytest.raises(Refused, match="已经在这份计票记录上签名"):
        rules.sign_tally(tallied, by=inspector)


def test_the_office_does_not_sign_for_a_supervisor_who_can_sign(tallied, office, inspector):
    with pytest.raises(Refused, match="请本人登录签名"):
        rules.sign_tally(tallied, by=office, name=inspector.name)
    with pytest.raises(Refused, match="请填写"):
        rules.sign_tally(tallied, by=office, name=" ")


def test_a_result_that_is_ranked_anew_needs_new_signatures(
    signed, office, second, unit, today, leader
):
    row = rules.adjust(
        signed, unit, kind="deduct", basis="通报第2期", basis_on=today, points=2, by=office
    )
    rules.approve_adjustment(row, by=second)
    assert Signature.objects.filter(round=signed).count() == 3
    assert not Signature.objects.under(signed).exists()
    rules.approve(signed, by=leader)
    with pytest.raises(Refused, match="现有0名"):
        rules.publish(signed, by=office, today=today)


@pytest.fixture
def second(db):
    return builders.make_user("second", "办公室吴宁", "office")


def test_a_stranger_cannot_sign(tallied, stranger, sign_in):
    with pytest.raises(Refused, match="没有办理此项评议工作的权限"):
        rules.sign_tally(tallied, by=stranger)
    assert sign_in(stranger).get(f"/rounds/{tallied.pk}/sign/").status_code == 404


def test_the_frozen_rules_say_how_many_are_needed(tallied):
    assert rules.supervisors_needed(tallied) == 3
    tallied.plan["rules"]["tally_supervisors_min"] = 5
    assert rules.supervisors_needed(tallied) == 5


def test_signing_on_the_page(tallied, sign_in, inspector, office):
    address = f"/rounds/{tallied.pk}/sign/"
    page = sign_in(inspector).get(address).content.decode()
    assert "以本人姓名" in page and "票数清点" in page
    sign_in(inspector).post(address)
    sign_in(office).post(address, {"name": "代表刘敏", "identity": "区人大代表"})
    assert [str(row) for row in Signature.objects.all()] == [
        "督导组赵正（督导组）",
        "代表刘敏（区人大代表）",
    ]
    page = sign_in(office).post(address, {"name": "代表刘敏"}).content.decode()
    assert "已经在这份计票记录上签名" in page


def test_the_record_counts_every_ballot_and_leaves_room_to_sign(signed, sign_in, office):
    answer = sign_in(office).get(f"/rounds/{signed.pk}/standings/record/")
    text = text_of(answer.content)
    assert "计票记录" in text and "账实相符" in text
    assert faults(answer.content, margins=GONGWEN) == []
    together = text.replace(" ", "").replace("\n", "")
    assert signed.result_digest in together and signed.leaves_digest in together
    assert "代表刘敏" in text and "已在系统签名" in text


def test_void_ballots_are_counted_by_rule_and_said(opened, slips, unit, other_unit, office):
    opened.plan["rules"]["ballot_void"] = ["all_full"]
    Round.objects.filter(pk=opened.pk).update(plan=opened.plan, plan_digest="with-void")
    for slip, mark in zip(slips, ("满意", "满意", "基本满意"), strict=False):
        rules.cast(slip.code, marks={unit.code: {"": mark}, other_unit.code: {"": "满意"}})
    opened.refresh_from_db()
    row = next(row for row in rules.accounts(opened) if row.side.code == "UP")
    assert (row.issued, row.returned, row.void, row.valid, row.unused) == (4, 3, 2, 1, 1)
    assert row.reasons_said == "全部打满分2张"
    assert row.balances


def test_withdrawn_codes_are_accounted_for(frozen, up, slips, office):
    rules.void_unused(frozen, up, by=office)
    row = next(row for row in rules.accounts(frozen) if row.side.code == "UP")
    assert (row.issued, row.withdrawn, row.unused, row.balances) == (4, 4, 0, True)


def test_paper_that_came_back_more_than_it_went_out_is_said(frozen, office):
    line = {"side": "UP", "side_name": "上级领导评", "scope": "全部", "issued": 5, "returned": 6}
    rules.register(frozen, [line], by=office)
    frozen.refresh_from_db()
    row = next(row for row in rules.accounts(frozen) if row.side.code == "UP")
    assert row.sessions == ["全部：收回票数多于发出票数，整场无效"]
    assert not row.balances


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("2026年三评议", "2026年三评议结果"),
        ("第一次三评议（上半年）", "第一次三评议（上半年）结果"),
        ("2026年上半年", "2026年上半年评议结果"),
    ],
)
def test_the_title_says_evaluation_once(name, title):
    assert Round(name=name).result_name == title


def test_a_unit_takes_its_own_feedback_sheet_and_no_other(
    published, sign_in, clerk, unit, other_unit
):
    client = sign_in(clerk)
    answer = client.get(f"/rounds/{published.pk}/standings/{unit.pk}/feedback/")
    text = text_of(answer.content)
    assert "区教育局：" in text and "反馈单" in text and "不是一回事" in text
    assert "区卫生健康局" not in text
    assert faults(answer.content, margins=GONGWEN) == []
    other = client.get(f"/rounds/{published.pk}/standings/{other_unit.pk}/feedback/")
    assert other.status_code == 404
