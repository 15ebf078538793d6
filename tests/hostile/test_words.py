"""Hostile words and shapes: invisible signs, trees that bite their tail, far dates, redirects."""

from datetime import date, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from zoneinfo import ZoneInfo

import pytest

import notices.rules as notices
import roster.rules as roster
from common.refusal import Refused
from common.workbook.report import Report
from issues.models import Issue
from notices.models import Notice
from roster.models import Unit
from roster.sheets import store_units
from tests import builders

MORNING = datetime(2026, 4, 15, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TURNED = "区\u202e财\u200b政\ufeff局\u2066"


def test_h35_what_cannot_be_seen_is_not_kept_in_a_name(office):
    assert roster.found(code="C1", name=TURNED, by=None).name == "区财政局"


def test_h35_what_cannot_be_seen_is_not_kept_in_a_text(sign_in, clerk, campaign, unit):
    issue = builders.make_ledger_issue(campaign, unit)
    sign_in(clerk).post(f"/issues/{issue.pk}/progress/", {"text": f"已整改{TURNED}"})
    assert issue.progress.get().text == "已整改区财政局"


def row(name, parent):
    blank = dict.fromkeys(("code", "short", "kind", "cohort", "order"), "")
    return {**blank, "name": name, "parent": parent, "aliases": []}


@pytest.mark.django_db
def test_h42_a_tree_that_bites_its_tail_comes_in_as_separate_units():
    report = Report({})
    report.rows += [row("甲局", "乙局"), row("乙局", "甲局"), row("丙局", "丙局")]
    store_units(report)
    second, third = Unit.objects.get(name="乙局"), Unit.objects.get(name="丙局")
    assert (second.parent.name, third.parent) == ("甲局", None)
    assert Unit.objects.get(name="甲局").parent is None


@pytest.mark.django_db
def test_h42_twelve_levels_are_one_path_and_no_second_unit_takes_a_name():
    unit = None
    for level in range(12):
        unit = roster.found(code=f"L{level}", name=f"第{level}级", by=None, parent=unit)
    assert Unit.objects.below(Unit.objects.get(name="第0级")).count() >= 11
    with pytest.raises(Refused):
        roster.found(code="L0", name="第0级", by=None)


@pytest.mark.parametrize("on", ["9999-12-31", "2026-02-30", "０００１-01-01", "长期", "-1"])
def test_h43_a_date_from_beyond_is_told(sign_in, clerk, campaign, unit, on):
    issue = builders.make_ledger_issue(campaign, unit)
    fields = {"new_due_on": on, "due_on": on, "reason": "材料未齐"}
    answer = sign_in(clerk).post(f"/issues/{issue.pk}/extend/", fields)
    assert answer.status_code in (200, 302, 404)
    assert Issue.objects.get(pk=issue.pk).due_on in (issue.due_on, date(9999, 12, 31))


class Elsewhere(BaseHTTPRequestHandler):
    """A gateway that sends the message on to another place of the house."""

    asked: list[str] = []

    def do_POST(self):
        self.asked.append(self.path)
        self.send_response(302)
        self.send_header("Location", "/inside")
        self.end_headers()

    do_GET = do_POST  # noqa: N815

    def log_message(self, *_arguments):
        """Keep the test's output clean."""


def test_h45_a_gateway_that_points_elsewhere_is_not_followed(clerk, settings):
    server = HTTPServer(("127.0.0.1", 0), Elsewhere)
    Thread(target=server.serve_forever, daemon=True).start()
    settings.NOTICE_WEBHOOK = f"http://127.0.0.1:{server.server_port}/robot"
    notices.prefer(by=clerk, rhythm="at_once", by_mail=False, by_hook=True, phone="13800000000")
    notices.tell([clerk], key="a", text="整改时限将至")
    notices.deliver(MORNING)
    server.shutdown()
    server.server_close()
    assert set(Elsewhere.asked) == {"/robot"}
    assert Notice.objects.filter(person=clerk).exists()
