from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

import campaigns.rules as rules
from campaigns.models import Campaign, Category, Completion, Document, Holiday, Task, Taxonomy
from common.refusal import Refused
from notices.models import Notice
from tests import builders


@pytest.fixture
def task(campaign):
    return Task.objects.for_units().filter(phase__campaign=campaign).in_plan_order().first()


@pytest.mark.parametrize(
    ("address", "title", "told"),
    [
        ("", "作风整顿", "召开动员大会"),
        ("units/", "参加单位", "区教育局"),
        ("grid/", "完成情况", "区教育局"),
        ("coverage/", "尚未启动的单位", "区教育局"),
        ("gates/", "专题会准入", "问题清单尚未审核通过"),
        ("enrol/", "添加参加单位", "区统计局"),
        ("attach/", "上传活动文件", "文号"),
    ],
)
def test_the_office_opens_every_page_of_a_campaign(sign_in, office, campaign, address, title, told):
    builders.make_unit(code="U099", name="区统计局")
    page = sign_in(office).get(f"/campaigns/{campaign.pk}/{address}").content.decode()
    assert title in page[page.index("<h1") : page.index("</h1>")]
    assert told in page[page.index("</h1>") :]


def test_the_completion_of_units_leaves_as_a_workbook(sign_in, office, campaign, unit, task):
    answer = sign_in(office).get(f"/campaigns/{campaign.pk}/grid/export/")
    lines = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    said = {str(cell) for line in lines for cell in line}
    assert unit.name in said
    assert any(task.name in one for one in said)


@pytest.mark.parametrize(
    ("address", "title", "told"),
    [
        ("", "活动与阶段", "作风整顿"),
        ("new/", "筹备新活动", "阶段模板"),
        ("calendar/", "节假日", "2026"),
        ("calendar/2026/", "维护", "10-1至10-7"),
        ("taxonomies/", "问题分类", "十弊"),
    ],
)
def test_the_office_opens_the_pages_around_campaigns(
    sign_in, office, campaign, address, title, told
):
    page = sign_in(office).get(f"/campaigns/{address}").content.decode()
    assert title in page[page.index("<h1") : page.index("</h1>")]
    assert told in page[page.index("</h1>") :]


@pytest.mark.parametrize("template", ["T4", "T3", "SAN", "DDD", "XCG"])
def test_the_office_plans_from_each_template_on_the_page(sign_in, office, dictionaries, template):
    fields = {
        "name": "全区作风建设年",
        "template": template,
        "starts_on": "2026-03-02",
        "office_name": "作风办",
    }
    assert sign_in(office).post("/campaigns/new/", fields).status_code == 302
    assert Campaign.objects.get().phases.exists()


def test_whole_cohorts_and_single_units_are_entered_together(sign_in, office, dictionaries):
    campaign = builders.make_campaign()
    a, b = builders.make_unit(cohort="A"), builders.make_unit(cohort="B")
    builders.make_unit(cohort="D")
    address = f"/campaigns/{campaign.pk}/enrol/"
    sign_in(office).post(address, {"cohorts": ["A"], "units": [b.pk]})
    assert {entry.unit for entry in campaign.participations.all()} == {a, b}


def test_a_campaign_is_launched_and_finished_from_its_page(sign_in, office, dictionaries, unit):
    campaign = builders.make_campaign(units=[unit], launched=False)
    client = sign_in(office)
    client.post(f"/campaigns/{campaign.pk}/launch/")
    assert Campaign.objects.get().status == "running"
    client.post(f"/campaigns/{campaign.pk}/finish/")
    assert Campaign.objects.get().status == "finished"


def test_a_clerk_notes_a_task_as_done_in_the_grid(sign_in, clerk, unit, task):
    client = sign_in(clerk)
    address = f"/campaigns/tasks/{task.pk}/complete/{unit.pk}/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"on": "2026-03-05", "note": "已印发"}).status_code == 302
    assert Completion.objects.get().unit == unit
    page = client.get(f"/campaigns/{task.phase.campaign_id}/grid/").content.decode()
    assert "按时" in page


def test_a_clerk_sees_only_the_own_row(sign_in, clerk, campaign, other_unit):
    page = sign_in(clerk).get(f"/campaigns/{campaign.pk}/grid/").content.decode()
    assert other_unit.name not in page


def test_a_stranger_completes_nothing_of_ours(sign_in, stranger, unit, task):
    address = f"/campaigns/tasks/{task.pk}/complete/{unit.pk}/"
    assert sign_in(stranger).post(address, {"on": "2026-03-05"}).status_code == 404


@pytest.mark.parametrize(
    "address", ["new/", "{0}/enrol/", "{0}/attach/", "{0}/coverage/", "calendar/2026/"]
)
def test_a_stranger_finds_no_page_of_the_office(sign_in, stranger, campaign, address):
    path = f"/campaigns/{address.format(campaign.pk)}"
    assert sign_in(stranger).get(path).status_code == 404


@pytest.mark.parametrize("address", ["", "{0}/grid/", "{0}/units/", "{0}/gates/", "{0}/"])
def test_lists_ask_the_same_number_of_queries_whatever_their_length(
    sign_in, office, campaign, address, django_assert_max_num_queries
):
    rules.enrol(campaign, [builders.make_unit() for _ in range(60)], by=None)
    client = sign_in(office)
    path = f"/campaigns/{address.format(campaign.pk)}"
    client.get(path)
    with django_assert_max_num_queries(24):
        client.get(path)


