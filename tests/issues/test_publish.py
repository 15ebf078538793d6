"""Showing issues to others: without persons, approved by somebody else, taken down with a trace."""

import pytest
from django.urls import reverse

import issues.rules as rules
from common.refusal import Refused
from issues.models import Issue, Publication
from issues.screening.redaction import redact
from journal.models import Entry
from tests import builders

PUBLIC = "/board/"
BOARD = "/issues/board/"


@pytest.fixture
def issue(campaign, unit):
    builders.make_cadre(unit, name="郝文静")
    return builders.make_ledger_issue(
        campaign, unit, text="窗口郝文静让群众跑了3趟，电话13812345678", measures=["龚克俭每周抽查"]
    )


def ask(issue, clerk, scope="public"):
    return rules.ask_publication(issue, by=clerk, scope=scope, **rules.public_copy(issue))


@pytest.fixture
def shown(issue, clerk, office):
    row = ask(issue, clerk)
    rules.answer_publication(row, by=office, passed=True)
    return row


def body(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("张三和张三丰都在", "张某和张某都在"),
        ("欧阳修未到岗", "欧阳某未到岗"),
        ("证号210101199001011234", "证号" + "*" * 18),
        ("致电13812345678无人接", "致电138****5678无人接"),
        ("没有人名", "没有人名"),
    ],
)
def test_persons_and_their_numbers_are_taken_out(text, shown):
    assert redact(text, ["张三", "张三丰", "欧阳修", "王"]) == shown


def test_the_copy_names_nobody_of_the_roster_nor_of_the_issue(issue):
    copy = rules.public_copy(issue)
    assert copy["text"] == "窗口郝某让群众跑了3趟，电话138****5678"
    assert copy["measures"] == "1.龚某每周抽查"


def test_a_name_typed_in_again_is_taken_out_again(issue, clerk):
    row = rules.ask_publication(issue, by=clerk, scope="public", text="郝文静态度差")
    assert (row.text, row.duty) == ("郝某态度差", "董某")


def test_nothing_is_public_before_the_office_agrees(issue, clerk, office, client):
    row = ask(issue, clerk)
    assert "让群众跑了3趟" not in body(client, PUBLIC)
    rules.answer_publication(row, by=office, passed=True)
    page = body(client, PUBLIC)
    assert "窗口郝某让群众跑了3趟" in page
    for secret in ("郝文静", "董万春", "龚克俭", "13812345678", issue.example, issue.number):
        assert secret not in page
    assert f"/issues/{issue.pk}/" not in page
    assert not client.cookies
    assert Issue.objects.get().published_at


@pytest.mark.parametrize("scope", ["unit", "system"])
def test_what_is_meant_for_inside_stays_inside(issue, clerk, office, stranger, sign_in, scope):
    rules.answer_publication(ask(issue, clerk, scope), by=office, passed=True)
    assert "让群众跑了" not in body(sign_in(office), PUBLIC)
    assert "让群众跑了" in body(sign_in(clerk), BOARD)
    assert ("让群众跑了" in body(sign_in(stranger), BOARD)) is (scope == "system")


def test_a_copy_taken_down_is_gone_and_its_trace_remains(shown, clerk, client):
    rules.withdraw_publication(shown, by=clerk, reason="表述有误")
    assert "让群众跑了" not in body(client, PUBLIC)
    assert Issue.objects.get().published_at is None
    assert Publication.objects.get().withdrawn_for == "表述有误"
    assert Entry.objects.filter(verb="撤下公示", note__contains="表述有误").exists()
    ask(shown.issue, clerk)


def test_a_cancelled_issue_leaves_the_board(shown, office, client):
    rules.cancel(Issue.objects.get(), by=office, closure="C5", note="不属实")
    assert "让群众跑了" not in body(client, PUBLIC)


def test_a_draft_and_a_second_copy_are_refused(issue, campaign, unit, clerk):
    with pytest.raises(Refused, match="不能公示"):
        ask(builders.make_issue(campaign, unit), clerk)
    ask(issue, clerk)
    with pytest.raises(Refused, match="已经提出或正在公示"):
        ask(issue, clerk)


