"""Cleaning the database file: what was deleted at sealing must not lie in free pages or logs."""

from django.db import connection

from evaluations.models import Ballot, Invitation


def overwrite_deleted() -> None:
    """Tell SQLite to overwrite what this connection deletes from now on."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def scrub() -> bool:
    """清理: rewrite the box's pages and empty the log; only outside a transaction."""
    if connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        elif connection.vendor == "postgresql":
            for model in (Ballot, Invitation):
                table = connection.ops.quote_name(model._meta.db_table)
                cursor.execute(f"VACUUM (FULL, ANALYZE) {table}")
    return True
