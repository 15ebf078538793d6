"""`./run test`: every check and every ring of tests, one summary line, one exit code.

`./run test sqlite tests/issues -x` runs one ring only and hands the rest to pytest.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TextIO

from tests.harness import checks, chromium, postgres
from tests.harness.tally import Tally, read

ONCE = ["--ignore=tests/browser", "--ignore=tests/run", "--ignore=tests/broker", "-m", "not slow"]
"""Beside PostgreSQL; tests/conftest.py leaves out what asks for no database at all."""
SLOWEST = ["--durations=5", "--durations-min=5"]


def pytest(ring: str, out: TextIO, *arguments: str, **environment: str) -> Tally:
    """Run pytest in a process of its own and read its report."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        env = checks.surroundings(f"{folder}/var", **environment)
        command = [sys.executable, "-m", "pytest", f"--junitxml={report}", *SLOWEST, *arguments]
        cache = ["-o", f"cache_dir={checks.ROOT}/.pytest_cache/{ring}"]
        subprocess.run(
            [*command, *cache],
            cwd=checks.ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        return read(report, ring)


def on_sqlite(out: TextIO, *arguments: str) -> Tally:
    """Everything but the browser, on the database of a first start."""
    return pytest("SQLite", out, "--ignore=tests/browser", *arguments)


def on_postgres(out: TextIO, *arguments: str) -> Tally:
    """The same on a server's database, less what never looks at a database twice."""
    with postgres.server() as url:
        return pytest("PostgreSQL", out, *ONCE, *arguments, DATABASE_URL=url)


def in_browser(out: TextIO, *arguments: str) -> Tally:
    """The pages in a real Chromium."""
    if chromium.ensure() is None:
        print(f"注意：{chromium.MISSING}；浏览器测试将全部计为未运行。", file=out, flush=True)
    return pytest("Chromium", out, *(arguments or ("tests/browser",)))


Ring = Callable[..., Tally]
RINGS: dict[str, tuple[str, Ring]] = {
    "checks": ("代码检查", checks.run),
    "sqlite": ("SQLite 上的测试，含真实消息中间件与启动脚本", on_sqlite),
    "postgres": ("PostgreSQL 上的测试", on_postgres),
    "browser": ("Chromium 中的测试", in_browser),
}
APART = [f"tests/{folder}" for folder in ("broker", "config", "run")]
"""What starts the whole program or makes whole demos is a part of its own on SQLite."""
PARTS = (
    ("sqlite", [f"--ignore={folder}" for folder in APART]),
    ("sqlite", APART),
    ("postgres", []),
    ("browser", []),
    ("checks", []),
)
"""The longest first: whoever has finished takes the next, so that all end together."""


def run_ring(name: str, out: TextIO, *arguments: str) -> Tally:
    """Run one ring under its heading; a ring that cannot even start has failed."""
    title, ring = RINGS[name]
    print(f"\n── {title} ──", file=out, flush=True)
    started = time.monotonic()
    try:
        tally = ring(out, *arguments)
    except Exception as error:
        tally = Tally(failures=[f"[{title}] 无法运行：{error!r}"])
    seconds = time.monotonic() - started
    print(f"{title}：{tally.line()}，用时 {seconds:.0f} 秒", file=out, flush=True)
    return tally


def run_part(part: tuple[str, list[str]]) -> Tally:
    """Run one part; what it prints is shown when it has ended."""
    name, arguments = part
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out:
        tally = run_ring(name, out, *arguments)
        out.seek(0)
        sys.stdout.write(out.read())
        sys.stdout.flush()
    return tally


def run_all() -> Tally:
    """Run one part more at a time than there are cores, three at the most.

    They share nothing but the processor, and what starts programs waits more than it works.
    """
    total = Tally()
    print("正在检查与测试，每组结束后显示结果 …", flush=True)
    with ThreadPoolExecutor(max_workers=min(3, (os.cpu_count() or 1) + 1)) as pool:
        for tally in pool.map(run_part, PARTS):
            total.add(tally)
    return total


def main(arguments: list[str]) -> int:
    """Run the named ring, or all of them."""
    if arguments and arguments[0] not in RINGS:
        sys.exit(f"没有名为 {arguments[0]} 的一组测试，可用：{'、'.join(RINGS)}。")
    total = run_ring(arguments[0], sys.stdout, *arguments[1:]) if arguments else run_all()
    print()
    for skip in total.skips:
        print(f"未运行：{skip}")
    for failure in total.failures:
        print(f"未通过：{failure}")
    print(f"整改通: {total.line()}", flush=True)
    return 1 if total.failures or not total.passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