def test_a_deadline_is_moved_by_workdays(sign_in, office, task):
    address = f"/campaigns/tasks/{task.pk}/reschedule/"
    sign_in(office).post(address, {"workdays": 3, "due_on": ""})
    task.refresh_from_db()
    assert task.due_on == rules.calendar().add(task.phase.starts_on, 3)


def test_a_paper_keeps_its_versions_and_leaves_only_as_a_file(sign_in, office, clerk, campaign):
    client = sign_in(office)
    for text in (b"%PDF-1", b"%PDF-2"):
        paper = SimpleUploadedFile("方案.pdf", text)
        client.post(f"/campaigns/{campaign.pk}/attach/", {"title": "实施方案", "file": paper})
    assert list(Document.objects.values_list("version", flat=True)) == [1, 2]
    answer = sign_in(clerk).get(f"/campaigns/documents/{Document.objects.first().pk}/")
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_program_is_not_a_paper(sign_in, office, campaign):
    paper = SimpleUploadedFile("方案.exe", b"MZ")
    answer = sign_in(office).post(
        f"/campaigns/{campaign.pk}/attach/", {"title": "方案", "file": paper}
    )
    assert "只能上传" in answer.content.decode()
    assert not Document.objects.exists()


def test_a_year_without_holidays_is_warned_about_and_can_be_entered(sign_in, office, campaign):
    client = sign_in(office)
    assert "2027年的节假日表还没有录入" in client.get("/campaigns/calendar/").content.decode()
    fields = {"holidays": "1月1日至1月3日、2-6至2-12", "workdays": "1-4"}
    assert client.post("/campaigns/calendar/2027/", fields).status_code == 302
    assert Holiday.objects.filter(day__year=2027, is_workday=False).count() == 10
    assert not rules.calendar().is_workday(date(2027, 2, 8))
    assert "1月1日至1月3日、2月6日至2月12日" in client.get("/campaigns/calendar/").content.decode()
    form = client.get("/campaigns/calendar/2027/").context["form"]
    assert form.initial == {"holidays": "1-1至1-3、2-6至2-12", "workdays": "1-4"}


def test_a_day_that_does_not_exist_is_named(sign_in, office, campaign):
    answer = sign_in(office).post("/campaigns/calendar/2027/", {"holidays": "2-30"})
    assert "不是2027年的日期" in answer.content.decode()


def test_the_office_names_categories_and_switches_taxonomies(sign_in, office, campaign):
    client = sign_in(office)
    category = Category.objects.get(code="BS1")
    fields = {"name": "推诿扯皮", "short": "推诿", "help": "有利争、无利推"}
    client.post(f"/campaigns/categories/{category.pk}/edit/", fields)
    assert Category.objects.get(code="BS1").short == "推诿"
    taxonomy = Taxonomy.objects.get(code="huaibashi")
    client.post(
        f"/campaigns/taxonomies/{taxonomy.pk}/edit/", {"name": "三个坏把式", "is_enabled": "on"}
    )
    assert Taxonomy.objects.get(code="huaibashi").is_enabled


def test_urging_names_the_units_that_owe_and_tells_their_people(sign_in, office, clerk, task, unit):
    client = sign_in(office)
    address = f"/campaigns/tasks/{task.pk}/urge/"
    assert f"{unit}" in client.get(address).content.decode()
    client.post(address)
    client.post(address)
    assert Notice.objects.filter(person=clerk, kind="urge").count() == 1


def test_a_closed_phase_is_not_closed_again(sign_in, office, campaign):
    phase = campaign.phases.first()
    client = sign_in(office)
    client.post(f"/campaigns/phases/{phase.pk}/advance/")
    again = client.post(f"/campaigns/phases/{phase.pk}/advance/", follow=True)
    assert "已经收官" in again.content.decode()


def test_a_unit_that_did_nothing_may_be_taken_out(office, campaign, unit, other_unit, task):
    rules.complete(task, unit, on=date(2026, 3, 5), by=office)
    rules.withdraw(campaign, other_unit, by=office)
    with pytest.raises(Refused, match="不能移出"):
        rules.withdraw(campaign, unit, by=office)


def test_a_clerk_reads_how_the_own_unit_stands_with_each_task(
    sign_in, office, clerk, campaign, unit, task
):
    rules.complete(task, unit, on=task.due_on, by=office)
    page = sign_in(clerk).get(f"/campaigns/{campaign.pk}/")
    own = [line.own for _, lines in page.context["phases"] for line in lines if line.own]
    assert [cell.state for cell in own].count("on_time") == 1
    assert "更正" in page.content.decode()


def test_a_draft_takes_no_completion(office, dictionaries, unit):
    campaign = builders.make_campaign(units=[unit], launched=False)
    task = Task.objects.for_units().filter(phase__campaign=campaign).first()
    with pytest.raises(Refused, match="还没有启动"):
        rules.complete(task, unit, on=date(2026, 3, 5), by=office)


def test_any_cohort_of_the_roster_may_be_entered_and_filtered(sign_in, office, campaign):
    court = builders.make_unit(cohort="G")
    client = sign_in(office)
    client.post(f"/campaigns/{campaign.pk}/enrol/", {"cohorts": ["G"]})
    rows = client.get(f"/campaigns/{campaign.pk}/grid/?cohort=G").context["rows"]
    assert [row.participation.unit for row in rows] == [court]
