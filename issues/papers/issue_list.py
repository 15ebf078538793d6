"""An issue list as the workbook offices file, which is also the template they import."""

from collections.abc import Iterator

from common.books import book
from issues.models import Issue, IssueList

HEADINGS = (
    *("序号", "问题类别", "存在问题", "具体事例", "问题来源", "原因分析", "整改目标"),
    *("整改措施", "整改类型", "整改时限", "责任领导", "责任科室", "责任人", "备注"),
)
BLANK_ROWS = 10


def list_workbook(issue_list: IssueList) -> bytes:
    """Return the list as a printable workbook; an empty one has numbered blank rows to fill in."""
    return book(f"{issue_list.unit}{_kind(issue_list)}", HEADINGS, _rows(issue_list))


def _kind(issue_list: IssueList) -> str:
    name = f"（{issue_list.cadre.name}）" if issue_list.cadre else ""
    return f"{issue_list.get_level_display()}清单{name}"


def _rows(issue_list: IssueList) -> Iterator[tuple[object, ...]]:
    rows = issue_list.issues.standing().select_related("category").prefetch_related("measures")
    number = 0
    for number, issue in enumerate(rows.order_by("seq", "pk"), 1):
        yield (number, *_values(issue))
    if not number:
        for blank in range(1, BLANK_ROWS + 1):
            yield (blank, *[""] * (len(HEADINGS) - 1))


def _values(issue: Issue) -> tuple[str, ...]:
    return (
        issue.category.name if issue.category else issue.category_raw,
        issue.text,
        issue.example,
        issue.get_source_display(),
        issue.cause,
        issue.target,
        "\n".join(str(measure) for measure in issue.measures.all()),
        issue.get_rectify_display(),
        issue.due_on.isoformat() if issue.has_due else issue.due_words,
        issue.leader + (f"（{issue.leader_post}）" if issue.leader_post else ""),
        issue.dept,
        issue.owner,
        issue.note,
    )
