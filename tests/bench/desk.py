"""A process of its own for each demo database, so that two sizes can be measured by turns."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import TracebackType

from config import changes

ROOT = Path(__file__).resolve().parents[2]


class Desk:
    """Works on one demo database: told the name of a piece of work, it answers with the seconds."""

    def __init__(self, folder: Path, scale: str) -> None:
        self.environment = {
            **{key: value for key, value in os.environ.items() if key != "DATABASE_URL"},
            "DATA_DIR": str(folder / scale),
            "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        }
        self._prepare(folder / scale, scale)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.work"],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def _prepare(self, folder: Path, scale: str) -> None:
        """Make the demo, unless this very one was made before: a city takes minutes."""
        sources = [*ROOT.glob("config/demo/*"), *ROOT.glob("*/migrations/*.py")]
        mark = changes.mark(file for file in sources if file.is_file())
        if changes.done(folder / "demo.mark", mark):
            return
        print(f"正在生成 {scale} 演示库（city 需要几分钟，下次沿用）…", flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        for step in (["migrate", "-v", "0"], ["reference"], ["demo", "--scale", scale]):
            self._run(sys.executable, "manage.py", *step)
        changes.note(folder / "demo.mark", mark)

    def _run(self, *command: str) -> None:
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True
        )
        if done.returncode:
            sys.exit(f"{' '.join(command)} 失败：\n{done.stderr[-2000:]}")

    def __enter__(self) -> "Desk":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.process.kill()
        self.process.wait()

    def seconds(self, name: str) -> float:
        """Have one piece of work done and return how long it took there."""
        return float(self._ask(name)["seconds"])

    def size(self, name: str) -> int:
        """Return how many rows the last such piece of work was about."""
        return int(self._ask(name)["size"])

    def _ask(self, name: str) -> dict[str, float]:
        if self.process.stdin is None or self.process.stdout is None:
            raise RuntimeError("没有管道")
        self.process.stdin.write(name + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"测量“{name}”时出错，见上面的错误。")
        answer: dict[str, float] = json.loads(line)
        return answer
