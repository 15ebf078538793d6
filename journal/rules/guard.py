"""The database itself refuses to change or delete an entry; only the chaining is let through."""

from django.db import connection

SAID = "操作日志只能追加，不能修改或删除"
FIELDS = (
    *("id", "at", "actor_id", "actor_name", "verb", "model", "row", "title", "note"),
    "details",
)

POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION journal_entry_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.seq IS NULL AND NEW.seq IS NOT NULL
       AND ({", ".join(f"OLD.{f}::text" for f in FIELDS)})
       IS NOT DISTINCT FROM ({", ".join(f"NEW.{f}::text" for f in FIELDS)})
    THEN RETURN NEW; END IF;
    RAISE EXCEPTION '{SAID}';
END $$;
DROP TRIGGER IF EXISTS journal_entry_kept ON journal_entry;
CREATE TRIGGER journal_entry_kept BEFORE UPDATE OR DELETE ON journal_entry
FOR EACH ROW EXECUTE FUNCTION journal_entry_guard();
"""

_SAME = " AND ".join(f"OLD.{f} IS NEW.{f}" for f in FIELDS)
SQLITE = (
    "CREATE TRIGGER IF NOT EXISTS journal_entry_kept BEFORE UPDATE ON journal_entry"
    f" WHEN NOT (OLD.seq IS NULL AND NEW.seq IS NOT NULL AND {_SAME})"
    f" BEGIN SELECT RAISE(ABORT, '{SAID}'); END",
    "CREATE TRIGGER IF NOT EXISTS journal_entry_stays BEFORE DELETE ON journal_entry"
    f" BEGIN SELECT RAISE(ABORT, '{SAID}'); END",
)
AWAY = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS journal_entry_kept",
        "DROP TRIGGER IF EXISTS journal_entry_stays",
    ),
    "postgresql": ("DROP TRIGGER IF EXISTS journal_entry_kept ON journal_entry",),
}
SET = {"sqlite": SQLITE, "postgresql": (POSTGRESQL,)}


def set_guard() -> None:
    """设防: let the database refuse changes; a database we have no trigger for goes without."""
    _run(SET.get(connection.vendor, ()))


def lift_guard() -> None:
    """撤防: what only the keeper of the database can do; the chain still tells."""
    _run(AWAY.get(connection.vendor, ()))


def is_guarded() -> bool:
    """Tell whether the trigger stands (for the deployment checklist)."""
    asked = {
        "sqlite": "SELECT count(*) FROM sqlite_master WHERE name LIKE 'journal_entry_%'"
        " AND type = 'trigger'",
        "postgresql": "SELECT count(*) FROM pg_trigger WHERE tgname = 'journal_entry_kept'",
    }.get(connection.vendor)
    with connection.cursor() as cursor:
        if asked is None:
            return False
        cursor.execute(asked)
        return bool(cursor.fetchone()[0])


def _run(statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
