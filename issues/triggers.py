"""The database itself marks a unit's sums as old; no verb, script or repair by hand can forget it.

A database we have no trigger for keeps no sums: there every reader walks the issues.
"""

from typing import Final

from django.db import connection

COUNTED: Final = (
    *("campaign_id", "unit_id", "status", "category_id", "rectify", "source", "level"),
    *("due_on", "approved_at", "closed_at"),
)
LOOKED_BACK: Final = ("issue_id", "due_on", "done_on", "is_rebound", "draw_id", "is_drawn")

_MARK = "INSERT INTO issues_stalesum (campaign_id, unit_id)"
_POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION issues_issue_stirred() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        {_MARK} VALUES (OLD.campaign_id, OLD.unit_id);
    END IF;
    IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND (OLD.campaign_id, OLD.unit_id)
       IS DISTINCT FROM (NEW.campaign_id, NEW.unit_id)) THEN
        {_MARK} VALUES (NEW.campaign_id, NEW.unit_id);
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION issues_lookback_stirred() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {_MARK} SELECT campaign_id, unit_id FROM issues_issue
        WHERE id IN (OLD.issue_id, NEW.issue_id);
    RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS issues_issue_stirred ON issues_issue;
CREATE TRIGGER issues_issue_stirred
AFTER INSERT OR DELETE OR UPDATE OF {", ".join(COUNTED)} ON issues_issue
FOR EACH ROW EXECUTE FUNCTION issues_issue_stirred();
DROP TRIGGER IF EXISTS issues_lookback_stirred ON issues_lookback;
CREATE TRIGGER issues_lookback_stirred
AFTER INSERT OR DELETE OR UPDATE OF {", ".join(LOOKED_BACK)} ON issues_lookback
FOR EACH ROW EXECUTE FUNCTION issues_lookback_stirred();
"""  # noqa: S608 # nosec - made of names in this file


def _sqlite(table: str, columns: tuple[str, ...], mark: str) -> list[str]:
    """One trigger an event; of an update both the old and the new place are marked."""
    events = {
        "INSERT": ["NEW"],
        "DELETE": ["OLD"],
        f"UPDATE OF {', '.join(columns)}": ["OLD", "NEW"],
    }
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_stirred_{number} AFTER {event} ON {table}"
        f" BEGIN {' '.join(mark.format(row=row) for row in rows)} END"
        for number, (event, rows) in enumerate(events.items())
    ]


_SQLITE = (
    *_sqlite("issues_issue", COUNTED, f"{_MARK} VALUES ({{row}}.campaign_id, {{row}}.unit_id);"),
    *_sqlite(
        "issues_lookback",
        LOOKED_BACK,
        f"{_MARK} SELECT campaign_id, unit_id FROM issues_issue WHERE id = {{row}}.issue_id;",  # noqa: S608 # nosec - likewise
    ),
)
SET: Final = {"sqlite": _SQLITE, "postgresql": (_POSTGRESQL,)}
AWAY: Final = {
    "sqlite": tuple(
        f"DROP TRIGGER IF EXISTS {table}_stirred_{number}"
        for table in ("issues_issue", "issues_lookback")
        for number in range(3)
    ),
    "postgresql": (
        "DROP TRIGGER IF EXISTS issues_issue_stirred ON issues_issue",
        "DROP TRIGGER IF EXISTS issues_lookback_stirred ON issues_lookback",
    ),
}
ASKED: Final = {
    "sqlite": "SELECT count(*) FROM sqlite_master WHERE name LIKE 'issues_%_stirred_%'",
    "postgresql": "SELECT 3 * count(*) FROM pg_trigger WHERE tgname LIKE 'issues_%_stirred'",
}


def set_triggers() -> None:
    """Set them; SQLite loses a table's triggers when a migration builds the table anew."""
    _run(SET.get(connection.vendor, ()))


def lift_triggers() -> None:
    """Take them away, with the marks they would go on writing."""
    _run(AWAY.get(connection.vendor, ()))


def is_marked() -> bool:
    """Tell whether all triggers stand."""
    asked = ASKED.get(connection.vendor)
    if asked is None:
        return False
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return int(cursor.fetchone()[0]) == len(_SQLITE)


def _run(statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
