from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

import notices.rules as rules
from notices.models import Delivery

SHANGHAI = ZoneInfo("Asia/Shanghai")
MORNING = datetime(2026, 4, 15, 10, 0, tzinfo=SHANGHAI)


@pytest.fixture
def told(clerk, settings):
    settings.EMAIL_HOST = "mail.example"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    clerk.email = "clerk@example.gov"
    clerk.save()
    rules.tell([clerk], key="k", text="整改时限将至")


def test_a_mail_leaves_once_in_office_hours(told):
    assert rules.deliver(MORNING) == 1
    assert rules.deliver(MORNING + timedelta(minutes=1)) == 0
    assert [message.to for message in mail.outbox] == [["clerk@example.gov"]]


def test_nothing_leaves_at_night(told):
    assert rules.deliver(MORNING.replace(hour=22)) == 0
    assert mail.outbox == []


def test_without_a_mail_server_nothing_waits(clerk):
    rules.tell([clerk], key="k", text="整改时限将至")
    assert not Delivery.objects.exists()


def test_a_mail_that_fails_five_times_is_given_up_and_says_why(told, monkeypatch):
    def broken(*_arguments):
        raise OSError("连接被拒绝")

    monkeypatch.setattr(rules, "send_mail", broken)
    for _ in range(6):
        rules.deliver(MORNING)
    row = Delivery.objects.get()
    assert row.status == Delivery.Status.FAILED
    assert row.attempts == rules.MAX_ATTEMPTS
    assert row.last_error == "连接被拒绝"
