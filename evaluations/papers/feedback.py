"""反馈单: one unit's result and what people wrote about it, without a trace of who wrote."""

from collections.abc import Mapping, Sequence
from datetime import date

from common.papers import Paper
from evaluations.models import Standing
from evaluations.papers.numbers import four
from evaluations.scoring.showing import hidden

HEAD = ("评议方", "权重", "计分票", "得分", "满意率")
WIDTHS = (4, 1.4, 1.6, 1.8, 1.8)
ASKED = (
    "请你单位对照评议结果和意见建议逐条研究，列出整改措施、责任人和时限，纳入整改台账，按期反馈。"
)


def feedback_paper(
    row: Standing, names: Mapping[str, str], remarks: Sequence[str], size: int, today: date
) -> bytes:
    """The sheet that goes to one unit and to nobody else."""
    round_ = row.round
    paper = Paper(f"{round_.result_name}反馈单")
    paper.title(f"{round_.result_name}反馈单")
    paper.addressee(row.unit.name)
    paper.text(_summary(row, size))
    paper.first(1, "各方评议")
    paper.table(HEAD, _lines(row, names), WIDTHS, (0,))
    if hidden(row.detail["sides"], round_.show_min):
        paper.text("票数少、意见一致或可能被推算的评议方不单独列出，其票照常计入总分。")
    paper.first(2, "意见建议")
    paper.text(_said(remarks, round_.show_min))
    paper.first(3, "整改要求")
    paper.text(ASKED)
    paper.signature(round_.campaign.office_name, today)
    return paper.content()


def _summary(row: Standing, size: int) -> str:
    place = f"在{row.cohort}{size}个单位中列第{row.rank}名" if row.rank else f"{row.cohort}不排名"
    tier = f"，等次为“{row.tier}”" if row.tier else ""
    band = _band(row)
    score = row.score_shown or "不计分"
    return (
        f"在{row.round}中，你单位加权得分{score}，{place}{tier}；"
        f"满意率{row.percent_satisfied}（满意和基本满意票占计分票的比例，不加权，与得分不是一回事）。{band}"
    )


def _band(row: Standing) -> str:
    if row.rank_low is None or row.rank_low == row.rank_high:
        return ""
    return f"按票数估计，名次在第{row.rank_low}至第{row.rank_high}名之间，区间内的单位难分高下。"


def _lines(row: Standing, names: Mapping[str, str]) -> list[list[str]]:
    gone = hidden(row.detail["sides"], row.round.show_min)
    lines = []
    for code, side in row.detail["sides"].items():
        figures = ["不单独列出", "", ""]
        if code not in gone:
            rate = side["satisfied_rate"]
            told = f"{float(rate['decimal']) * 100:.2f}%" if rate else "—"
            figures = [str(side["counted"]), four(side["score"], "—"), told]
        lines.append([names.get(code, code), str(side["weight"]), *figures])
    return lines


def _said(remarks: Sequence[str], least: int) -> str:
    if not remarks:
        return f"没有可以列出的意见建议（少于{least}条的不列出，以免认出是谁所写）。"
    opening = f"共{len(remarks)}条，已打乱顺序，不含写作人、时间和评议方："
    return "\n".join([opening, *(f"{at}．{text}" for at, text in enumerate(remarks, 1))])
