"""`python -m tests.bench.chain [entries]`: how long a million journal entries take to verify."""

import os
import subprocess
import sys
import tempfile

from tests.bench.desk import ROOT


def main(arguments: list[str]) -> int:
    """Fill a database of its own, verify it, say how long that took."""
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "tests.bench.settings"}
        env.pop("DATABASE_URL", None)
        command = [sys.executable, "-m", "tests.bench.links", *arguments]
        return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
