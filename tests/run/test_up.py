"""The whole program started by `./run`: one first start, accidents, a second start."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.harness.processes import command, wait_for, working_on

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
PARTS = {
    "broker": "unixsocket|redis-server|valkey-server",
    "web": "gunicorn",
    "worker": "celery -A config worker",
    "beat": "celery -A config beat",
}


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


class Start:
    """One start of the program in a data folder."""

    def __init__(self, folder: Path, port: int = 0) -> None:
        self.folder, self.port = folder, port or free_port()
        self.output = folder.parent / f"{folder.name}-{self.port}.txt"
        inherited = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL"}}
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [str(ROOT / "run")],
                env={
                    **inherited,
                    "VENV": sys.prefix,
                    "DATA_DIR": str(folder),
                    "PORT": str(self.port),
                    "DJANGO_SETTINGS_MODULE": "config.settings",
                },
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def said(self) -> str:
        return self.output.read_text()

    def page(self) -> str:
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(f"http://127.0.0.1:{self.port}/", timeout=60) as answer:
            return answer.read().decode()

    def up(self) -> "Start":
        wait_for(
            lambda: "已启动" in self.said() or self.process.poll() is not None, 180, self.said()
        )
        assert self.process.poll() is None, self.said()
        return self

    def pids(self, part: str) -> set[int]:
        return {pid for pid in working_on(self.folder) if re.search(PARTS[part], command(pid))}

    def everyone_up(self) -> bool:
        return all(self.pids(part) for part in PARTS)

    def end(self, by: signal.Signals) -> int:
        self.process.send_signal(by)
        return self.process.wait(60)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("office") / "var"


@pytest.fixture(scope="module")
def running(folder):
    start = Start(folder).up()
    yield start
    if start.process.poll() is None:
        start.end(signal.SIGTERM)


def test_the_first_start_makes_the_demo_and_answers(running):
    assert "演示活动" in running.said()
    assert f"http://127.0.0.1:{running.port}/" in running.said()
    assert "整改通" in running.page()
    wait_for(running.everyone_up)


def test_it_names_a_demo_account_for_each_duty(running):
    said = running.said()
    assert "演示账号" in said
    for account in ("office", "clerk-edu", "head-edu", "inspector", "leader"):
        assert f"  {account} " in said


def test_keys_and_data_are_for_their_owner_only(running):
    assert oct(running.folder.stat().st_mode)[-3:] == "700"
    for file in (*running.folder.glob("*.key"), running.folder / "db.sqlite3"):
        assert oct(file.stat().st_mode)[-3:] == "600"


def test_the_same_folder_is_not_started_twice(running):
    second = Start(running.folder)
    assert second.process.wait(60) != 0
    assert "不能同时启动两次" in second.said()
    assert str(running.process.pid) in second.said()


def test_a_taken_port_is_said_with_its_user(running, tmp_path):
    second = Start(tmp_path / "var", port=running.port)
    assert second.process.wait(60) != 0
    assert f"端口 {running.port} 已被占用" in second.said()
    assert str(running.process.pid) in second.said()
    assert "Traceback" not in second.said()


@pytest.mark.parametrize("part", PARTS)
def test_a_killed_part_comes_back(running, part):
    wait_for(running.everyone_up)
    before = running.pids(part)
    os.kill(min(before), signal.SIGKILL)
    wait_for(lambda: running.pids(part) - before, why=running.said())
    assert "整改通" in running.page()


def test_ctrl_c_leaves_nothing_behind(running):
    assert running.end(signal.SIGINT) == 0
    assert "已全部停止" in running.said()
    assert working_on(running.folder) == []


def test_the_second_start_is_quick_and_keeps_the_data(folder, running):
    if running.process.poll() is None:
        running.end(signal.SIGINT)
    database = (folder / "db.sqlite3").stat()
    began = time.monotonic()
    again = Start(folder).up()
    assert "整改通" in again.page()
    assert time.monotonic() - began < 20
    assert "正在生成" not in again.said()
    assert "正在整理静态文件" not in again.said()
    assert (folder / "db.sqlite3").stat().st_ino == database.st_ino
    again.end(signal.SIGKILL)
    wait_for(lambda: working_on(folder) == [], why="kill -9 之后仍有进程")


@pytest.mark.parametrize("port", ["80000", "http"])
def test_a_nonsense_port_is_a_sentence(tmp_path, port):
    done = subprocess.run(
        [str(ROOT / "run")],
        env={**os.environ, "VENV": sys.prefix, "DATA_DIR": str(tmp_path / "var"), "PORT": port},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode != 0
    assert "PORT" in done.stderr
    assert "Traceback" not in done.stderr