def test_a_persons_issue_stays_within_the_unit(campaign, unit, clerk):
    issue = builders.make_ledger_issue(campaign, unit)
    Issue.objects.update(level="GR")
    issue.refresh_from_db()
    with pytest.raises(Refused, match="本单位范围"):
        ask(issue, clerk, "system")
    ask(issue, clerk, "unit")


def test_declining_needs_a_reason_and_is_final(issue, clerk, office, client):
    row = ask(issue, clerk)
    with pytest.raises(Refused, match="理由"):
        rules.answer_publication(row, by=office, passed=False)
    rules.answer_publication(row, by=office, passed=False, answer="先整改")
    with pytest.raises(Refused):
        rules.answer_publication(row, by=office, passed=True)
    assert "先整改" in clerk.notices.get().text


def test_strangers_and_the_unit_itself_approve_nothing(issue, clerk, stranger, reviewer, sign_in):
    with pytest.raises(Refused):
        ask(issue, stranger)
    row = ask(issue, clerk)
    for person in (clerk, stranger, reviewer):
        with pytest.raises(Refused):
            rules.answer_publication(row, by=person, passed=True)
    with pytest.raises(Refused):
        rules.withdraw_publication(row, by=stranger, reason="不想看到")
    for name, pk in (("ask", issue.pk), ("answer", row.pk), ("withdraw", row.pk)):
        url = reverse(f"issues:{name}_publication", args=[pk])
        assert sign_in(stranger).get(url).status_code == 404


def test_the_whole_way_by_hand(issue, clerk, office, client, sign_in):
    url = reverse("issues:ask_publication", args=[issue.pk])
    page = sign_in(clerk).get(url)
    assert "窗口郝某" in page.content.decode()
    answer = sign_in(clerk).post(url, {**page.context["form"].initial, "scope": "public"})
    assert answer.status_code == 302
    row = Publication.objects.get()
    assert issue.number in body(sign_in(office), BOARD)
    url = reverse("issues:answer_publication", args=[row.pk])
    assert "窗口郝某" in body(sign_in(office), url)
    assert sign_in(office).post(url, {"passed": "1"}).status_code == 302
    assert "窗口郝某" in body(client, PUBLIC)
    url = reverse("issues:withdraw_publication", args=[row.pk])
    assert sign_in(clerk).post(url, {"reason": "改正错字"}).status_code == 302
    assert "窗口郝某" not in body(client, PUBLIC)


@pytest.mark.parametrize(("address", "most"), [(PUBLIC, 8), (BOARD, 16)])
def test_the_queries_do_not_grow_with_the_rows(
    shown, campaign, unit, clerk, office, sign_in, address, most, django_assert_max_num_queries
):
    client = sign_in(office)
    client.get(address)
    for _ in range(8):
        row = ask(builders.make_ledger_issue(campaign, unit), clerk)
        rules.answer_publication(row, by=office, passed=True)
        ask(builders.make_ledger_issue(campaign, unit), clerk)
    with django_assert_max_num_queries(most):
        client.get(address)


def test_a_wrong_copy_is_corrected_with_both_on_record(
    shown, clerk, office, stranger, client, sign_in
):
    with pytest.raises(Refused):
        rules.correct_publication(shown, by=stranger, reason="错", text="别的")
    url = reverse("issues:correct_publication", args=[shown.pk])
    sent = {"reason": "次数写错", "text": "窗口郝文静让群众跑了2趟"}
    assert sign_in(stranger).get(url).status_code == 404
    assert sign_in(clerk).post(url, sent).status_code == 302
    assert "跑了" not in body(client, PUBLIC)
    new = Publication.objects.waiting().get()
    rules.answer_publication(new, by=office, passed=True)
    assert "窗口郝某让群众跑了2趟" in body(client, PUBLIC)
    assert Publication.objects.get(pk=shown.pk).withdrawn_for == "更正：次数写错"


def test_the_board_is_narrowed_by_level_and_scope_and_exported(issue, clerk, office, sign_in):
    row = ask(issue, clerk, "system")
    rules.answer_publication(row, by=office, passed=True)
    client = sign_in(clerk)
    rows = [client.get(BOARD, {"level": level}).context["page"].rows for level in ("DW", "GR")]
    assert rows == [[row], []]
    assert client.get(BOARD, {"scope": "public"}).context["page"].rows == []
    assert client.get(BOARD, {"format": "xlsx"}).headers["Content-Disposition"]
