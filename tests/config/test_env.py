"""Settings refuse nonsense with a sentence."""

import pytest

from config import env


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path):
    path = tmp_path / "deep" / "secret.key"
    first = env.secret(path)
    assert env.secret(path) == first
    assert oct(path.stat().st_mode)[-3:] == "600"


def test_a_short_secret_is_refused(tmp_path):
    path = tmp_path / "secret.key"
    path.write_text("short")
    with pytest.raises(env.BadSetting, match="过短"):
        env.secret(path)


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(env.BadSetting, match="无法读写"):
        env.secret(tmp_path / "file" / "secret.key")


def test_an_unknown_database_is_said():
    with pytest.raises(env.BadSetting, match="DATABASE_URL"):
        env.database("oracle://somewhere/db")


def test_an_absolute_sqlite_path_stays_absolute():
    assert env.database("sqlite:////srv/zgt/db.sqlite3")["NAME"] == "/srv/zgt/db.sqlite3"


def test_a_postgres_address_is_taken_apart():
    setting = env.database("postgres://zgt:p%40ss@db.example:5433/office")
    assert setting["HOST"] == "db.example"
    assert setting["PORT"] == "5433"
    assert setting["PASSWORD"] == "p@ss"


@pytest.mark.parametrize(("typed", "meant"), [("1", True), ("off", False), ("YES", True)])
def test_switches_are_read_in_any_spelling(monkeypatch, typed, meant):
    monkeypatch.setenv("PRODUCTION", typed)
    assert env.flag("PRODUCTION") is meant


def test_a_switch_of_nonsense_is_refused(monkeypatch):
    monkeypatch.setenv("PRODUCTION", "maybe")
    with pytest.raises(env.BadSetting, match="PRODUCTION"):
        env.flag("PRODUCTION")


def test_several_servers_are_named_and_the_driver_finds_the_primary():
    setting = env.database(
        "postgres://zgt@db1:5432,db2:5433/office?target_session_attrs=read-write"
    )
    assert (setting["HOST"], setting["PORT"]) == ("db1,db2", "5432,5433")
    assert setting["OPTIONS"]["target_session_attrs"] == "read-write"


@pytest.mark.parametrize(
    ("written", "host", "port"),
    [("db", "db", ""), ("[::1]:5432", "::1", "5432"), ("", "", "")],
)
def test_one_server_is_named_as_ever(written, host, port):
    setting = env.database(f"postgres://zgt@{written}/office")
    assert (setting["HOST"], setting["PORT"]) == (host, port)
