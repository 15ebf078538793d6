"""The same issues in other layouts: the meaning must not change."""

import random

import pytest

from tests.sheets import as_csv, expected, read, sample, write

HEADINGS = {
    "seq": ["序号", "序", "项次", "No"],
    "category": ["问题类别", "问题类型", "查摆方面", "问题 分类", "问题类别（十弊）"],
    "issue": ["存在问题", "存在的主要问题", "问题描述：", "问题\n内容", "查摆问题"],
    "example": ["具体事例", "典型事例", "例证", "具体表现及事例", "具体表现（具体事例）"],
    "source": ["问题来源", "线索来源", "发现途径", "来 源"],
    "cause": ["原因分析", "原因剖析", "根源剖析（从作风上找）"],
    "goal": ["整改目标", "目标要求", "量化目标"],
    "measure": ["整改措施", "整改举措", "具体措施", "改进措施"],
    "leader": ["责任领导", "分管领导", "牵头领导"],
    "person": ["责任人", "直接责任人", "承办人", "责任科室/责任人"],
    "deadline": ["整改时限", "完成时限", "整改期限", "时间节点", "完成 时限"],
    "remark": ["备注", "备 注", "说明"],
}
MARKS = [
    lambda number: f"{number}.",
    lambda number: f"{number}、",
    lambda number: f"（{number}）",
    lambda number: "①②③④⑤"[number - 1],
    lambda number: f"{'一二三四五'[number - 1]}是",
    lambda number: f"{number}）",
    lambda number: f"{'一二三四五'[number - 1]}、",
]
TITLES = [
    ["区市场监督管理局作风问题清单"],
    ["填报单位（盖章）：区市场监督管理局", None, None, "填报时间：2026年3月20日"],
    [None],
    ["附件2"],
]
SAME = (
    "unit_code category_code issue example source_code cause goal measures deadline long_term "
    "rectify_type leader leader_post persons dept remark deadline_if_received"
)


def cells(row, mark, joint):
    """The values of one expected row as somebody else would have typed them."""
    measures = joint.join(f"{mark(n)}{text}" for n, text in enumerate(row["measures"], start=1))
    return {
        "seq": row["seq"],
        "category": row["category_raw"],
        "measure": measures,
        "leader": f"{row['leader']}（{row['leader_post']}）",
        "person": f"{row['dept']} {row['persons'][0]}",
        "deadline": row["deadline_raw"],
        **{name: row[name] for name in ("issue", "example", "cause", "goal", "remark")},
        "source": row["source_raw"],
    }


def variant(path, seed):
    """The rows of sample 1 with other headings, another order and other numbering."""
    dice = random.Random(seed)
    order = list(HEADINGS)
    dice.shuffle(order)
    mark, joint = dice.choice(MARKS), dice.choice(["；", "\n", "；\n"])
    rows = dice.sample(TITLES, dice.randint(0, 4))
    rows.append([dice.choice(HEADINGS[name]) for name in order])
    for row in expected(1)["rows"]:
        values = cells(row, mark, joint)
        rows.append([values[name] for name in order])
        if dice.random() < 0.2:
            rows.append([None])
    rows += [["合计", "12件"], ["注：以上问题已经班子会研究。"], ["填表人：张三  审核人：李四"]]
    left, above = dice.randint(0, 2), dice.randint(0, 3)
    return write(path, [[None]] * above + [[None] * left + row for row in rows])


@pytest.mark.parametrize("seed", range(25))
def test_other_headings_orders_and_numberings_mean_the_same(tmp_path, seed):
    path = variant(tmp_path / "附件2-区市场监督管理局作风问题清单.xlsx", seed)
    got = read("issues", path)
    assert got["refused"] == []
    for ours, theirs in zip(got["rows"], expected(1)["rows"], strict=True):
        for name in SAME.split():
            assert ours.get(name) == theirs.get(name), (seed, name)
    assert {"total", "note", "signature"} <= {one["kind"] for one in got["ignored"]}


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-8"])
@pytest.mark.parametrize("number", [1, 2, 4, 8])
def test_a_csv_of_a_sample_means_the_same(tmp_path, number, encoding):
    path = as_csv(sample(number), tmp_path / f"{sample(number).stem}.csv", encoding)
    first = expected(number)["sheets"][0]["name"]
    wanted = {row["row"]: row for row in expected(number)["rows"] if row["sheet"] == first}
    got = {row["row"]: row for row in read("issues", path)["rows"]}
    assert got.keys() == wanted.keys()
    for row, values in wanted.items():
        for name in ("unit_code", "category_code", "issue", "measures", "deadline", "status"):
            assert got[row].get(name) == values.get(name)


def test_three_levels_of_headings_are_read(tmp_path):
    rows = [
        ["2026年整改台账"],
        ["序号", "基本情况", None, None, "整改", None, None, None, "落实情况", None, "备注"],
        [None, "单位", "问题", None, "措施", "时限", "责任", None, "完成情况", None, None],
        [None, None, "类别", "描述", None, None, "领导", "人", "是否完成", "完成时间", None],
        [
            1,
            "区教育局",
            "拖拉低效",
            "压件",
            "1.清理；2.公示",
            "6月底",
            "甲某",
            "乙某",
            "是",
            "5月1日",
        ],
        [2, None, "不担当", "推诿", "1.包案；2.回访", "9月底", "甲某", "乙某", "否", None],
        [3, None, "弄虚作假", "补签", "1.重检", "立行立改", "甲某", "乙某", "√", "4月"],
    ]
    merges = ["A1:K1", "A2:A4", "B2:D2", "E2:H2", "I2:J2", "K2:K4", "B3:B4", "C3:D3"]
    merges += ["E3:E4", "F3:F4", "G3:H3", "I3:J3", "B5:B7"]
    got = read("ledger", write(tmp_path / "a.xlsx", rows, merges=merges))
    assert got["form"] == "ledger" and got["sheets"][0]["header_rows"] == [2, 3, 4]
    assert [row["unit_code"] for row in got["rows"]] == ["U021"] * 3
    assert [row["category_code"] for row in got["rows"]] == ["ZF05", "ZF03", "ZF08"]
    assert [row["status"] for row in got["rows"]] == ["closed", "unfinished", "closed"]
    assert got["rows"][0]["leader"] == "甲某" and got["rows"][0]["persons"] == ["乙某"]
    assert got["rows"][2]["closed_date"] == "2026-04-30"
