"""What gunicorn loads once, before its children are born."""

import subprocess
import sys

from tests.harness.checks import ROOT, surroundings

LOADED = """
import threading
import config.wsgi
from config import serving
from django.db import connections
serving.when_ready(None)
print([line.alias for line in connections.all(initialized_only=True) if line.connection])
print([one.name for one in threading.enumerate()])
"""


def test_nothing_that_children_must_not_share_is_open_when_they_are_born(tmp_path):
    told = subprocess.run(
        [sys.executable, "-c", LOADED],
        cwd=ROOT,
        env=surroundings(str(tmp_path / "var")),
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.splitlines() == ["[]", "['MainThread']"]
