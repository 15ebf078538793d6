"""Every code twenty times at once, on both databases: exactly one ballot a code (G6).

`python -m tests.bench.codes [codes] [copies]`; 1000 codes and 20 copies unless told otherwise.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.harness.postgres import DURABLE, server

ROOT = Path(__file__).resolve().parents[2]
RACE = """
import json, sys, django
django.setup()
from tests.bench import hall
from tests.bench.codes import race
told = hall.prepare(int(sys.argv[1]))
answers = race(told["codes"], told["units"], int(sys.argv[2]))
print(json.dumps({**answers, **hall.box()}))
"""


def race(codes: list[str], units: list[str], copies: int) -> dict[str, int]:
    """Let as many threads as there are copies cast the same code at the same moment."""
    from django.db import connections  # noqa: PLC0415 - the program is set up in this process only

    import evaluations.rules as rules  # noqa: PLC0415
    from common.refusal import Refused  # noqa: PLC0415

    marks = {unit: {"": "满意"} for unit in units}
    gate = threading.Barrier(copies)
    taken, refused = [0] * copies, [0] * copies

    def voter(number: int) -> None:
        for code in codes:
            gate.wait()
            try:
                rules.cast(code, marks=marks)
                taken[number] += 1
            except Refused:
                refused[number] += 1
        connections.close_all()

    with ThreadPoolExecutor(copies) as pool:
        list(pool.map(voter, range(copies)))
    return {"taken": sum(taken), "refused": sum(refused)}


def run(database: str, codes: int, copies: int) -> bool:
    """One race in a house of its own; say what came of it."""
    with tempfile.TemporaryDirectory(prefix="zgt-codes-") as folder:
        own = {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "config.settings"}
        environment = {**os.environ, **own}
        environment.pop("DATABASE_URL", None)
        if database:
            environment["DATABASE_URL"] = database
        told = {"cwd": ROOT, "env": environment, "check": True}
        subprocess.run([sys.executable, "manage.py", "migrate", "-v", "0"], **told)
        command = [sys.executable, "-c", RACE, str(codes), str(copies)]
        done = subprocess.run(command, **told, capture_output=True, text=True)
    found = json.loads(done.stdout.splitlines()[-1])
    exact = found["taken"] == found["spent"] == codes
    exact = exact and found["refused"] == codes * (copies - 1)
    name = "PostgreSQL" if database else "SQLite"
    said = "每码恰好一次" if exact else "有出入！"
    print(
        f"{name}：{codes} 个码各同时用 {copies} 次，收 {found['taken']}、拒 {found['refused']}，"
        f"已用 {found['spent']}、箱内 {found['ballots']}：{said}",
        flush=True,
    )
    return exact


def main(arguments: list[str]) -> int:
    """SQLite first, then PostgreSQL with fsync on."""
    codes, copies = (int(one) for one in (*arguments, *("1000", "20")[len(arguments) :]))
    exact = run("", codes, copies)
    with server(DURABLE) as url:
        exact = run(url, codes, copies) and exact
    print("达到" if exact else "未达到")
    return 0 if exact else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
