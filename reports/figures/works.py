"""The registers of the campaign itself: who takes part, its phases, tasks, bodies and papers."""

from typing import Any

from django.db.models import Q

from campaigns.models import (
    Completion,
    Document,
    Gate,
    Group,
    Member,
    Pairing,
    Phase,
    Task,
    UpwardReport,
)
from reports.figures.behind import Register
from roster.models import Cadre, Unit


def _kind(row: Any) -> str:
    return str(row.get_kind_display())


UNITS = Register("units", "参加单位", Unit, "participations__campaign", "pk", state=_kind)
CADRES = Register(
    "cadres", "参加干部", Cadre, "participations__campaign", text=lambda row: row.name
)
PHASES = Register("phases", "阶段", Phase, unit="", day="starts_on", phase="pk")
TASKS = Register(
    "tasks",
    "任务",
    Task,
    "phase__campaign",
    "",
    "due_on",
    text=lambda row: row.name,
    phase="phase",
)
COMPLETIONS = Register(
    "completions",
    "任务完成登记",
    Completion,
    "task__phase__campaign",
    day="done_on",
    text=lambda row: f"{row.task.name}（期限{row.task.due_on:%m-%d}）",
    reads=("task",),
    spell="task__due_on",
    phase="task__phase",
)
GROUPS = Register("groups", "工作机构", Group, unit="", text=lambda row: row.name, state=_kind)
MEMBERS = Register(
    "members",
    "工作机构成员",
    Member,
    "group__campaign",
    "",
    "since_on",
    text=lambda row: f"{row.group.name}：{row.name}",
    state=lambda row: row.get_role_display(),
    reads=("group",),
)
PAIRINGS = Register("pairings", "包联", Pairing, day="from_on", reads=("leader",))
DOCUMENTS = Register("documents", "方案和依据文件", Document, unit="", day="issued_on")
UPWARD = Register(
    "upward", "上报情况", UpwardReport, unit="", day="sent_at", text=lambda row: row.title
)
PERMITS = Register(
    "permits",
    "专题会准入",
    Gate,
    day="cleared_at",
    text=lambda row: row.permit_number,
    kept=Q(cleared_at__isnull=False),
)
