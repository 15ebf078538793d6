"""问题清单 and 对照检查问题清单 of a list, as a document to sign or as a workbook."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from common.papers import broad_sheet
from issues.models import Issue, IssueList
from issues.papers.printed import printed_sheet
from issues.words import Level

FOOT = "填表人：　　　　　审核人：　　　　　主要负责人（签字）：　　　　　联系电话："
BLANK_ROWS = 6


class Column(NamedTuple):
    """A heading, its share of the width, and what stands below."""

    title: str
    width: float
    read: Callable[[Issue], str]


def _category(row: Issue) -> str:
    return row.category.name if row.category else row.category_raw


def _measures(row: Issue) -> str:
    return "\n".join(str(measure) for measure in row.measures.all())


def _leader(row: Issue) -> str:
    return row.leader + (f"（{row.leader_post}）" if row.leader_post else "")


def _by_whom(row: Issue) -> str:
    return f"{row.dept} {row.owner}".strip()


def _blank(row: Issue) -> str:  # to be filled in by hand
    return ""


LIST = (
    Column("问题类别（对照方面）", 11, _category),
    Column("存在问题", 16, lambda row: row.text),
    Column("具体表现（具体事例）", 20, lambda row: row.example),
    Column("问题来源", 7, lambda row: row.get_source_display()),
    Column("原因分析", 15, lambda row: row.cause),
    Column("整改目标", 12, lambda row: row.target),
    Column("整改措施", 20, _measures),
    Column("责任领导", 9, _leader),
    Column("责任科室/责任人", 10, _by_whom),
    Column("整改时限", 9, lambda row: row.due_text),
    Column("备注", 5, lambda row: row.note),
)
TEAM = (
    Column("对照方面", 9, _category),
    Column("存在的主要问题", 17, lambda row: row.text),
    Column("具体表现及事例", 21, lambda row: row.example),
    Column("原因剖析", 16, lambda row: row.cause),
    Column("整改措施", 21, _measures),
    Column("牵头领导", 8, _leader),
    Column("责任科室", 8, _by_whom),
    Column("整改时限", 9, lambda row: row.due_text),
)
PERSON = (
    Column("姓名", 6, lambda row: _cadre(row, "name")),
    Column("职务", 8, lambda row: _cadre(row, "title")),
    Column("对照方面", 9, _category),
    Column("存在问题", 16, lambda row: row.text),
    Column("具体事例", 19, lambda row: row.example),
    Column("原因剖析", 15, lambda row: row.cause),
    Column("整改措施", 19, _measures),
    Column("整改时限", 9, lambda row: row.due_text),
    Column("本人签字", 7, _blank),
    Column("审核人签字", 7, _blank),
)
KINDS = {"list": "问题清单", "check": "对照检查问题清单"}


def _cadre(row: Issue, name: str) -> str:
    cadre = row.issue_list.cadre if row.issue_list else None
    return str(getattr(cadre, name)) if cadre else ""


def _columns(issue_list: IssueList, kind: str) -> Sequence[Column]:
    if kind == "list":
        return LIST
    return PERSON if issue_list.level == Level.PERSON else TEAM


def _lines(issue_list: IssueList, columns: Sequence[Column]) -> list[list[str]]:
    joined = ("category", "issue_list__cadre")
    rows = issue_list.issues.standing().select_related(*joined).prefetch_related("measures")
    lines = [
        [str(place), *(column.read(row) for column in columns)]
        for place, row in enumerate(rows.order_by("seq", "pk"), 1)
    ]
    blank = [""] * len(columns)
    return lines or [[str(place), *blank] for place in range(1, BLANK_ROWS + 1)]


def paper_name(issue_list: IssueList, kind: str) -> str:
    """The title of the paper, with the person where the list is somebody's own."""
    who = f"（{issue_list.cadre.name}）" if issue_list.cadre else ""
    return f"{issue_list.unit}{issue_list.get_level_display()[:2]}{KINDS[kind]}{who}"


Laid = tuple[str, str, list[tuple[str, float]], list[list[str]], str]


def _laid_out(issue_list: IssueList, kind: str) -> Laid:
    """What either form of the paper says: title, who files it, columns, lines, signatures."""
    columns = _columns(issue_list, kind)
    heads = [("序号", 4.0), *((column.title, float(column.width)) for column in columns)]
    count = issue_list.issues.standing().count()
    top = f"填报单位（盖章）：{issue_list.unit}　　　　填报时间：　　　　共{count}件"
    return paper_name(issue_list, kind), top, heads, _lines(issue_list, columns), FOOT


def list_document(issue_list: IssueList, kind: str) -> bytes:
    """Return the paper as .docx, laid across, with the line of signatures below."""
    return broad_sheet(*_laid_out(issue_list, kind))


def list_sheet(issue_list: IssueList, kind: str) -> bytes:
    """Return the paper as a workbook of one page's width."""
    return printed_sheet(*_laid_out(issue_list, kind))
