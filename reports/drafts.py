"""First drafts: the sections of a paper with the figures already in their sentences."""

from dataclasses import dataclass
from typing import Any

from evaluations.models import Round, Standing
from issues.models import Issue
from reports.figures import Facts, values

Table = dict[str, Any]
MOST_OVERDUE = 60


@dataclass
class Draft:
    """A paper before people write on it: title, sections (title, text), tables for the annexes."""

    title: str
    sections: list[dict[str, str]]
    annexes: list[Table]


def first_draft(facts: Facts, kind: str, round_: Round | None) -> Draft:
    """Return the draft of a kind of paper."""
    if kind == "ranking" and round_ is not None:
        return _ranking(facts, round_)
    return _progress(facts)


def _section(title: str, text: str) -> dict[str, str]:
    return {"title": title, "text": text}


def _names(units: list[str]) -> str:
    return "、".join(units)


def _progress(facts: Facts) -> Draft:
    found = values(facts)

    def said(code: str) -> str:
        return found[code].text

    closed = facts.by_status.get(Issue.Status.CLOSED, 0)
    best, late = _best_units(facts), _late_units(facts)
    whole = (
        f"截至{facts.today.month}月{facts.today.day}日，{said('units')}个参加单位中，已备案清单"
        f"{said('lists_approved')}份，尚有{said('units_unsent')}个单位未报送。台账问题"
        f"{said('issues_ledger')}件，其中立行立改{said('rectify_LX')}件、限期整改"
        f"{said('rectify_XQ')}件、长期坚持{said('rectify_CQ')}件；已销号{closed}件，整改率"
        f"{said('close_rate')}%，未销号{said('issues_open')}件，逾期{said('overdue')}件。"
    )
    good = f"{_names(best)}等单位行动快、销号实。" if best else "各单位正在按时限推进。"
    bad = (
        f"{_names(late)}等单位逾期问题较多，有的以材料代替整改，有的申请销号后被验收驳回。"
        if late
        else "从抽查看，有的单位进展填写不及时，个别措施还不够具体。"
    )
    ask = (
        "逾期问题由单位主要负责人逐件过问，确需延期的须在到期前申请；未报送清单的单位抓紧报送。"
        "领导小组办公室将对已销号问题开展回头看，发现反弹的重新整改。"
    )
    return Draft(
        f"关于{facts.campaign.name}问题整改进展情况的通报",
        [
            _section("总体进展", whole),
            _section("先进单位和做法", good),
            _section("存在问题", bad),
            _section("下步要求", ask),
        ],
        [_unit_table(facts), _overdue_table(facts)],
    )


def _best_units(facts: Facts) -> list[str]:
    rated = []
    for pk, unit in facts.units.items():
        counts = facts.by_unit_status.get(pk, {})
        whole = sum(counts.get(status, 0) for status in Issue.LEDGER)
        if whole:
            rated.append((counts.get(Issue.Status.CLOSED, 0) / whole, whole, unit.short))
    rated.sort(reverse=True)
    return [name for share, _, name in rated[:5] if share >= 0.5]


def _late_units(facts: Facts) -> list[str]:
    found = sorted(facts.overdue_by_unit.items(), key=lambda pair: -pair[1][0])
    return [facts.units[unit].short for unit, (count, _) in found[:5] if unit in facts.units]


def _unit_table(facts: Facts) -> Table:
    rows = []
    for pk, unit in facts.units.items():
        counts = facts.by_unit_status.get(pk, {})
        whole = sum(counts.get(status, 0) for status in Issue.LEDGER)
        closed = counts.get(Issue.Status.CLOSED, 0)
        late = facts.overdue_by_unit.get(pk, (0, None))[0]
        share = f"{100 * closed / whole:.1f}%" if whole else "—"
        rows.append([unit.short, str(whole), str(closed), str(whole - closed), str(late), share])
    return {
        "title": "整改进展统计表",
        "head": ["单位", "台账问题", "已销号", "未销号", "逾期", "整改率"],
        "widths": [4, 2, 2, 2, 2, 2],
        "rows": rows,
        "numbers": [1, 2, 3, 4],
    }


def _overdue_table(facts: Facts) -> Table:
    rows = Issue.objects.of(facts.campaign).overdue(facts.today).select_related("unit")
    listed = rows.order_by("unit__order", "due_on")[:MOST_OVERDUE]
    return {
        "title": "逾期问题清单",
        "head": ["编号", "单位", "存在问题", "时限", "责任领导"],
        "widths": [3, 2.4, 6, 2.2, 1.8],
        "rows": [
            [row.number, row.unit.short, row.text, f"{row.due_on:%Y-%m-%d}", row.leader]
            for row in listed
        ],
        "numbers": [],
    }


def _ranking(facts: Facts, round_: Round) -> Draft:
    rows = list(Standing.objects.filter(round=round_).select_related("unit", "cohort").in_order())
    published = [row for row in rows if row.cohort.is_published]
    cohorts = list({row.cohort_id: row.cohort for row in published}.values())
    firsts = [row.unit.short for row in published if row.rank == 1]
    tails = [row.unit.short for row in published if row.is_tail]
    how = (
        f"“{round_.name}”由上级领导、同级部门、服务对象三方评议，{_balance(round_)}"
        f"参评单位{len(rows)}个，分{len(cohorts)}类排名。得分为加权得分，满意率另列，两者含义不同。"
    )
    result = f"各类第一名为：{_names(firsts)}。" if firsts else "各类排名见附件。"
    bad = f"{_names(tails)}在本类中靠后，群众反映的办事慢、答复生硬等问题仍需下力气解决。"
    return Draft(
        f"关于{round_.name}评议结果的通报",
        [
            _section("评议工作组织情况", how),
            _section("评议结果", f"{result}各类单位得分和名次见附件。"),
            _section(
                "存在的主要问题",
                bad if tails else "个别单位服务对象评得分偏低，须对照意见建议逐条整改。",
            ),
            _section(
                "下步工作要求",
                "各单位对评议中反映的意见建议认真研究，列入问题清单整改。对结果有异议的，可在公示期内书面申请复核。",
            ),
        ],
        [_cohort_table(cohort.name, published, cohort.pk) for cohort in cohorts],
    )


def _balance(round_: Round) -> str:
    lines = round_.sessions
    if not lines:
        return ""
    issued, returned, valid = (
        sum(int(line.get(name) or 0) for line in lines) for name in ("issued", "returned", "valid")
    )
    return f"发出测评票{issued}张，收回{returned}张，有效{valid}张。"


def _cohort_table(name: str, rows: list[Standing], cohort: int) -> Table:
    listed = [row for row in rows if row.cohort_id == cohort]
    return {
        "title": f"{name}评议结果",
        "head": ["名次", "单位", "得分", "满意率", "计分票数", "等次"],
        "widths": [1.2, 5, 2, 2, 2, 1.6],
        "rows": [
            [
                str(row.rank or "—"),
                row.unit.name,
                row.score_shown or "—",
                f"{row.satisfied_rate:.2%}" if row.satisfied_rate is not None else "—",
                str(row.valid_count),
                row.tier or "—",
            ]
            for row in listed
        ],
        "numbers": [0, 2, 4],
    }
