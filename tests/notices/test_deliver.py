import json
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.utils.timezone import localtime

import notices.rules as rules
from notices.models import Delivery
from notices.rules import delivering

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


def test_what_is_done_before_the_message_left_is_not_sent(told, clerk):
    rules.tell([clerk], key="other", text="另一件")
    assert rules.put_away(["k"]) == 1
    assert rules.deliver(MORNING) == 1
    assert "另一件" in mail.outbox[0].body
    assert "整改时限将至" not in mail.outbox[0].body
    assert [notice.key for notice in clerk.notices.unread()] == ["other"]


def test_nothing_leaves_at_night(told):
    assert rules.deliver(MORNING.replace(hour=22)) == 0
    assert mail.outbox == []


def test_without_a_mail_server_nothing_waits(clerk):
    rules.tell([clerk], key="k", text="整改时限将至")
    assert not Delivery.objects.exists()


def test_a_mail_that_fails_five_times_is_given_up_and_says_why(told, monkeypatch):
    def broken(*_arguments):
        raise OSError("连接被拒绝")

    monkeypatch.setattr(delivering, "send_mail", broken)
    for hour in range(6):
        rules.deliver(MORNING + timedelta(hours=hour))
    row = Delivery.objects.get()
    assert row.status == Delivery.Status.FAILED
    assert row.attempts == delivering.MAX_ATTEMPTS
    assert row.last_error == "连接被拒绝"


def test_several_notices_leave_as_one_message_that_says_why(told, clerk):
    rules.tell([clerk], key="k2", text="清单被退回", due_on=date(2026, 4, 20))
    assert rules.deliver(MORNING) == 1
    (message,) = mail.outbox
    assert message.subject == "整改通：2件事项请办理"
    assert "1. 清单被退回（期限2026-04-20）" in message.body
    assert "整改时限将至" in message.body
    assert "因为您是教育局单位联络员" in message.body


def test_nothing_leaves_on_a_day_off(told):
    assert rules.deliver(MORNING, lambda _day: False) == 0


def test_a_failed_mail_waits_longer_each_time(told, monkeypatch):
    def broken(*_arguments):
        raise OSError("连接被拒绝")

    monkeypatch.setattr(delivering, "send_mail", broken)
    rules.deliver(MORNING)
    rules.deliver(MORNING + timedelta(minutes=4))
    assert Delivery.objects.get().attempts == 1
    rules.deliver(MORNING + timedelta(minutes=11))
    assert Delivery.objects.get().attempts == 2


def test_who_wants_one_message_a_day_gets_no_second(told, clerk):
    rules.prefer(by=clerk, rhythm="daily", by_mail=True, by_hook=False, phone="")
    here = localtime().replace(hour=10)
    assert rules.deliver(here) == 1
    rules.tell([clerk], key="later", text="又一件")
    assert rules.deliver(here + timedelta(minutes=30)) == 0
    assert rules.deliver(here + timedelta(days=1)) == 1


def test_who_wants_no_mail_is_still_urged(clerk, settings):
    settings.EMAIL_HOST = "mail.example"
    clerk.email = "clerk@example.gov"
    clerk.save()
    rules.prefer(by=clerk, rhythm="at_once", by_mail=False, by_hook=False, phone="")
    rules.tell([clerk], key="a", text="时限将至", kind="deadline")
    rules.tell([clerk], key="b", text="催报", kind="urge")
    assert [row.notice.text for row in Delivery.objects.all()] == ["催报"]


class _Gateway(BaseHTTPRequestHandler):
    heard: list[dict] = []

    def do_POST(self):
        size = int(self.headers["Content-Length"])
        self.heard.append(json.loads(self.rfile.read(size)))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_arguments):
        """Keep the test's output clean."""


def test_the_message_gateway_hears_who_is_meant(clerk, settings):
    server = HTTPServer(("127.0.0.1", 0), _Gateway)
    Thread(target=server.serve_forever, daemon=True).start()
    settings.NOTICE_WEBHOOK = f"http://127.0.0.1:{server.server_port}/robot"
    rules.prefer(by=clerk, rhythm="at_once", by_mail=True, by_hook=True, phone="13800000000")
    rules.tell([clerk], key="a", text="整改时限将至")
    assert rules.deliver(MORNING) == 1
    server.shutdown()
    server.server_close()
    (said,) = _Gateway.heard
    assert said["msgtype"] == "text"
    assert said["text"]["mentioned_mobile_list"] == ["13800000000"]
    assert said["at"]["atMobiles"] == ["13800000000"]
    assert "整改时限将至" in said["text"]["content"]


class _Babbling(_Gateway):
    def do_POST(self):
        self.wfile.write(b"\r\n\r\nnothing that a gateway says\r\n")


def test_a_gateway_that_babbles_holds_up_nobody_else(told, clerk, stranger, settings):
    server = HTTPServer(("127.0.0.1", 0), _Babbling)
    Thread(target=server.serve_forever, daemon=True).start()
    settings.NOTICE_WEBHOOK = f"http://127.0.0.1:{server.server_port}/robot"
    rules.prefer(by=stranger, rhythm="at_once", by_mail=False, by_hook=True, phone="13800000000")
    rules.tell([stranger], key="a", text="清单被退回", due_on=date(2026, 4, 1))
    assert rules.deliver(MORNING) == 1
    server.shutdown()
    server.server_close()
    assert [message.to for message in mail.outbox] == [["clerk@example.gov"]]
    waiting = Delivery.objects.get(notice__person=stranger)
    assert (waiting.status, bool(waiting.last_error)) == (Delivery.Status.WAITING, True)
