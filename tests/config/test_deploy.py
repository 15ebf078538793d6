"""What lies in deploy/ fits together and fits the program."""

import re
import socket
import subprocess
from pathlib import Path

import pytest
import yaml

from config.pulse import Pulse, notify

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
SETTINGS = "\n".join(path.read_text("utf-8") for path in (ROOT / "config").rglob("*.py"))


def test_every_name_in_the_environment_file_is_read_by_the_program():
    names = re.findall(r"^([A-Z_]+)=", (DEPLOY / "zgt.env.example").read_text("utf-8"), re.M)
    assert len(names) > 10
    assert [name for name in names if f'"{name}"' not in SETTINGS] == []


@pytest.mark.parametrize("script", ["bundle.sh", "install.sh", "upgrade.sh"])
def test_a_script_is_plain_shell(script):
    done = subprocess.run(["sh", "-n", str(DEPLOY / script)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_units_run_without_rights_they_do_not_need():
    paths = list(DEPLOY.glob("zgt*.service"))
    assert "zgt-web.service" in {path.name for path in paths}
    for path in paths:
        text = path.read_text("utf-8")
        assert "User=zgt" in text, path.name
        assert "EnvironmentFile=/etc/zgt/zgt.env" in text, path.name
        assert "UMask=0077" in text, path.name


def test_the_backup_runs_every_night():
    assert "OnCalendar=*-*-* 02:50" in (DEPLOY / "zgt-backup.timer").read_text("utf-8")
    assert "manage backup" in (DEPLOY / "zgt-backup.service").read_text("utf-8")


def test_ws2_logs_are_kept_for_six_months_and_ballot_pages_leave_none():
    assert int(re.search(r"rotate (\d+)", (DEPLOY / "logrotate.conf").read_text("utf-8"))[1]) >= 180
    nginx = (DEPLOY / "nginx.conf").read_text("utf-8")
    assert re.search(r"location /b/ \{ access_log off;", nginx)
    assert "ssl_protocols TLSv1.2 TLSv1.3;" in nginx


def test_the_containers_are_the_parts_of_the_program():
    parts = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"]
    assert set(parts) == {"database", "broker", "migrate", "web", "worker", "beat"}
    assert parts["web"]["ports"] == ["127.0.0.1:8000:8000"]
    assert "ports" not in parts["database"]
    assert "ports" not in parts["broker"]


def test_systemd_hears_the_pulse_of_the_worker(tmp_path, monkeypatch):
    unit = (DEPLOY / "zgt-worker.service").read_text("utf-8")
    assert int(re.search(r"^WatchdogSec=(\d+)$", unit, re.M)[1]) > Pulse.quiet + 2 * Pulse.every
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        notify("WATCHDOG=1")
        assert systemd.recv(100) == b"WATCHDOG=1"
    notify("WATCHDOG=1")  # a systemd that has gone is no reason to fall
