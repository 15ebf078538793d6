"""Millions of sealed ballots counted and ranked on PostgreSQL, beside NumPy doing the same sums.

`python -m tests.bench.millions [ballots [units [items]]]`
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.harness.postgres import DURABLE, server

ROOT = Path(__file__).resolve().parents[2]
USUAL = ["3000000", "80", "1"]


def main(arguments: list[str]) -> int:
    """A server and a data folder for this run only."""
    sizes = [*arguments, *USUAL[len(arguments) :]]
    with tempfile.TemporaryDirectory(prefix="zgt-many-") as folder, server(DURABLE) as url:
        environment = os.environ | {
            "DATABASE_URL": url,
            "DATA_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        }
        command = [sys.executable, "-m", "tests.bench.counting", *sizes]
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
