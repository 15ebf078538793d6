"""The program can be watched: alive, ready, figures, jobs, logs, and a checklist."""

import json
import logging
from datetime import timedelta
from ipaddress import ip_network

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils.timezone import now

import journal.rules as journal
from config import celery
from config.jobs import JOBS, NAMES
from config.watch import checklist, figures
from config.watch.lines import JsonLines
from config.watch.views import broker_works
from journal.models import JobRun
from roster.words import Work
from tests import builders


@pytest.fixture
def system(db):
    return builders.make_user("system", "系统员严谨", Work.SYSTEM)


@pytest.fixture
def said(caplog):
    """What the access and slow logs said, line by line as JSON."""
    caplog.set_level(logging.INFO)
    logging.getLogger("access").setLevel(logging.INFO)

    def lines(name):
        records = [record for record in caplog.records if record.name == name]
        return [json.loads(JsonLines().format(record)) for record in records]

    return lines


def test_alive_asks_nothing_and_ready_asks_the_database(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert Client().get("/health/").content == b"ok\n"
    answer = Client().get("/ready/")
    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "faults": []}


def test_ready_says_which_part_is_missing(db, settings):
    settings.REDIS_URL = "unix:///nowhere/broker.sock"
    answer = Client().get("/ready/")
    assert answer.status_code == 503
    assert answer.json()["faults"] == ["broker"]


def test_figures_go_to_the_set_networks_only(db, settings):
    journal.note_job("journal.chain", started_at=now())
    settings.METRICS_NETWORKS = [ip_network("10.1.0.0/16")]
    assert Client(REMOTE_ADDR="10.2.0.1").get("/metrics/").status_code == 404
    text = Client(REMOTE_ADDR="10.1.0.1").get("/metrics/").content.decode()
    assert 'zgt_job_failures_total{job="journal.chain"} 0' in text
    assert "zgt_request_seconds_count" in text


def test_figures_of_several_processes_are_added_up_and_those_of_dead_ones_go(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    folder = tmp_path / "figures"
    folder.mkdir()
    (folder / "1.json").write_text(json.dumps({"zgt_test": 5}))
    (folder / "999999999.json").write_text(json.dumps({"zgt_test": 7}))
    assert figures.requests()["zgt_test"] == 5
    assert not (folder / "999999999.json").exists()


@pytest.fixture
def jobs():
    celery.loader.import_default_modules()
    return celery.tasks


def test_a_job_leaves_word_of_every_run(db, jobs):
    jobs["journal.chain"]()
    run = JobRun.objects.get(name="journal.chain")
    assert run.runs == 1
    assert run.done_at is not None


def test_a_job_that_fails_says_so_and_still_fails(db, jobs, monkeypatch):
    def broken():
        raise ValueError("secret")

    monkeypatch.setattr("roster.rules.retire_idle", lambda _at: broken())
    with pytest.raises(ValueError, match="secret"):
        jobs["roster.retire_idle"]()
    run = JobRun.objects.get(name="roster.retire_idle")
    assert (run.failures, run.fault, run.done_at) == (1, "ValueError", None)


def test_a_name_for_people_belongs_to_a_job():
    assert set(NAMES) <= set(JOBS)


def test_the_page_of_jobs_shows_what_is_late_and_what_failed(sign_in, system):
    journal.note_job("journal.chain", started_at=now() - timedelta(hours=1))
    journal.note_job("campaigns.deliver", started_at=now(), fault="OSError")
    page = sign_in(system).get("/jobs/").content.decode()
    assert "迟了" in page
    assert "OSError" in page
    assert "还没有运行" in page


def test_nobody_else_finds_the_page_of_jobs(sign_in, stranger, office):
    for person in (stranger, office):
        assert sign_in(person).get("/jobs/").status_code == 404


def test_a_request_leaves_one_line_without_its_query(sign_in, clerk, said):
    answer = sign_in(clerk).get("/units/?q=口令是Zhenggai")
    line = said("access")[-1]
    assert line["path"] == "/units/"
    assert line["user"] == clerk.pk
    assert line["request"] == answer["X-Request-ID"]
    assert "Zhenggai" not in json.dumps(line, ensure_ascii=False)


def test_ws2_a_ballot_page_leaves_neither_address_nor_code(db, said):
    Client(REMOTE_ADDR="10.1.2.3").post("/b/paper/", {"code": "ABCD-EFGH-JKMN-PQRS"})
    lines = json.dumps(said("access"), ensure_ascii=False)
    assert "ABCD" not in lines
    assert "10.1.2.3" not in lines
    assert said("access")[-1]["path"] == "/b/"


def test_a_slow_query_is_told_without_what_was_asked_for(clerk, sign_in, settings, said):
    settings.SLOW_QUERY_MS = 0
    sign_in(clerk).get("/units/?q=某个人的姓名")
    told = json.dumps(said("slow"), ensure_ascii=False)
    assert "SELECT" in told
    assert "某个人的姓名" not in told


def test_a_line_break_in_what_is_said_forges_no_second_line():
    record = logging.LogRecord("x", logging.INFO, "", 0, "一\n二", None, None)
    assert "\n" not in JsonLines().format(record)


def test_the_doctor_tells_what_a_pilot_lacks(db, capsys):
    with pytest.raises(SystemExit) as ended:
        call_command("doctor")
    assert ended.value.code == 1
    out = capsys.readouterr().out
    assert "不符合  三员齐备" in out
    assert "符合    数据库迁移已全部执行" in out


def test_the_doctor_is_content_with_what_is_right(db, settings):
    settings.OFFICER_NETWORKS = [ip_network("10.1.0.0/16")]
    lines = {line.text: line.holds for line in checklist.lines()}
    assert lines["管理网段已限定"]
    assert lines["没有演示账号"]
    assert lines["使用 PostgreSQL"] == (connection.vendor == "postgresql")


def test_ready_reaches_the_broker_through_its_socket_file(settings, monkeypatch):
    asked = []

    class Broker:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

        def ping(self):
            return True

    def from_url(address, **_):
        asked.append(address)
        return Broker()

    monkeypatch.setattr("config.broker.Redis.from_url", from_url)
    settings.REDIS_URL = "redis+socket:///srv/zgt/broker.sock"
    assert broker_works()
    assert asked == ["unix:///srv/zgt/broker.sock"]
