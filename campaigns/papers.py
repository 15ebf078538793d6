"""任务书、时间表、责任状: what a unit owes, as three papers to sign and to post."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from campaigns.figures import Cell
from campaigns.models import Campaign, Participation, Task
from common.papers import Paper, broad_sheet, written_date
from roster.models import Cadre, Unit
from roster.words import PostLevel

KINDS: Final[Mapping[str, str]] = {"tasks": "任务书", "times": "时间表", "pledge": "责任状"}
BOOK = (
    ("序号", 4),
    ("任务", 20),
    ("量化目标（成果）", 18),
    ("举措", 22),
    ("责任人", 9),
    ("节点", 10),
)
TIMES = (("阶段", 14), ("任务", 24), ("开始", 10), ("结束", 10), ("责任单位", 12), ("完成情况", 13))
SIGNS = "主要负责人：　　　　　　　　　　　　　　　年　　月　　日"


def written(kind: str, entry: Participation, cells: list[Cell], today: date) -> bytes:
    """Return one of KINDS for a participating unit as .docx."""
    if kind == "tasks":
        return task_book(entry.campaign, entry.unit, cells)
    make = timetable if kind == "times" else pledge
    return make(entry.campaign, entry.unit, cells, today)


def task_book(campaign: Campaign, unit: Unit, cells: list[Cell]) -> bytes:
    """Return the 任务书 of one unit as .docx (practice §1.11); measures are left to write in."""
    chief = _chief(unit)
    rows = [
        [str(place), cell.task.name, cell.task.deliverable, "", chief, _day(cell.task.due_on)]
        for place, cell in enumerate(cells, 1)
    ]
    return broad_sheet(f"{campaign.name}任务书", f"单位：{unit.name}", BOOK, rows, SIGNS)


def timetable(campaign: Campaign, unit: Unit, cells: list[Cell], today: date) -> bytes:
    """Return the 时间表 of one unit as .docx: phase by phase, with how far each task is."""
    rows = [
        [
            cell.task.phase.name,
            cell.task.name,
            _day(cell.task.phase.starts_on),
            _day(cell.task.due_on),
            unit.short,
            f"{cell.word} {_day(cell.done_on)}" if cell.done_on else cell.word,
        ]
        for cell in cells
    ]
    top = f"单位：{unit.name}　　截至{written_date(today)}"
    return broad_sheet(f"{campaign.name}时间表", top, TIMES, rows, SIGNS)


def pledge(campaign: Campaign, unit: Unit, cells: list[Cell], today: date) -> bytes:
    """Return the 责任状 between the leading group and the unit's head as .docx."""
    paper = Paper(f"{campaign.name}责任状")
    paper.title(f"{campaign.name}责任状")
    paper.text(
        f"{unit.name}主要负责人对本单位{campaign.name}负总责，向领导小组承诺按时完成下列"
        f"{len(cells)}项任务，不做选择、不搞变通、不报虚数。"
    )
    paper.first(1, "责任内容")
    for place, cell in enumerate(cells, 1):
        paper.text(f"{place}. {_sentence(cell.task)}")
    paper.first(2, "责任追究")
    paper.text(
        "因不负责、不作为造成任务未按期完成的，按干部管理权限和规定程序处理；申诉权利不受影响。"
    )
    paper.first(3, "签订")
    paper.text(f"领导小组：{campaign.office_name}　　签字：")
    paper.text(f"责任单位：{unit.name}　　主要负责人：{_chief(unit)}　　签字：")
    paper.text(f"本责任状一式两份，{written_date(today)}起生效。")
    return paper.content()


def _sentence(task: Task) -> str:
    made = f"，形成{task.deliverable}" if task.deliverable else ""
    return f"{written_date(task.due_on)}前完成“{task.name}”{made}。"


def _chief(unit: Unit) -> str:
    head = Cadre.objects.serving().of(unit).filter(level=PostLevel.HEAD).by_post().first()
    return head.name if head else ""


def _day(day: date | None) -> str:
    return f"{day:%Y-%m-%d}" if day else ""
