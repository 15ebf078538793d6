"""年度民主生活会对照检查素材: what a unit found in a year, ordered for the meeting (001-33)."""

from collections.abc import Sequence
from datetime import date

from common.papers import Paper
from issues.models import Issue, IssueList
from roster.models import Unit

STANDS = {True: "正在整改", False: "已整改销号"}


def yearly_document(unit: Unit, year: int, today: date) -> bytes:
    """Return the material (.docx): categories, issues with cause and what came of each."""
    rows = Issue.objects.filter(unit=unit, campaign__starts_on__year=year).in_ledger()
    joined = rows.select_related("category", "repeats").prefetch_related("measures", "progress")
    issues = list(joined.order_by("category__order", "category", "seq", "pk"))
    paper = Paper(f"{unit}{year}年度民主生活会对照检查素材")
    paper.title(f"{unit}{year}年度民主生活会对照检查素材")
    paper.text(_summary(unit, year, issues))
    place = 0
    for name, group in _by_category(issues):
        place += 1
        paper.first(place, f"{name}方面（{len(group)}条）")
        for number, issue in enumerate(group, 1):
            paper.second(number, issue.text.rstrip("。"))
            for line in _told(issue):
                paper.text(line)
    for row in IssueList.objects.filter(
        unit=unit, cadre=None, campaign__starts_on__year=year
    ).exclude(self_examination=""):
        place += 1
        paper.first(place, f"{row.get_level_display()}清单的对照检查材料")
        for line in row.self_examination.splitlines():
            paper.text(line)
    paper.signature(unit.name, today)
    return paper.content()


def _summary(unit: Unit, year: int, issues: Sequence[Issue]) -> str:
    still = [issue for issue in issues if issue.is_open]
    again = [issue for issue in issues if issue.reopened_count or issue.repeats]
    done = len(issues) - len(still)
    return (
        f"{year}年，{unit}共查摆并进入台账的问题{len(issues)}条，已整改销号{done}条，"
        f"正在整改{len(still)}条，其中反复出现的{len(again)}条。以下按类别列出，供班子对照检查。"
    )


def _by_category(issues: Sequence[Issue]) -> list[tuple[str, list[Issue]]]:
    groups: dict[str, list[Issue]] = {}
    for issue in issues:
        name = issue.category.label if issue.category else issue.category_raw or "其他"
        groups.setdefault(name, []).append(issue)
    return list(groups.items())


def _told(issue: Issue) -> list[str]:
    measures = "；".join(measure.text for measure in issue.measures.all())
    last = issue.progress.all()
    state = STANDS[issue.is_open] + ("，此前反弹过" if issue.reopened_count else "")
    lines = [
        f"事例：{issue.example}" if issue.example else "",
        f"原因：{issue.cause}" if issue.cause else "",
        f"措施：{measures}。" if measures else "",
        f"进展：{list(last)[-1].text}" if last else "",
        f"状态：{state}。责任领导{issue.leader or '未明确'}。",
    ]
    return [line for line in lines if line]
