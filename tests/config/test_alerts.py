"""The alarm rules of deploy/ speak of figures that exist, and attacks are counted (等保 4f)."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from django.utils.timezone import now

import journal.rules as journal
import roster.rules as roster
from config.jobs import JOBS
from config.watch import figures
from roster.models import Change, Sitting

RULES = Path(__file__).resolve().parents[2] / "deploy" / "alerts.yml"
NAME = re.compile(r"\bzgt_\w+")


def rules():
    return yaml.safe_load(RULES.read_text("utf-8"))["groups"][0]["rules"]


@pytest.fixture
def told(db):
    for name in JOBS:
        journal.note_job(name, started_at=now())
    figures.count(200, 0.01)
    return figures.text()


def test_4f_every_metric_of_a_rule_exists(told):
    given = set(NAME.findall(told))
    asked = {name for rule in rules() for name in NAME.findall(rule["expr"])}
    assert asked - given == set()


def test_4f_every_job_of_a_rule_exists():
    named = {
        job
        for rule in rules()
        for jobs in re.findall(r'job=~"([^"]+)"', rule["expr"])
        for job in jobs.split("|")
    }
    assert named <= set(JOBS)


def test_4f_every_rule_says_how_bad_it_is_and_what_to_look_at():
    for rule in rules():
        assert rule["labels"]["severity"] in {"critical", "warning"}
        assert rule["annotations"]["summary"]


def figure(name):
    (line,) = [one for one in figures.text().splitlines() if one.startswith(f"{name} ")]
    return int(line.split()[1])


def test_4f_guessing_two_places_and_many_downloads_are_counted(clerk, sign_in, office, campaign):
    for _ in range(3):
        roster.turn_away(clerk.username, address="10.0.0.9")
    for place, address in enumerate(("10.0.0.9", "192.168.7.7")):
        Sitting.objects.create(user=clerk, key=str(place), address=address)
    sign_in(office).get("/units/export/")
    assert figure("zgt_refused_sign_ins") == 3
    assert figure("zgt_split_sittings") == 1
    assert figure("zgt_downloads") == 1


def test_4f_what_was_long_ago_raises_no_alarm(clerk):
    roster.turn_away(clerk.username, address="10.0.0.9")
    from_then = now() - timedelta(minutes=11)
    Change.objects.update(at=from_then)
    assert figure("zgt_refused_sign_ins") == 0


def test_an_old_backup_and_a_full_disk_can_be_seen(db, settings, tmp_path):
    settings.BACKUP_DIR = tmp_path
    assert figure("zgt_backup_age_seconds") > 10**9
    (tmp_path / "a.zgtbak").write_bytes(b"x")
    assert figure("zgt_backup_age_seconds") < 60
    assert figure("zgt_disk_free_bytes") > 0
