"""The grid's letters: what is kept, what is refused row by row, who may send them."""

import json
from time import perf_counter

import pytest
from django.urls import reverse

from common.labels import Label
from issues import rules
from issues.models import Issue
from issues.words import Source
from tests import builders

VALUES = {"text": "窗口排队久", "example": "3月6日排队2小时", "owner": "吴静"}


@pytest.fixture
def listed(campaign, unit, clerk):
    return rules.open_list(campaign, unit, level="DW", by=clerk)


def send(client, listed, *rows, deleted=()):
    letter = json.dumps({"rows": rows, "deleted": list(deleted)})
    url = reverse("issues:save", args=[listed.pk])
    return client.post(url, letter, content_type="application/json")


def new(temp="n1", **over):
    return {"id": None, "temp": temp, "version": None, "values": {**VALUES, **over}}


def test_a_row_typed_in_the_grid_becomes_a_draft(sign_in, clerk, listed):
    answer = send(sign_in(clerk), listed, new()).json()
    assert Issue.objects.get().pk == answer["rows"][0]["id"]


def test_a_letter_sent_twice_makes_one_row(sign_in, clerk, listed):
    client = sign_in(clerk)
    send(client, listed, new())
    send(client, listed, new())
    assert Issue.objects.count() == 1


def test_a_row_that_cannot_be_kept_does_not_hold_up_the_others(sign_in, clerk, listed):
    answer = send(sign_in(clerk), listed, new("a", source="没有的来源"), new("b")).json()
    assert [row.get("is_refused", False) for row in answer["rows"]] == [True, False]
    assert Issue.objects.count() == 1


def test_a_row_changed_by_somebody_else_comes_back_with_both_texts(
    sign_in, clerk, listed, campaign, unit
):
    issue = builders.make_issue(campaign, unit, issue_list=listed)
    rules.edit(issue, by=clerk, version=issue.version, text="对方写的")
    stale = {"id": issue.pk, "temp": "x", "version": 0, "values": VALUES}
    answer = send(sign_in(clerk), listed, stale)
    assert answer.status_code == 409
    assert answer.json()["conflicts"][0]["values"]["text"] == "对方写的"


def test_a_row_somebody_else_has_removed_says_so(sign_in, clerk, listed):
    answer = send(sign_in(clerk), listed, {**new(), "id": 999, "version": 1}).json()
    assert "已被他人删除" in answer["rows"][0]["remarks"][0]["text"]


def test_a_row_one_is_not_cleared_for_is_neither_read_nor_removed(
    sign_in, clerk, listed, campaign, unit
):
    clerk.duties.update(clearance=Label.INTERNAL)
    told = builders.make_issue(
        campaign, unit, issue_list=listed, text="来信人的原话", source=Source.PETITION
    )
    stale = {"id": told.pk, "temp": "x", "version": 0, "values": VALUES}
    answer = send(sign_in(clerk), listed, stale, deleted=[told.pk])
    assert "来信人的原话" not in answer.content.decode()
    told.refresh_from_db()
    assert told.text == "来信人的原话"


def test_a_stranger_cannot_write_into_our_list(sign_in, stranger, listed):
    assert send(sign_in(stranger), listed, new()).status_code == 404


def test_a_letter_that_makes_no_sense_is_refused_in_words(sign_in, clerk, listed):
    client = sign_in(clerk)
    url = reverse("issues:save", args=[listed.pk])
    answer = client.post(url, "{", content_type="application/json")
    assert answer.status_code == 422
    assert "刷新" in answer.json()["error"]


def test_vague_words_are_remarked_upon_and_never_block(sign_in, clerk, listed):
    vague = new(text="服务意识不强，工作作风不够扎实", example="有时态度不好")
    answer = send(sign_in(clerk), listed, vague).json()["rows"][0]
    assert Issue.objects.count() == 1
    assert {remark["field"] for remark in answer["remarks"]} >= {"text", "example"}


def test_a_row_deleted_in_the_grid_is_gone(sign_in, clerk, listed, campaign, unit):
    issue = builders.make_issue(campaign, unit, issue_list=listed)
    send(sign_in(clerk), listed, deleted=[issue.pk])
    assert not Issue.objects.exists()


def test_a_submitted_list_takes_no_letter(sign_in, clerk, head, listed, campaign, unit):
    builders.make_issue(campaign, unit, issue_list=listed)
    rules.submit(listed, by=head)
    answer = send(sign_in(clerk), listed, new())
    assert answer.status_code == 422
    assert "待审核" in answer.json()["error"]


def test_issues_already_in_the_ledger_are_not_offered_for_typing(
    sign_in, clerk, head, reviewer, listed, campaign, unit
):
    builders.make_issue(campaign, unit, issue_list=listed)
    rules.submit(listed, by=head)
    rules.approve(listed, by=reviewer)
    rules.amend(listed, by=head, reason="补充")
    page = sign_in(clerk).get(listed.get_absolute_url())
    assert page.context["data"]["rows"] == []
    assert "2026-U021-001" in page.content.decode()


def test_a_save_answers_while_one_types(sign_in, clerk, listed):
    client = sign_in(clerk)
    send(client, listed, *(new(f"t{number}") for number in range(20)))
    start = perf_counter()
    send(client, listed, new("next"))
    assert perf_counter() - start < 0.5
