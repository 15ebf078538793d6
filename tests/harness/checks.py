"""The checks that need no test: format, style, storeys, types, templates, deploy settings."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TextIO

from tests.harness.tally import Tally

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
MANAGE = [sys.executable, "manage.py"]

APPS = (
    *("common", "config", "journal", "roster", "notices", "exchange", "campaigns", "issues"),
    *("evaluations", "activities", "outreach", "supervision", "reports"),
)
CHECKS = {
    "格式 ruff format": [f"{BIN}/ruff", "format", "--check", "."],
    "规范 ruff check": [f"{BIN}/ruff", "check", "."],
    "层次 import-linter": [f"{BIN}/lint-imports", "--no-logo"],
    "类型 mypy": [f"{BIN}/mypy", "."],
    "安全 bandit": [f"{BIN}/bandit", "-q", "-ll", "-r", *APPS],
    "模板 djlint": [f"{BIN}/djlint", "--lint", "--quiet", "templates"],
    "迁移 makemigrations": [*MANAGE, "makemigrations", "--check", "--dry-run"],
    "部署 check --deploy": [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"],
}

OFFICE = {
    *("DATABASE_URL", "REDIS_URL", "PRODUCTION", "DEBUG", "HTTPS", "BEHIND_PROXY", "SITE_URL"),
    *("ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "EMAIL_HOST", "PORT", "HOST", "STATIC_ROOT"),
    *("SECRET_KEY_FILE", "CODE_PEPPER_FILE", "DJANGO_SETTINGS_MODULE"),
}
PRODUCTION = {
    "PRODUCTION": "1",
    "ALLOWED_HOSTS": "zgt.example.gov.cn",
    "SITE_URL": "https://zgt.example.gov.cn",
}


def run(out: TextIO) -> Tally:
    """Run every check, also after one has failed: the reader wants the whole list."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        for name, command in CHECKS.items():
            started = time.monotonic()
            done = subprocess.run(
                command,
                cwd=ROOT,
                env=surroundings(folder, **(PRODUCTION if "--deploy" in command else {})),
                text=True,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
            )
            verdict = "通过" if done.returncode == 0 else "未通过"
            print(f"{verdict}  {name}  {time.monotonic() - started:.1f} 秒", file=out, flush=True)
            if done.returncode:
                print(done.stdout[-6000:], file=out, flush=True)
                tally.failures.append(f"[检查] {name}")
            else:
                tally.passed += 1
    return tally


def surroundings(folder: str, **settings: str) -> dict[str, str]:
    """The environment of a check or a test: an office's own settings must not leak into it."""
    kept = {name: value for name, value in os.environ.items() if name not in OFFICE}
    return {**kept, "DATA_DIR": folder, **settings}
