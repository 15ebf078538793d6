"""The grid's letters: what is kept, what is refused row by row, who may send them."""

import json

import pytest
from django.urls import reverse

from issues import rules
from issues.models import Issue
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


def test_a_stranger_cannot_write_into_our_list(sign_in, stranger, listed):
    assert send(sign_in(stranger), listed, new()).status_code == 404


def test_a_letter_that_makes_no_sense_is_refused_in_words(sign_in, clerk, listed):
    client = sign_in(clerk)
    url = reverse("issues:save", args=[listed.pk])
    answer = client.post(url, "{", content_type="application/json")
    assert answer.status_code == 422
    assert "刷新" in answer.json()["error"]
