"""Which parts are started on which machine."""

import pytest

from config import broker
from config.management.commands.up import Command


@pytest.fixture
def parts(settings, tmp_path):
    settings.DATA_DIR = tmp_path

    def names():
        return [part.name for part in Command()._supervisor(0).parts]

    return names


def test_by_default_everything_is_brought_along(parts):
    assert parts() == ["消息中间件", "网页服务", "后台任务", "定时器"]


def test_a_named_redis_is_used_instead_of_ours(parts, settings):
    settings.REDIS_URL = "redis://127.0.0.1:6399/0"
    assert parts() == ["网页服务", "后台任务", "定时器"]


def test_without_any_broker_the_sweep_runs_by_itself(parts, monkeypatch):
    monkeypatch.setattr(broker, "server", lambda: None)
    assert parts() == ["网页服务", "定时巡检"]


def test_the_system_broker_serves_where_the_wheel_has_none(monkeypatch, tmp_path):
    def absent():
        raise broker.ValkeyBinaryNotFoundError

    monkeypatch.setattr(broker, "get_binary_path", absent)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert broker.server() is None
    program = tmp_path / "redis-server"
    program.touch(mode=0o755)
    assert broker.server() == str(program)
