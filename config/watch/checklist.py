"""The checklist of a deployment: each line a sentence, whether it holds, and how to mend it."""

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.core.checks import WARNING, run_checks
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.utils.timezone import localdate, now

import journal.rules as journal
from campaigns.models import Holiday
from config.backups.archive import KEYS, SUFFIX
from config.watch.sealed import in_the_open
from config.watch.views import broker_works, database_works, job_rows
from issues import triggers
from journal.models import Checkpoint
from roster.models import Authenticator, Duty, User
from roster.passwords.breached import complaint
from roster.words import OFFICERS

ROOM = 2 * 1024**3
PRIVATE_PORTS = {5432: "PostgreSQL", 6379: "Redis"}


class Line(NamedTuple):
    """One line: which clause, what is asked, whether it holds, how to mend it."""

    clause: str
    text: str
    holds: bool
    mend: str


def lines() -> Iterator[Line]:
    """Every line of the checklist."""
    for part in (_settings, _files, _database_lines, _people, _running, _network):
        yield from part()


def _settings() -> Iterator[Line]:
    hosts = settings.ALLOWED_HOSTS
    yield Line(
        "1c", "正式模式且未开调试", settings.PRODUCTION and not settings.DEBUG, "PRODUCTION=1"
    )
    yield Line("1c", "HTTPS 与安全 Cookie", settings.SESSION_COOKIE_SECURE, "HTTPS=1")
    yield Line("1c", "域名写明，不是任意", bool(hosts) and "*" not in hosts, "设 ALLOWED_HOSTS")
    yield Line("1d", "双因素已开", settings.SECOND_FACTOR, "SECOND_FACTOR=1")
    stolen = settings.BREACHED_PASSWORDS
    fault = complaint(stolen) if stolen else "没有设"
    yield Line("1a", f"泄露口令库可用{fault and f'：{fault}'}", not fault, "设 BREACHED_PASSWORDS")
    yield Line("4c", "管理网段已限定", bool(settings.OFFICER_NETWORKS), "设 OFFICER_NETWORKS")
    bare = "、".join(in_the_open())
    how = "https://、ldaps://、rediss://、sslmode=verify-full、EMAIL_TLS=1"
    yield Line("8a", f"出本机的连接都加密{bare and f'，没有加密的：{bare}'}", not bare, how)
    faults = [m for m in run_checks(include_deployment_checks=True) if m.level >= WARNING]
    yield Line("4a", "Django 部署检查无警告", not faults, "./run manage check --deploy")


def _files() -> Iterator[Line]:
    keys = [settings.DATA_DIR / name for name in KEYS if (settings.DATA_DIR / name).exists()]
    closed = all(not path.stat().st_mode & 0o077 for path in keys)
    yield Line("8b", "密钥文件只有运行者可读", closed, "chmod 600 *.key")
    shut = not settings.DATA_DIR.stat().st_mode & 0o077
    yield Line("8b", "数据目录只有运行者可进", shut, f"chmod 700 {settings.DATA_DIR}")
    free = shutil.disk_usage(settings.DATA_DIR).free
    yield Line("9a", f"磁盘剩余 {free / 1024**3:.1f} GB，不少于 2 GB", free >= ROOM, "扩容或清理")
    yield Line("9a", "上传文件的存储可写可读", _files_work(), "检查 DATA_DIR 或 MEDIA_* 与网络")
    files = sorted(Path(settings.BACKUP_DIR).glob(f"*{SUFFIX}"))
    limit = (now() - timedelta(hours=26)).timestamp()
    fresh = bool(files) and files[-1].stat().st_mtime > limit
    yield Line(
        "9a", "最近一次备份在 26 小时内", fresh, "./run manage backup，并启用 zgt-backup.timer"
    )
    beside = settings.BACKUP_KEY_FILE.parent != settings.BACKUP_DIR
    yield Line("9a", "备份密钥不与备份放在一起", beside, "设 BACKUP_KEY_FILE")


def _files_work() -> bool:
    """Tell whether a file can be laid down, read again and removed where uploads go."""
    try:
        name = default_storage.save("doctor.txt", ContentFile(b"?"))
        with default_storage.open(name) as file:
            works = bool(file.read() == b"?")
        default_storage.delete(name)
    except OSError:
        return False
    return works


def _database_lines() -> Iterator[Line]:
    server = connection.vendor == "postgresql"
    yield Line("9c", "使用 PostgreSQL", server, "设 DATABASE_URL（SQLite 只供试点）")
    yield Line("5.2", "数据库迁移已全部执行", database_works(), "./run manage migrate")
    yield Line("3c", "日志表有防改触发器", journal.is_guarded(), "./run manage guard")
    yield Line("5.2", "看板汇总触发器齐全", triggers.is_marked(), "./run manage guard")
    if server:
        off = _shown("track_commit_timestamp") == "off"
        yield Line(
            "8b", "数据库不记提交时间（选票不可按时间配对）", off, "track_commit_timestamp=off"
        )
        silent = _shown("log_statement") in {"none", "ddl"}
        yield Line("8b", "数据库日志不记语句", silent, "log_statement=none")


def _shown(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s)", [name])
        return str(cursor.fetchone()[0])


def _people() -> Iterator[Line]:
    demo = User.objects.filter(is_demo=True, is_active=True).exists()
    yield Line("2b", "没有演示账号", not demo, "换一个数据目录，不带演示数据启动")
    held = Duty.objects.in_force(localdate()).filter(work__in=OFFICERS, user__is_active=True)
    kinds = set(held.values_list("work", flat=True))
    yield Line(
        "2d", "三员齐备", kinds == OFFICERS, "./run manage account …（docs/deploy.md 第3节）"
    )
    proved = Authenticator.objects.exclude(confirmed_at=None).values("user")
    bare = held.exclude(user__in=proved).exists()
    yield Line("1d", "三员都启用了动态口令", not bare, "请三员各自登录启用")
    year = Holiday.objects.filter(day__year=localdate().year).exists()
    yield Line("", "今年的节假日表已有", year, "在“节假日”页填写")


def _running() -> Iterator[Line]:
    yield Line("", "消息中间件可用", broker_works(), "检查 REDIS_URL 与服务")
    late = [str(row["title"]) for row in job_rows() if row["tone"] in {"red", "orange"}]
    yield Line(
        "3d",
        f"后台任务按时运行{'：' + '、'.join(late) if late else ''}",
        not late,
        "看“后台任务”页",
    )
    last = Checkpoint.objects.order_by("-number").first()
    fresh = last is not None and last.at > now() - timedelta(days=1)
    yield Line("3c", "一天内有日志校验点", fresh, "检查定时器")


def _network() -> Iterator[Line]:
    for port, name in PRIVATE_PORTS.items():
        yield Line("4b", f"{name} 不对外监听", not _is_public(port), f"{name} 只绑定本机或专用网段")


def _is_public(port: int) -> bool:
    """Tell whether something listens on this port for everybody."""
    ends: list[Callable[[str], bool]] = [
        lambda end: end == "00000000",
        lambda end: set(end) == {"0"},
    ]
    for table, is_any in zip(("tcp", "tcp6"), ends, strict=True):
        path = Path("/proc/net") / table
        for line in path.read_text().splitlines()[1:] if path.exists() else []:
            fields = line.split()
            place, _, number = fields[1].rpartition(":")
            if fields[3] == "0A" and int(number, 16) == port and is_any(place):
                return True
    return False
