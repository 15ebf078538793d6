from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate
from openpyxl import Workbook, load_workbook

import activities.rules as rules
from activities.models import ActivityKind, Requirement, TestResult
from common.refusal import Refused
from notices.models import Notice
from tests import builders

TODAY = localdate()


@pytest.fixture
def kinds(db):
    rules.install_kinds()
    return {kind.code: kind for kind in ActivityKind.objects.all()}


@pytest.fixture
def monthly(campaign, office, kinds):
    """每月一学, begun in January 2026."""
    return rules.require_study(
        campaign,
        kind=kinds["study"],
        title="每月一学",
        starts_on=date(2026, 1, 10),
        due_on=date(2026, 4, 20),
        rhythm="monthly",
        by=office,
    )


def test_a_monthly_study_has_one_stretch_a_month(monthly):
    assert monthly.spans(date(2026, 3, 2)) == [
        (date(2026, 1, 10), date(2026, 1, 31)),
        (date(2026, 2, 1), date(2026, 2, 28)),
        (date(2026, 3, 1), date(2026, 3, 31)),
    ]
    assert monthly.spans(date(2026, 5, 1))[-1] == (date(2026, 4, 1), date(2026, 4, 20))


def test_a_unit_that_missed_february_and_made_it_up_is_late_not_missing(
    campaign, unit, clerk, office, monthly, kinds, sign_in
):
    for day in (date(2026, 1, 12), date(2026, 3, 2), date(2026, 3, 9), date(2026, 4, 8)):
        rules.hold(
            campaign,
            unit,
            kind=kinds["study"],
            title="每月一学",
            held_on=day,
            requirement=monthly,
            by=clerk,
        )
    page = sign_in(office).get(reverse("activities:requirement", args=[monthly.pk]))
    answer = next(one for one in page.context["answers"] if one.unit == unit)
    assert (answer.asked, answer.on_time, answer.late, answer.missing) == (4, 3, 1, 0)


def test_study_of_another_kind_does_not_answer_the_task(campaign, unit, clerk, monthly, kinds):
    with pytest.raises(Refused, match="要求的种类是“集中学习”"):
        rules.hold(
            campaign,
            unit,
            kind=kinds["talk"],
            title="谈心",
            held_on=TODAY,
            requirement=monthly,
            by=clerk,
        )


def test_a_deadline_before_the_beginning_is_refused(campaign, office, kinds):
    with pytest.raises(Refused, match="早于开始日期"):
        rules.require_study(
            campaign,
            kind=kinds["study"],
            title="学习",
            starts_on=TODAY,
            due_on=TODAY - timedelta(days=1),
            by=office,
        )


def test_only_the_office_asks_for_study(campaign, clerk, stranger, kinds):
    for person in (clerk, stranger):
        with pytest.raises(Refused, match="由领导小组办公室布置"):
            rules.require_study(
                campaign, kind=kinds["study"], title="学", starts_on=TODAY, due_on=TODAY, by=person
            )


def test_the_matrix_of_a_study_costs_the_same_for_many_units(
    campaign, office, monthly, sign_in, django_assert_max_num_queries
):
    for _ in range(12):
        builders.make_unit()
    client = sign_in(office)
    url = reverse("activities:requirement", args=[monthly.pk])
    client.get(url)
    with django_assert_max_num_queries(14):
        client.get(url)


def test_the_office_asks_through_the_page_and_the_clerk_sees_it(
    campaign, office, clerk, kinds, sign_in
):
    sign_in(office).post(
        reverse("activities:require_study"),
        {
            "title": "学习新条例",
            "kind": kinds["study"].pk,
            "is_required": "1",
            "rhythm": "once",
            "starts_on": TODAY.isoformat(),
            "due_on": (TODAY + timedelta(days=2)).isoformat(),
        },
    )
    assert "学习新条例" in sign_in(clerk).get(reverse("activities:requirements")).content.decode()


