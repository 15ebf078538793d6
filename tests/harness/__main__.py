"""`./run test`: every check and every ring of tests, one summary line, one exit code.

`./run test sqlite tests/issues -x` runs one ring only and hands the rest to pytest.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.harness import checks, chromium, postgres
from tests.harness.tally import Tally, read

ONCE = ["--ignore=tests/browser", "--ignore=tests/run", "--ignore=tests/broker", "-m", "not slow"]


def pytest(ring: str, *arguments: str, **environment: str) -> Tally:
    """Run pytest in a process of its own and read its report."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        env = checks.surroundings(f"{folder}/var", **environment)
        command = [sys.executable, "-m", "pytest", f"--junitxml={report}", *arguments]
        subprocess.run(command, cwd=checks.ROOT, env=env, stdin=subprocess.DEVNULL)
        return read(report, ring)


def on_sqlite(*arguments: str) -> Tally:
    """Everything but the browser, on the database of a first start."""
    return pytest("SQLite", "--ignore=tests/browser", *arguments)


def on_postgres(*arguments: str) -> Tally:
    """The same on a server's database, less what never looks at a database twice."""
    with postgres.server() as url:
        return pytest("PostgreSQL", *ONCE, *arguments, DATABASE_URL=url)


def in_browser(*arguments: str) -> Tally:
    """The pages in a real Chromium."""
    if chromium.ensure() is None:
        print(f"注意：{chromium.MISSING}；浏览器测试将全部计为未运行。", flush=True)
    return pytest("浏览器", *(arguments or ("tests/browser",)))


RINGS: dict[str, tuple[str, Callable[..., Tally]]] = {
    "checks": ("代码检查", checks.run),
    "sqlite": ("SQLite 上的测试，含真实消息中间件与启动脚本", on_sqlite),
    "postgres": ("PostgreSQL 上的测试", on_postgres),
    "browser": ("Chromium 中的测试", in_browser),
}


def run_ring(name: str, *arguments: str) -> Tally:
    """Run one ring under its heading; a ring that cannot even start has failed."""
    title, ring = RINGS[name]
    print(f"\n── {title} ──", flush=True)
    started = time.monotonic()
    try:
        tally = ring(*arguments)
    except Exception as error:
        tally = Tally(failures=[f"[{title}] 无法运行：{error!r}"])
    print(f"{title}：{tally.line()}，用时 {time.monotonic() - started:.0f} 秒", flush=True)
    return tally


def main(arguments: list[str]) -> int:
    """Run the named ring, or all of them."""
    total = Tally()
    if arguments and arguments[0] in RINGS:
        total.add(run_ring(*arguments))
    elif arguments:
        sys.exit(f"没有名为 {arguments[0]} 的一组测试，可用：{'、'.join(RINGS)}。")
    else:
        for name in RINGS:
            total.add(run_ring(name))
    print()
    for skip in total.skips:
        print(f"未运行：{skip}")
    for failure in total.failures:
        print(f"未通过：{failure}")
    print(f"整改通: {total.line()}", flush=True)
    return 1 if total.failures or not total.passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
