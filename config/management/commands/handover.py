"""`manage.py handover`: one campaign as one archive, proved, and read into an empty system."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import localdate

from campaigns.models import Campaign
from common.refusal import Refused
from config import handover


class Command(BaseCommand):
    """移交: make, verify or load an archive."""

    help = "活动档案移交包：make 打包，verify 核验，load 读入空库。完整返回 0，不完整返回 2。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("deed", choices=["make", "verify", "load"])
        parser.add_argument("file", type=Path)
        parser.add_argument("--campaign", type=int, help="活动编号；不写则为最近的活动")

    def handle(self, *_args: Any, **options: Any) -> None:
        deed = {"make": self._make, "verify": self._verify, "load": self._load}[options["deed"]]
        try:
            deed(options["file"], options["campaign"])
        except Refused as refused:
            raise CommandError(str(refused), returncode=2) from None

    def _make(self, path: Path, number: int | None) -> None:
        rows = Campaign.objects.all()
        campaign = rows.filter(pk=number).first() if number else rows.newest()
        if campaign is None:
            raise Refused("没有这个活动。")
        with path.open("wb") as file:
            digest = handover.pack(campaign, file, by=None, today=localdate())
        self.stdout.write(f"已打包 {path}，清单摘要 {digest}")

    def _verify(self, path: Path, _number: int | None) -> None:
        told, faults = handover.verify(path)
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            sys.exit(2)
        self.stdout.write(f"完整：{told['campaign']}，{len(told['files'])} 个文件。")

    def _load(self, path: Path, _number: int | None) -> None:
        campaign = handover.load(path)
        self.stdout.write(f"已读入并逐表核对：{campaign}。")