def test_units_that_have_not_done_it_are_told_once_before_it_is_due(
    campaign, unit, clerk, office, kinds
):
    due = TODAY + timedelta(days=2)
    row = rules.require_study(
        campaign, kind=kinds["study"], title="学条例", starts_on=TODAY, due_on=due, by=office
    )
    assert rules.remind(TODAY) >= 1
    assert rules.remind(TODAY) == 0
    assert Notice.objects.filter(person=clerk, text__contains="学条例").count() == 1
    rules.hold(
        campaign,
        unit,
        kind=kinds["study"],
        title="学条例",
        held_on=TODAY,
        requirement=row,
        by=clerk,
    )
    Notice.objects.all().delete()
    rules.remind(TODAY)
    assert not Notice.objects.filter(person=clerk).exists()
    assert Requirement.objects.count() == 1


@pytest.fixture
def exam(campaign, unit, clerk, kinds):
    builders.make_cadre(unit, name="白云")
    builders.make_cadre(unit, name="石磊")
    return rules.hold(
        campaign,
        unit,
        kind=kinds["test"],
        title="应知应会测试",
        held_on=TODAY,
        pass_mark=80,
        by=clerk,
    )


def _sheet(*rows):
    book, file = Workbook(), BytesIO()
    for row in (("姓名", "成绩", "缺考", "补考成绩", "考风考纪"), *rows):
        book.active.append(row)
    book.save(file)
    return SimpleUploadedFile("成绩.xlsx", file.getvalue())


def test_a_score_sheet_is_taken_in_and_those_to_resit_are_seen(exam, clerk, sign_in):
    url = reverse("activities:record_results", args=[exam.pk])
    sheet = _sheet(("白云", 92.5, "", "", ""), ("石磊", "", "缺考", "", "未请假"))
    assert sign_in(clerk).post(url, {"file": sheet}).status_code == 302
    page = sign_in(clerk).get(exam.get_absolute_url()).content.decode()
    assert "92.5" in page
    assert "待补考" in page
    assert "未请假" in page
    assert "（80分）1人" in page
    resit = _sheet(("石磊", "", "缺考", 85, "未请假"))
    sign_in(clerk).post(url, {"file": resit})
    assert TestResult.objects.get(cadre__name="石磊").is_passed


def test_one_bad_row_keeps_the_whole_score_sheet_out(exam, clerk, sign_in):
    url = reverse("activities:record_results", args=[exam.pk])
    sheet = _sheet(("白云", 92, "", "", ""), ("路人", 60, "", "", ""), ("石磊", "优", "", "", ""))
    page = sign_in(clerk).post(url, {"file": sheet}).content.decode()
    assert "第3行：“路人”不在本单位干部名册里" in page
    assert "第4行：成绩“优”不是数字" in page
    assert not TestResult.objects.exists()


def test_the_empty_score_sheet_lists_the_people_by_strokes(exam, clerk, sign_in):
    answer = sign_in(clerk).get(reverse("activities:score_sheet", args=[exam.pk]))
    sheet = load_workbook(BytesIO(answer.content)).active
    assert {sheet.cell(3, 2).value, sheet.cell(4, 2).value} == {"白云", "石磊"}


def test_marks_outside_the_scale_and_of_a_meeting_are_refused(exam, campaign, unit, clerk, kinds):
    person = unit.cadres.first()
    with pytest.raises(Refused, match="不在0到100之间"):
        rules.record_results(exam, [rules.Mark(person, Decimal(120))], by=clerk)
    meeting = rules.hold(campaign, unit, kind=kinds["study"], title="学习", held_on=TODAY, by=clerk)
    with pytest.raises(Refused, match="不是测试"):
        rules.record_results(meeting, [rules.Mark(person, Decimal(90))], by=clerk)


def test_a_stranger_records_no_results(exam, stranger, sign_in):
    with pytest.raises(Refused, match="只能登记本单位"):
        rules.record_results(exam, [], by=stranger)
    answer = sign_in(stranger).get(reverse("activities:record_results", args=[exam.pk]))
    assert answer.status_code == 404
