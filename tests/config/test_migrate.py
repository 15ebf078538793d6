"""An empty database built in one go is the same as one brought up migration by migration."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
from django.core.management import call_command
from django.db import connection

from config.management.commands import migrate as migrating

ROOT = Path(__file__).resolve().parents[2]
# History draws every model anew at every step; clearing up behind it would take a third more time.
QUICKLY = "import gc, manage; gc.set_threshold(200_000); manage.main()"

SQLITE = {
    "columns": """SELECT t.name, c.name, c.type, c."notnull", c.dflt_value, c.pk
                  FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table'""",
    "keys": """SELECT t.name, k."from", k."table", k."to", k.on_delete
               FROM sqlite_master t, pragma_foreign_key_list(t.name) k WHERE t.type = 'table'""",
    "indexes and triggers": """SELECT type, name, tbl_name, sql FROM sqlite_master
                               WHERE type <> 'table'""",
    "migrations": "SELECT app, name FROM django_migrations",
}
NARROWER = ("columns", ("auth_group_permissions", "id", "integer", True, "d", None))
"""Django's own: its app asks for narrow keys, of which a history of steps knows nothing."""
TABLES = "SELECT name, sql FROM sqlite_master WHERE type = 'table'"
POSTGRESQL = {
    "columns": """SELECT r.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                         a.attidentity, pg_get_expr(d.adbin, d.adrelid)
                  FROM pg_attribute a JOIN pg_class r ON r.oid = a.attrelid
                  LEFT JOIN pg_attrdef d ON d.adrelid = r.oid AND d.adnum = a.attnum
                  WHERE r.relkind = 'r' AND r.relnamespace = 'public'::regnamespace
                        AND a.attnum > 0 AND NOT a.attisdropped""",
    "constraints": """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
                      FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
    "indexes": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": """SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal""",
    "migrations": "SELECT app, name FROM django_migrations",
}


def migrate(folder, *arguments, **environment):
    command = [sys.executable, "-c", QUICKLY, "migrate", "--verbosity", "0", *arguments]
    folder.mkdir()
    surroundings = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", **environment}
    subprocess.run(command, cwd=ROOT, env={**surroundings, "DATA_DIR": str(folder)}, check=True)


def clauses(statement):
    """What a table is made of, in whatever order its columns came."""
    inside, _, tail = statement.partition("(")[2].rpartition(")")
    return sorted(inside.replace(", CONSTRAINT", ", \nCONSTRAINT").split(", ")), tail


def in_sqlite(folder):
    with closing(sqlite3.connect(folder / "db.sqlite3")) as database:
        found = {part: sorted(database.execute(ask), key=repr) for part, ask in SQLITE.items()}
        return found, {name: clauses(sql) for name, sql in database.execute(TABLES)}


def in_postgres(address):
    with closing(psycopg2.connect(address)) as database, database.cursor() as cursor:
        found = {}
        for part, ask in POSTGRESQL.items():
            cursor.execute(ask)
            found[part] = sorted(cursor.fetchall(), key=repr)
        return found


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the same on PostgreSQL is asked below")
def test_sqlite_is_built_as_its_history_would_have_it(tmp_path):
    migrate(tmp_path / "built")
    migrate(tmp_path / "grown", "--by-history")
    built, built_tables = in_sqlite(tmp_path / "built")
    grown, grown_tables = in_sqlite(tmp_path / "grown")
    assert built == grown
    assert built_tables == grown_tables
    assert len(built["migrations"]) > 60 and len(built_tables) > 100


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="the same on SQLite is asked above")
def test_postgresql_is_built_as_its_history_would_have_it(tmp_path):
    server, _, query = os.environ["DATABASE_URL"].partition("?")
    shapes = []
    for name, way in (("zgt_built", []), ("zgt_grown", ["--by-history"])):
        with closing(psycopg2.connect(os.environ["DATABASE_URL"])) as database:
            database.autocommit = True
            database.cursor().execute(f"CREATE DATABASE {name}")
        address = f"{server.rpartition('/')[0]}/{name}?{query}".removesuffix("?")
        migrate(tmp_path / name, *way, DATABASE_URL=address)
        shapes.append(in_postgres(address))
    built, grown = ({(part, row) for part in one for row in one[part]} for one in shapes)
    told = ("columns", (*NARROWER[1][:2], "bigint", *NARROWER[1][3:]))
    assert built - {NARROWER} == grown - {told}
    assert len(shapes[0]["migrations"]) > 60 and shapes[0]["triggers"]


def test_a_database_with_anything_in_it_goes_step_by_step(db, monkeypatch):
    monkeypatch.setattr(migrating, "build", lambda _: pytest.fail("建到有数据的库里了"))
    call_command("migrate", verbosity=0)
