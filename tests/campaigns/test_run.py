from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

import campaigns.rules as rules
from campaigns.models import Campaign, Category, Completion, Holiday, Taxonomy
from common.refusal import Conflict, Refused
from tests import builders


@pytest.fixture
def phase(campaign):
    return campaign.phases.first()


@pytest.fixture
def task(phase):
    return phase.tasks.filter(by="all_units").first()


def test_a_task_is_completed_by_the_units_own_clerk(task, unit, clerk, today):
    rules.complete(task, unit, on=today, by=clerk)
    assert Completion.objects.get().done_on == today


def test_a_task_of_the_office_is_not_completed_by_a_unit(phase, unit, clerk, today):
    task = phase.tasks.filter(by="office").first()
    with pytest.raises(Refused, match="不由单位登记"):
        rules.complete(task, unit, on=today, by=clerk)
    assert not Completion.objects.exists()


def test_no_task_is_completed_on_a_day_ahead(phase, task, unit, clerk, office):
    ahead = localdate() + timedelta(days=1)
    with pytest.raises(Refused, match="不能晚于今天"):
        rules.complete(task, unit, on=ahead, by=clerk)
    own = phase.tasks.filter(by="office").first()
    with pytest.raises(Refused, match="不能晚于今天"):
        rules.finish_task(own, on=ahead, by=office)
    own.refresh_from_db()
    assert (Completion.objects.count(), own.done_on) == (0, None)


def test_a_completion_noted_by_mistake_is_taken_back(task, unit, clerk, today):
    rules.complete(task, unit, on=today, by=clerk)
    rules.undo(task, unit, by=clerk)
    assert not Completion.objects.exists()
    with pytest.raises(Refused, match="没有登记过"):
        rules.undo(task, unit, by=clerk)


def test_the_meeting_behind_the_gate_is_refused_while_the_list_has_not_passed(
    campaign, unit, clerk, today
):
    meeting = next(
        task for phase in campaign.phases.all() for task in phase.tasks.all() if task.needs_gate
    )
    with pytest.raises(Refused, match="尚未取得专题会准入"):
        rules.complete(meeting, unit, on=today, by=clerk)


def test_a_deadline_is_moved_by_workdays(task, office):
    rules.reschedule(task, by=office, workdays=10)
    assert task.due_on == rules.calendar().add(task.phase.starts_on, 10)
    with pytest.raises(Refused, match="请填写工作日数"):
        rules.reschedule(task, by=office)


def test_the_office_adds_an_optional_task(phase, office, today):
    task = rules.add_task(
        phase, name="参观警示教育基地", due_on=today, owed_by="all_units", by=office
    )
    assert not task.is_required
    with pytest.raises(Refused, match="请填写任务名称"):
        rules.add_task(phase, name=" ", due_on=today, owed_by="all_units", by=office)


def test_the_same_paper_again_is_its_next_version(campaign, office):
    for expected in (1, 2):
        document = rules.attach(campaign, title="实施方案", by=office)
        assert document.version == expected


def test_a_program_is_not_a_governing_paper(campaign, office):
    file = SimpleUploadedFile("方案.exe", b"MZ")
    with pytest.raises(Refused, match="只能上传"):
        rules.attach(campaign, title="实施方案", by=office, file=file)


def test_urging_reaches_the_units_that_owe_once_a_day(task, unit, clerk, office, today):
    assert rules.urge(task, by=office, today=today) == 1
    assert rules.urge(task, by=office, today=today) == 0
    assert "催报" in clerk.notices.get().text


def test_a_unit_that_has_done_something_cannot_leave(campaign, task, unit, office, clerk, today):
    rules.complete(task, unit, on=today, by=clerk)
    with pytest.raises(Refused, match="不能移出"):
        rules.withdraw(campaign, unit, by=office)


def test_a_unit_entered_by_mistake_leaves(campaign, other_unit, office):
    rules.withdraw(campaign, other_unit, by=office)
    assert not campaign.participations.filter(unit=other_unit).exists()


def test_a_phase_is_closed_once_and_a_campaign_ends(phase, campaign, office):
    rules.advance(phase, by=office)
    with pytest.raises(Conflict, match="已经收官"):
        rules.advance(phase, by=office)
    rules.finish(campaign, by=office)
    assert campaign.status == Campaign.Status.FINISHED


def test_the_holidays_of_2027_are_entered_by_the_office(dictionaries, office):
    new_year = date(2027, 1, 1)
    rules.set_year(2027, holidays=[new_year], workdays=[date(2027, 1, 3)], by=office)
    days = rules.calendar()
    assert not days.unknown(new_year)
    assert not days.is_workday(new_year)
    assert days.is_workday(date(2027, 1, 3))


def test_a_day_cannot_be_off_and_on(dictionaries, office):
    day = date(2027, 1, 1)
    with pytest.raises(Refused, match="既写成放假又写成上班"):
        rules.set_year(2027, holidays=[day], workdays=[day], by=office)
    assert not Holiday.objects.filter(day__year=2027).exists()


def test_the_office_keeps_the_words_of_a_taxonomy(dictionaries, office):
    taxonomy = Taxonomy.objects.get(code="huaibashi")
    rules.edit_taxonomy(
        taxonomy, name="三个坏把式", note="按本地文件", is_enabled=True, is_verified=True, by=office
    )
    category = Category.objects.get(code="BS1")
    rules.edit_category(category, name="懒把式", short="懒", help="出工不出力", by=office)
    category.refresh_from_db()
    assert category.label == "懒"


def test_a_stranger_is_refused_everywhere(campaign, phase, task, unit, stranger, today):
    tomorrow = today + timedelta(days=1)
    taxonomy, category = Taxonomy.objects.first(), Category.objects.first()
    deeds = [
        lambda: rules.complete(task, unit, on=today, by=stranger),
        lambda: rules.undo(task, unit, by=stranger),
        lambda: rules.reschedule(task, by=stranger, due_on=tomorrow),
        lambda: rules.add_task(phase, name="新", due_on=today, owed_by="office", by=stranger),
        lambda: rules.attach(campaign, title="方案", by=stranger),
        lambda: rules.urge(task, by=stranger, today=today),
        lambda: rules.withdraw(campaign, unit, by=stranger),
        lambda: rules.enrol(campaign, [builders.make_unit()], by=stranger),
        lambda: rules.advance(phase, by=stranger),
        lambda: rules.finish(campaign, by=stranger),
        lambda: rules.set_year(2027, holidays=[date(2027, 1, 1)], workdays=[], by=stranger),
        lambda: rules.edit_taxonomy(
            taxonomy, name="改", note="", is_enabled=True, is_verified=True, by=stranger
        ),
        lambda: rules.edit_category(category, name="改", short="", help="", by=stranger),
    ]
    for deed in deeds:
        with pytest.raises(Refused):
            deed()
