"""One list from the first word typed to the rebound after closing, through the pages alone."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from campaigns.models import Category, Gate
from issues.models import Issue, IssueCount, IssueList, LookBack
from journal.models import Entry
from tests import builders

TYPED = {
    "text": "民办幼儿园普惠认定办理慢，园方等不到结果",
    "example": "3月6日柳河镇某幼儿园递交认定材料，补正3次，41天后才组织评估",
    "cause": "材料谁收谁压，没有人对园方等待的时间负责",
    "measures": "一次性列明补正清单\n受理次日排定评估日期",
    "leader": "董万春",
    "owner": "龚克俭",
    "source": "S01",
    "rectify": "XQ",
}


@pytest.fixture
def people(sign_in, clerk, head, reviewer, office, inspector):
    cast = {"clerk": clerk, "head": head, "reviewer": reviewer}
    cast |= {"office": office, "inspector": inspector}
    return {name: sign_in(person) for name, person in cast.items()}


def post(client, name, pk, **fields):
    answer = client.post(reverse(f"issues:{name}", args=[pk]), fields)
    assert answer.status_code == 302, answer.content.decode()[:4000]
    return answer


def type_in(client, issue_list, **over):
    values = {**TYPED, "category": str(Category.objects.get(code="ZF05").pk), **over}
    issue = issue_list.issues.first()
    row = {"id": issue and issue.pk, "temp": "r1", "version": issue and issue.version}
    letter = json.dumps({"rows": [{**row, "values": values}], "deleted": []})
    url = reverse("issues:save", args=[issue_list.pk])
    return client.post(url, letter, content_type="application/json").json()


def test_a_list_goes_the_whole_way(campaign, unit, people):
    due = localdate() + timedelta(days=60)

    answer = people["clerk"].post(reverse("issues:open_list"), {"unit": unit.pk, "level": "DW"})
    issue_list = IssueList.objects.get()
    assert answer.url == issue_list.get_absolute_url()

    saved = type_in(people["clerk"], issue_list, example="", due_on=due.isoformat())
    assert [gap["field"] for gap in saved["missing"]] == ["example"]
    desk = people["head"].get(reverse("issues:submit", args=[issue_list.pk])).content.decode()
    assert "第1条没有写具体事例" in desk
    type_in(people["clerk"], issue_list, due_on=due.isoformat())
    post(people["head"], "submit", issue_list.pk)

    issue = Issue.objects.get()
    queue = people["reviewer"].get(reverse("issues:reviews")).content.decode()
    assert unit.name in queue
    remarks = {f"reasons-{issue.pk}": ["shallow_cause"], f"text-{issue.pk}": "从责任心上找"}
    post(people["reviewer"], "review", issue_list.pk, **remarks)
    page = people["clerk"].get(issue_list.get_absolute_url()).content.decode()
    assert "原因未从作风上找" in page
    assert "从责任心上找" in page

    type_in(people["clerk"], issue_list, cause="审批科等靠思想重，怕担责", due_on=due.isoformat())
    post(people["head"], "submit", issue_list.pk)
    desk = people["reviewer"].get(reverse("issues:review", args=[issue_list.pk])).content.decode()
    assert "材料谁收谁压" in desk
    assert "怕担责" in desk
    post(people["reviewer"], "approve", issue_list.pk, text="同意备案")
    issue_list.refresh_from_db()
    assert issue_list.filing_number.endswith("-2")
    assert Gate.objects.get(unit=unit).is_open

    post(people["clerk"], "report_progress", issue.pk, text="已向园方一次性告知")
    later = due + timedelta(days=14)
    ask = {"new_due_on": later.isoformat(), "reason": "评估专家未到位"}
    post(people["clerk"], "extend", issue.pk, **ask)
    extension = Issue.objects.get().extensions.get()
    post(people["office"], "answer_extension", extension.pk, passed="1")
    assert Issue.objects.get().due_on == later

    for measure in issue.measures.all():
        post(people["clerk"], "complete_measure", measure.pk, on=localdate().isoformat())
    closing = {"result": "4家园所全部完成认定", "evidence_kind": "paper"}
    post(people["clerk"], "request_closure", issue.pk, **closing)
    refused = people["clerk"].post(
        reverse("issues:verify", args=[issue.pk]), {"opinion": "我们自己验收"}
    )
    assert "须由其他单位的人员" in refused.content.decode()
    post(people["inspector"], "verify", issue.pk, opinion="现场核实属实", call_back="园方满意")
    post(people["office"], "close", issue.pk, closure="C2", note="同意销号")
    assert Issue.objects.get().closed_at

    look = LookBack.objects.order_by("due_on").first()
    until = (localdate() + timedelta(days=45)).isoformat()
    seen = {"text": "又有1家园所等待超时", "is_rebound": "on", "due_on": until}
    post(people["inspector"], "look_back", look.pk, **seen)
    reopened = Issue.objects.get()
    assert reopened.status == Issue.Status.REOPENED
    assert reopened.reopened_count == 1

    counts = dict(IssueCount.objects.exclude(count=0).values_list("status", "count"))
    assert counts == {"reopened": 1}
    told = Entry.objects.about(reopened).values_list("verb", flat=True)
    assert list(told)[::-1] == [
        "记问题",
        "改问题",
        "填进展",
        "申请延期",
        "同意延期",
        "完成措施",
        "完成措施",
        "申请销号",
        "验收通过",
        "销号",
        "回头看",
        "反弹重启",
    ]


def test_a_cadre_writes_the_own_list_without_a_clerk(campaign, unit, sign_in):
    cadre = builders.make_cadre(unit, name="王芳")
    person = builders.make_user("wangfang", "王芳", "cadre", unit=unit)
    person.cadre = cadre
    person.save()
    client = sign_in(person)
    answer = client.get(reverse("issues:own_list"))
    issue_list = IssueList.objects.get(cadre=cadre)
    assert answer.url == issue_list.get_absolute_url()
    type_in(client, issue_list, due_on="2026-12-31")
    post(client, "submit", issue_list.pk)
    issue_list.refresh_from_db()
    assert issue_list.status == IssueList.Status.SUBMITTED
