"""The broker's socket finds a place wherever the data folder lies."""

import socket

from config import broker, doors


def test_the_socket_lies_beside_the_data(tmp_path):
    folder = tmp_path / "v"
    folder.mkdir()
    if len(str(folder)) < 80:
        assert broker.socket_path(folder) == folder / "broker.sock"


def test_a_long_path_moves_the_socket_to_a_private_short_one(tmp_path):
    folder = tmp_path / ("很深的目录" * 10)
    folder.mkdir()
    path = broker.socket_path(folder)
    assert len(str(path).encode()) < 100
    assert oct(path.parent.stat().st_mode)[-3:] == "700"
    assert broker.socket_path(folder) == path
    path.parent.rmdir()


def test_a_stale_socket_is_cleared_away(tmp_path):
    path = tmp_path / "broker.sock"
    with socket.socket(socket.AF_UNIX) as stale:
        stale.bind(str(path))
    assert broker.socket_path(tmp_path) in {path, broker.socket_path(tmp_path)}
    assert not path.exists()


def test_the_lock_is_free_again_when_its_holder_is_gone(tmp_path):
    doors.claim(tmp_path, "http://first/").close()
    doors.claim(tmp_path, "http://second/").close()
