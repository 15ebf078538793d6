"""The rows of the sample ledger in the layouts other offices would have chosen."""

import random
from datetime import date

import pytest

from tests.sheets import expected, read, write

HEADINGS = {
    "seq": ["序号", "项次", "序"],
    "unit": ["单位", "单位名称", "被整改单位", "部门单位"],
    "category": ["问题类别", "类别", "问题分类"],
    "issue": ["存在问题", "问题描述", "具体问题", "反馈问题"],
    "goal": ["整改目标", "目标要求"],
    "measure": ["整改措施", "整改举措", "细化的整改措施"],
    "type": ["整改类型", "整改方式"],
    "deadline": ["完成时限", "整改时限", "时限要求"],
    "leader": ["责任领导", "包联领导", "整改第一责任人"],
    "duty": ["责任单位", "整改责任单位", "承办单位"],
    "person": ["责任人", "整改责任人", "经办人"],
    "progress": ["整改进展", "整改进展情况", "落实情况"],
    "status": ["是否完成", "完成状态", "是否整改到位", "整改状态"],
    "closed": ["完成时间", "实际完成时间", "销号时间"],
    "evidence": ["佐证材料", "佐证材料/制度成果", "支撑材料"],
    "remark": ["备注", "说明"],
}
STATES = {
    "closed": ["已完成", "√", "是", "100%", "已整改到位", "销号", "已办结", "完成"],
    "rectifying": ["正在推进", "整改中", "基本完成", "推进中", "取得阶段性成效"],
    "unfinished": ["未完成", "未启动", "否", "×", "未整改"],
    "close_applied": ["待验收", "申请销号", "拟销号"],
}
TYPES = {
    "LX": ["立行立改", "即知即改", "当下改"],
    "XQ": ["限期整改", "阶段性整改", "限时整改"],
    "CQ": ["长期坚持", "长久立", "持续整改"],
}
SAME = (
    "unit_code category_code issue goal measures deadline long_term rectify_type leader "
    "leader_post duty_unit_codes persons dept progress status closed_date evidence remark"
)


def day_as_typed(text, dice):
    """A day as five people would type it."""
    if text is None:
        return None
    day = date.fromisoformat(text)
    return dice.choice(
        [
            f"{day.year}.{day.month}.{day.day}",
            f"{day.year}年{day.month}月{day.day}日",
            f"{day.month}月{day.day}日",
            f"{day.year}/{day.month:02}/{day.day:02}",
            day,
        ]
    )


def typed(row, dice):
    """One expected row as somebody else would have typed it."""
    post = f"（{row['leader_post']}）" if row["leader_post"] else ""
    return {
        "seq": row["seq"],
        "unit": row["unit_raw"],
        "category": row["category_raw"],
        "measure": "\n".join(f"{n}.{text}" for n, text in enumerate(row["measures"], start=1)),
        "type": dice.choice(TYPES[row["rectify_type"]]),
        "deadline": row["deadline_raw"],
        "leader": row["leader"] + post,
        "duty": dice.choice(["、", "，", "；", "\n", "/"]).join(row["duty_unit_codes"]),
        "person": f"{row['dept']} {row['persons'][0]}",
        "status": dice.choice(STATES[row["status"]]),
        "closed": day_as_typed(row["closed_date"], dice),
        **{name: row[name] for name in ("issue", "goal", "progress", "evidence", "remark")},
    }


def units_by_name(rows):
    return {row["unit_code"]: row["unit_raw"] for row in rows}


NAMES = {
    "U024": "区公安局",
    "U027": "区财政局",
    "U030": "住建局",
    "U034": "农业局",
    "U016": "信访局",
}
NAMES |= {"U076": "经开区", "U078": "建设街道", "U079": "站前街道", "U081": "红旗街道"}


def table(seed):
    """Heading rows, data rows and merges of one layout."""
    dice = random.Random(seed)
    order = list(HEADINGS)
    dice.shuffle(order)
    wanted = expected(2)["rows"]
    names = NAMES | units_by_name(wanted)
    way = dice.choice(["repeat", "merge", "blank"])
    rows = [["2026年全区整改台账"], ["交办时间：2026年3月20日"]]
    rows.append([dice.choice(HEADINGS[name]) for name in order])
    column = order.index("unit")
    letter = chr(ord("A") + column)
    merges, start = ["A1:P1"], None
    for index, row in enumerate(wanted):
        values = typed(row, dice)
        values["duty"] = values["duty"].replace("\n", "、")
        for code in row["duty_unit_codes"]:
            values["duty"] = values["duty"].replace(code, names[code])
        is_first = index == 0 or wanted[index - 1]["unit_code"] != row["unit_code"]
        if not is_first and way != "repeat":
            values["unit"] = None
        if is_first:
            start = len(rows) + 1
        rows.append([values[name] for name in order])
        is_last = index + 1 == len(wanted) or wanted[index + 1]["unit_code"] != row["unit_code"]
        if is_last and way == "merge":
            merges.append(f"{letter}{start}:{letter}{len(rows)}")
        if is_last and dice.random() < 0.5:
            rows.append([dice.choice(["小计", f"{row['unit_raw']}小计", "小  计"])])
    rows += [[dice.choice(["合计", "总计", "全区合计", "共计"])], ["注：请各单位核对。"]]
    return rows, merges


@pytest.mark.parametrize("seed", range(20))
def test_a_ledger_in_another_layout_means_the_same(tmp_path, seed):
    rows, merges = table(seed)
    got = read("ledger", write(tmp_path / "台账.xlsx", rows, merges=merges))
    assert (got["form"], got["receive_date"], got["refused"]) == ("ledger", "2026-03-20", [])
    for ours, theirs in zip(got["rows"], expected(2)["rows"], strict=True):
        for name in SAME.split():
            wanted = theirs.get(name)
            if name == "closed_date" and theirs.get("closed_date_precision"):
                continue
            assert ours.get(name) == wanted, (seed, theirs["row"], name)
    assert got["totals"]["all"] == expected(2)["totals"]["all"]
