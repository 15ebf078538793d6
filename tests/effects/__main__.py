"""Count effects while two beats wake the sweeps and the broker is emptied again and again (G5).

`python -m tests.effects [effects]`: 10000 unless told otherwise, on PostgreSQL with fsync on.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from redis import Redis

from config import broker
from config.supervisor import Part
from tests.broker.conftest import ROOT, Office
from tests.harness.postgres import DURABLE, server

UNITS, SENDERS, SETTLING = 40, 4, 15
PATIENCE = 600


@contextmanager
def house(url: str) -> Iterator[tuple[Office, Part]]:
    """Broker, worker and two beats over one database, none of which knows of the other beat."""
    program = broker.server()
    if program is None:
        sys.exit("本机没有可用的消息中间件程序（valkey-server 或 redis-server）")
    with tempfile.TemporaryDirectory(prefix="zgt-effects-") as folder:
        office = Office(Path(folder), program)
        office.environment["DATABASE_URL"] = url
        second = office._celery("beat", "-s", f"{folder}/second", "--pidfile=")
        office.start(office.broker)
        try:
            office.manage("migrate", "--verbosity", "0")
            yield office, second
        finally:
            second.clear()
            office.close()


def ask(office: Office, program: str) -> Any:
    """Run a line in the house and read what it says."""
    said = office.python(f"import json\nfrom tests.effects import house\n{program}")
    return json.loads(said.splitlines()[-1])


def measure(office: Office, second: Part, effects: int) -> int:
    """Prepare, let everything loose, wait, count."""
    orders = effects // 10 // SENDERS * SENDERS
    tasks = (effects - 3 * orders) // (2 * UNITS) + 1
    due = ask(office, f"print(json.dumps(house.prepare({UNITS}, {tasks})))")
    for part in (office.worker, office.beat, second):
        office.start(part)
    line = f"from tests.effects import house\nhouse.send({orders // SENDERS})"
    senders = [
        subprocess.Popen([sys.executable, "-c", line], cwd=ROOT, env=office.environment)
        for _ in range(SENDERS)
    ]
    begun, flushed = time.monotonic(), 0
    found: dict[str, Any] = {"reminders": 0}
    while time.monotonic() - begun < PATIENCE:
        flushed += _flush(office)
        done = all(sender.poll() is not None for sender in senders)
        if done and (found := ask(office, "print(json.dumps(house.told()))"))["reminders"] >= due:
            break
    settled = time.monotonic() + SETTLING
    while time.monotonic() < settled:
        flushed += _flush(office)
    found = ask(office, "print(json.dumps(house.told()))")
    return _judge(found, due, orders, flushed, time.monotonic() - begun)


def _flush(office: Office) -> int:
    time.sleep(1.5)
    with Redis(unix_socket_path=str(office.socket)) as client:
        client.flushall()
    return 1


def _judge(found: dict[str, Any], due: int, orders: int, flushed: int, seconds: float) -> int:
    exact = found["reminders"] == due and not found["twice"]
    exact = exact and found["numbers"] == orders and found["gapless"]
    exact = exact and found["told"] == 2 * orders
    total = found["reminders"] + found["numbers"] + found["told"]
    print(
        f"{'达到' if exact else '未达到'}：{total} 个效果（提醒 {found['reminders']}/{due}、"
        f"文号 {found['numbers']}/{orders}{'连续' if found['gapless'] else '不连续'}、"
        f"送达 {found['told']}/{2 * orders}），重复 {found['twice']}；"
        f"两个定时器，清空中间件 {flushed} 次，{seconds:.0f} 秒"
    )
    return 0 if exact else 1


def main(arguments: list[str]) -> int:
    """A house of its own for this run."""
    effects = int(arguments[0]) if arguments else 10_000
    with server(DURABLE) as url, house(url) as (office, second):
        return measure(office, second, effects)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
