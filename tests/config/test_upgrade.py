"""The shipped units, the proxy's file, and an upgrade that fails half way: all as shipped."""

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
STUB_RUN = """#!/bin/sh
echo "$0 $*" >> "$NOTES"
case "$0 $*" in *"/$FAILS/"*migrate*) exit 1 ;; esac
"""
STUB_PYTHON = """#!/bin/sh
case "$*" in "-m venv"*) mkdir -p .venv/bin; cp "$0" .venv/bin/python ;; esac
"""
STUB_SYSTEMCTL = """#!/bin/sh
echo "systemctl $*" >> "$NOTES"
case "$*" in *is-enabled*zgt-web | *is-enabled*zgt-worker | restart*) exit 0 ;; esac
exit 1
"""


def program(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)


class House:
    """A server with the old version installed and a bundle of the new one unpacked beside it."""

    def __init__(self, folder):
        self.home, self.bundle, self.notes = folder / "home", folder / "new", folder / "notes"
        self.notes.touch()
        program(self.home / "releases" / "0.1" / "run", STUB_RUN)
        (self.home / "current").symlink_to(self.home / "releases" / "0.1")
        program(folder / "bin" / "python3", STUB_PYTHON)
        program(folder / "bin" / "systemctl", STUB_SYSTEMCTL)
        self.path = f"{folder / 'bin'}:{os.environ['PATH']}"
        program(self.bundle / "run", STUB_RUN)
        shutil.copytree(DEPLOY, self.bundle / "deploy")
        (self.bundle / "pyproject.toml").write_text('version = "0.2"\n')
        (self.bundle / "requirements.txt").write_text("django==5\n")
        self.seal()

    def seal(self):
        files = [path for path in sorted(self.bundle.rglob("*")) if path.is_file()]
        lines = [
            f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(self.bundle)}"
            for path in files
            if path.name != "SHA256SUMS"
        ]
        (self.bundle / "SHA256SUMS").write_text("\n".join(lines) + "\n")

    def upgrade(self, *arguments, fails="none"):
        command = ["sh", "deploy/upgrade.sh", *arguments]
        world = {**os.environ, "PATH": self.path, "NOTES": str(self.notes), "FAILS": fails}
        return subprocess.run(
            command, cwd=self.bundle, env=world, capture_output=True, text=True, check=False
        )

    @property
    def version(self):
        return (self.home / "current").resolve().name


@pytest.fixture
def house(tmp_path):
    return House(tmp_path)


def test_an_upgrade_saves_first_and_restarts_what_is_enabled(house):
    done = house.upgrade(str(house.home))
    assert done.returncode == 0, done.stderr
    assert house.version == "0.2"
    noted = house.notes.read_text()
    assert noted.index("manage backup") < noted.index("manage migrate")
    assert "systemctl restart zgt-web" in noted
    assert "systemctl restart zgt-beat" not in noted


def test_an_upgrade_that_fails_leaves_the_old_version_in_place(house):
    done = house.upgrade(str(house.home), fails="current")
    assert done.returncode == 1
    assert house.version == "0.1"
    assert "已指回" in done.stderr
    assert "restart" not in house.notes.read_text()


def test_one_goes_back_by_a_word_and_not_to_what_never_was(house):
    house.upgrade(str(house.home))
    assert house.upgrade("--back", str(house.home), "0.1").returncode == 0
    assert house.version == "0.1"
    assert house.upgrade("--back", str(house.home), "9.9").returncode == 1
    assert house.version == "0.1"


def test_a_bundle_that_was_changed_is_not_installed(house):
    (house.bundle / "requirements.txt").write_text("django==5\nevil==1\n")
    done = house.upgrade(str(house.home))
    assert done.returncode != 0
    assert "校验值不符" in done.stderr
    assert house.version == "0.1"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="本机没有 systemd-analyze")
def test_the_units_are_such_as_systemd_reads(tmp_path):
    program(tmp_path / "current" / "run", "#!/bin/sh\n")
    program(tmp_path / "current" / ".venv" / "bin" / "python", "#!/bin/sh\n")
    units = [*DEPLOY.glob("zgt*.service"), *DEPLOY.glob("zgt*.timer")]
    for unit in units:
        text = unit.read_text("utf-8").replace("/opt/zgt", str(tmp_path))
        (tmp_path / unit.name).write_text(text)
    command = ["systemd-analyze", "verify", *(str(tmp_path / unit.name) for unit in units)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    ours = [line for line in done.stderr.splitlines() if "zgt" in line]
    assert done.returncode == 0 and ours == [], done.stderr


@pytest.mark.skipif(not shutil.which("nginx"), reason="本机没有 nginx")
def test_the_proxys_file_is_such_as_nginx_reads(tmp_path):
    key, paper = tmp_path / "zgt.key", tmp_path / "zgt.crt"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=zgt"]
    subprocess.run([*made, "-keyout", key, "-out", paper], check=True, capture_output=True)
    text = (
        (DEPLOY / "nginx.conf").read_text("utf-8").replace("/etc/nginx/zgt", str(tmp_path / "zgt"))
    )
    (tmp_path / "zgt.conf").write_text(text)
    whole = f"pid {tmp_path}/pid;\nerror_log {tmp_path}/log;\nevents {{}}\n"
    (tmp_path / "nginx.conf").write_text(whole + f"http {{ include {tmp_path}/zgt.conf; }}\n")
    command = ["nginx", "-t", "-c", str(tmp_path / "nginx.conf")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_what_the_containers_name_is_there():
    told = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    volumes = {v.partition(":")[0] for part in told["services"].values() for v in part["volumes"]}
    assert volumes <= set(told["volumes"])
    for part in told["services"].values():
        assert set(part.get("depends_on", [])) <= set(told["services"])
        assert ("image" in part) != ("build" in part)
    docker = (DEPLOY / "Dockerfile").read_text("utf-8")
    copied = re.findall(r"^COPY (.+) \./$", docker, re.M)[0].split()
    assert all((ROOT / name).exists() for name in copied)


def test_the_bundle_takes_files_with_chinese_names_and_none_of_the_tests(tmp_path):
    script = (DEPLOY / "bundle.sh").read_text("utf-8")
    (line,) = [one for one in script.splitlines() if "ls-files" in one]
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    for name in ("run", "docs/手册.md", "tests/样本.xlsx", "tests/a.py"):
        program(tmp_path / name, "x")
    subprocess.run(["git", "add", "-A"], cwd=tmp_path, check=True)
    world = {**os.environ, "stage": str(tmp_path / ".git")}
    subprocess.run(["sh", "-eu", "-c", line], cwd=tmp_path, env=world, check=True)
    listed = (tmp_path / ".git" / "files").read_text("utf-8").split()
    assert listed == ["docs/手册.md", "run"]
