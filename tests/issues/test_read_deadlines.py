from datetime import date

import pytest

from campaigns.workdays import Calendar
from config.imports import shipped_calendar
from issues.readings.deadlines import due_on, read

RECEIVED = date(2026, 3, 20)


def says(phrase):
    return read(phrase, year=2026, received=RECEIVED)


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("2026.6.30", "2026-06-30"),
        ("2026/6/30", "2026-06-30"),
        ("2026-06-30", "2026-06-30"),
        ("２０２６年６月３０日", "2026-06-30"),
        ("20260630", "2026-06-30"),
        ("26年6月底", "2026-06-30"),
        ("46203", "2026-06-30"),
        ("6月30号", "2026-06-30"),
        ("6.30前", "2026-06-30"),
        ("2026年6月", "2026-06-30"),
        ("2026.6", "2026-06-30"),
        ("6月份", "2026-06-30"),
        ("六月底", "2026-06-30"),
        ("十二月三十一日", "2026-12-31"),
        ("二〇二六年六月底前", "2026-06-30"),
        ("2月底", "2026-02-28"),
        ("7月上旬", "2026-07-10"),
        ("2026年9月中旬", "2026-09-20"),
        ("2月下旬", "2026-02-28"),
        ("二季度", "2026-06-30"),
        ("2026年三季度末", "2026-09-30"),
        ("第4季度", "2026-12-31"),
        ("上半年", "2026-06-30"),
        ("2026年下半年", "2026-12-31"),
        ("年底前", "2026-12-31"),
        ("2027年底", "2027-12-31"),
        ("年内", "2026-12-31"),
        ("今年底", "2026-12-31"),
        ("2026年", "2026-12-31"),
        ("明年3月底", "2027-03-31"),
        ("5月至10月", "2026-10-31"),
        ("3-6月", "2026-06-30"),
        ("2026年3月—12月", "2026-12-31"),
        ("2025年11月至2026年3月", "2026-03-31"),
        ("6月1日至30日", "2026-06-30"),
        ("2026.5.1-2026.6.30", "2026-06-30"),
        ("自5月起至10月底", "2026-10-31"),
        ("即日起至6月底", "2026-06-30"),
        ("月底前", "2026-03-31"),
        ("9月底前整改到位", "2026-09-30"),
        ("汛期前（6月15日）", "2026-06-15"),
        ("6月底前完成80%，9月底前全部完成", "2026-09-30"),
    ],
)
def test_a_phrase_names_its_last_day(phrase, day):
    assert says(phrase).on == date.fromisoformat(day)
    assert says(phrase).rectify_type == "XQ"


@pytest.mark.parametrize(
    ("phrase", "unit", "count"),
    [
        ("立行立改", "workdays", 10),
        ("马上整改", "workdays", 10),
        ("15个工作日内", "workdays", 15),
        ("十五个工作日", "workdays", 15),
        ("30日内", "days", 30),
        ("三天内", "days", 3),
        ("两周内", "days", 14),
        ("半个月", "days", 15),
        ("48小时内", "days", 2),
        ("一个月内", "months", 1),
        ("3个月内", "months", 3),
    ],
)
def test_words_counted_from_receipt_have_no_date_of_their_own(phrase, unit, count):
    read_phrase = says(phrase)
    assert read_phrase.on is None
    assert read_phrase.relative.as_json() == {"from": "receive_date", unit: count}


@pytest.mark.parametrize(
    "phrase", ["2月30日", "2026.6.31", "2026年13月底前", "2026.2.30", "0月1日"]
)
def test_a_day_no_calendar_holds_is_impossible(phrase):
    assert says(phrase).is_impossible


@pytest.mark.parametrize("phrase", ["X月底前", "**月底", "2026年×月", "2026年*月*日", "××", "Ｘ月"])
def test_a_masked_day_is_said_to_be_masked(phrase):
    assert says(phrase).is_masked and says(phrase).on is None


@pytest.mark.parametrize("phrase", ["汛期前", "尽快", "", "1.5公里", "春耕结束后"])
def test_what_names_no_day_stays_unread(phrase):
    assert says(phrase).is_unread


def test_a_standing_duty_is_told_apart_from_a_day_with_a_standing_duty():
    assert says("长期坚持").rectify_type == "CQ"
    both = says("年底前，并长期坚持")
    assert (both.on, both.is_standing, both.rectify_type) == (date(2026, 12, 31), True, "XQ")


def test_a_start_is_no_deadline_but_may_be_accepted_as_one():
    start = says("5月6日起，长期坚持")
    assert start.on is None and start.accept == [date(2026, 5, 6)]
    assert start.rectify_type == "CQ"


def test_what_is_already_done_is_not_reproached_with_its_past_day():
    assert says("已于3月15日前完成，长期坚持").is_done


def test_counting_follows_shifted_workdays_with_the_day_of_receipt_as_day_zero():
    ten, fifteen = says("立行立改").relative, says("15个工作日内").relative
    assert due_on(ten, RECEIVED, shipped_calendar().add) == date(2026, 4, 3)
    assert due_on(fifteen, RECEIVED, shipped_calendar().add) == date(2026, 4, 13)


def test_a_year_without_a_calendar_counts_monday_to_friday():
    assert due_on(says("3个工作日内").relative, date(2031, 1, 3), Calendar().add) == date(
        2031, 1, 8
    )


def test_a_month_from_the_end_of_january_ends_in_february():
    assert due_on(says("一个月内").relative, date(2026, 1, 31), Calendar().add) == date(2026, 2, 28)
