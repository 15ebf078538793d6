"""`manage.py up`: make everything ready and run the whole program in the foreground."""

import os
import signal
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from config import broker, changes, doors, env
from config.supervisor import Part, Supervisor, Watch
from config.watch.views import broker_works
from roster.models import Duty, User
from roster.words import DEMO_PASSWORD


class Command(BaseCommand):
    """启动: one command from an empty folder to a page that answers."""

    help = "启动整改通：备好数据目录、数据库与静态文件，再运行消息中间件、网页、后台任务与定时器。"
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--port", type=int, default=env.number("PORT", 8000), help="端口，默认 8000"
        )
        parser.add_argument(
            "--host", default=env.text("HOST", "127.0.0.1"), help="地址，默认只供本机"
        )
        parser.add_argument("--no-demo", action="store_true", help="首次启动时不生成演示活动")

    def handle(self, *, host: str, port: int, no_demo: bool, **options: Any) -> None:
        address = f"http://{'127.0.0.1' if host in doors.EVERYWHERE else host}:{port}/"
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        settings.DATA_DIR.chmod(0o700)
        os.umask(0o077)
        try:
            lock = doors.claim(settings.DATA_DIR, address)
            door = doors.listen(host, port)
        except doors.Taken as taken:
            raise CommandError(str(taken)) from None
        with lock, door:
            try:
                self._prepare(no_demo)
            except KeyboardInterrupt:
                raise CommandError("准备工作被中断，再次执行 ./run 会接着完成。") from None
            supervisor = self._supervisor(door.fileno())
            supervisor.heed_signals()
            try:
                supervisor.start()
                self._welcome(address, host)
                supervisor.watch()
            finally:
                self._say("正在停止 …")
                supervisor.stop()
        self._say("已全部停止，数据保存在 " + str(settings.DATA_DIR))

    def _say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()

    def _prepare(self, no_demo: bool) -> None:
        """Bring database, reference data and static files to this version."""
        try:
            self._migrate()
        except OperationalError as error:
            raise CommandError(f"连不上数据库，请检查 DATABASE_URL：{error}") from None
        real = no_demo or settings.PRODUCTION or bool(env.text("DATABASE_URL"))
        if not (real or User.objects.exists()):
            self._say("首次启动，正在生成演示活动 …")
            call_command("demo", stdout=StringIO())
        self._collect_static()
        connection.close()

    def _migrate(self) -> None:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            self._say("正在建立或升级数据库 …")
            call_command("migrate", verbosity=0)
        stamp = settings.DATA_DIR / "reference.mark"
        files = settings.BASE_DIR.glob("*/reference/*")
        mark = changes.mark(files, repr(settings.DATABASES["default"]["NAME"]))
        if plan or not changes.done(stamp, mark):
            call_command("reference", verbosity=0, stdout=StringIO())
            changes.note(stamp, mark)

    def _collect_static(self) -> None:
        """Copy and compress the static files when any of them or a package changed."""
        folders = [Path(folder) for folder in settings.STATICFILES_DIRS]
        files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
        mark = changes.mark([*files, settings.BASE_DIR / "requirements.txt"])
        stamp = Path(settings.STATIC_ROOT) / "static.mark"
        if not changes.done(stamp, mark):
            self._say("正在整理静态文件 …")
            call_command("collectstatic", interactive=False, clear=True, verbosity=0)
            changes.note(stamp, mark)

    def _supervisor(self, door: int) -> Supervisor:
        parts = [self._web(door)]
        environment = {**os.environ, "DATA_DIR": str(settings.DATA_DIR), "C_FORCE_ROOT": "1"}
        program = broker.server()
        if settings.REDIS_URL:
            parts += self._background(broker_works)
        elif program:
            path = broker.socket_path(settings.DATA_DIR)
            environment["REDIS_URL"] = broker.url(path)
            background = self._background(lambda: broker.answers(path))
            parts = [self._broker(program, path), *parts, *background]
        else:
            self._say("本机没有可用的消息中间件，后台任务改为每分钟巡检一次。")
            parts.append(self._part("定时巡检", "sweep", "manage.py", "sweep", every=60))
        return Supervisor(parts, environment, self._say)

    def _part(self, name: str, log: str, *arguments: str, **options: Any) -> Part:
        logs = settings.DATA_DIR / "logs"
        logs.mkdir(exist_ok=True)
        return Part(name, [sys.executable, *arguments], logs / f"{log}.log", **options)

    def _broker(self, program: str, path: Path) -> Part:
        part = self._part("消息中间件", "broker", ready=lambda: broker.answers(path))
        part.command = broker.command(program, path, settings.DATA_DIR)
        part.death = signal.SIGTERM
        return part

    def _web(self, door: int) -> Part:
        """SQLite has one writer: one process with threads; servers take more processes."""
        default = 1 if connection.vendor == "sqlite" else 2
        return self._part(
            "网页服务",
            "web",
            *("-m", "gunicorn", "-c", "python:config.serving", "config.wsgi:application"),
            *("--bind", f"fd://{door}"),
            *("--workers", str(env.number("WEB_WORKERS", default))),
            files=(door,),
        )

    def _background(self, broker_answers: Callable[[], bool]) -> list[Part]:
        celery = ("-m", "celery", "-A", "config")
        quiet = ("--without-gossip", "--without-mingle", "--without-heartbeat")
        schedule = str(settings.DATA_DIR / "beat-schedule")
        size = str(env.number("TASK_WORKERS", 2))
        return [
            self._part(
                "后台任务",
                "worker",
                *celery,
                "worker",
                "-c",
                size,
                "-l",
                "INFO",
                "-O",
                "fair",
                *quiet,
                watch=Watch(settings.DATA_DIR / "worker.pulse", broker_answers),
            ),
            self._part(
                "定时器", "beat", *celery, "beat", "-l", "INFO", "-s", schedule, "--pidfile="
            ),
        ]

    def _welcome(self, address: str, host: str) -> None:
        cast = [] if settings.PRODUCTION else list(Duty.objects.demo_cast())
        self._say(f"\n整改通已启动：{address}")
        if host in doors.EVERYWHERE:
            self._say("同一网络的其他电脑可用本机的网络地址访问。")
        if not User.objects.exists():
            self._say("还没有账号，请先开一个：./run manage account 账号 --name 姓名 --work office")
        if cast:
            self._say(f"演示账号（口令均为 {DEMO_PASSWORD}）：")
        for duty in cast:
            place = f"（{duty.unit}）" if duty.unit else ""
            self._say(f"  {duty.user.username:<12} {duty.get_work_display()}{place}")
        connection.close()
        self._say(f"数据目录：{settings.DATA_DIR}    按 Ctrl-C 停止。")
