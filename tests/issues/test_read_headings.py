"""Headings under names, marks and remarks nobody foresaw."""

import pytest

from tests.issues.families import HEADS, JUNE, line, read, units


@pytest.mark.parametrize(
    "typed",
    [
        "*{}",
        "{}*",
        "★{}",
        "{}※",
        "①{}",
        "一、{}",
        "1.{}",
        "（3）{}",
        "【{}】",
        "{}：",
        "{}（必填）",
        "{}\n（按实际填写）",
        "{}（不少于50字）",
        "{} (Issue)",
        "\u3000{}\u3000",
    ],
)
def test_headings_are_known_under_their_decoration(tmp_path, typed):
    report = read(tmp_path, [["标题"], [typed.format(head) for head in HEADS], line(1), line(2)])
    assert units(report) == ["U021", "U021"] and report["refused"] == []
    assert [row["deadline"] for row in report["rows"]] == [JUNE, JUNE]


SYNONYMS = {
    "存在问题": [
        "问题表现",
        "存在的短板",
        "问题事项",
        "主要问题及表现",
        "作风问题",
        "查摆出的问题",
        "问题（具体）",
        "问题点",
        "问题现状",
        "存在的突出问题及不足",
        "问题及不足",
        "不足之处",
        "问题简述",
        "问题清单内容",
        "存在的主要不足",
    ],
    "具体事例": [
        "事例",
        "典型事例（时间、地点、人物、经过）",
        "具体事例或表现",
        "实例佐证",
        "事例支撑",
        "事例（3个以上）",
        "具体情形",
        "案例说明",
        "主要事例",
        "具体事例描述",
        "典型问题事例",
    ],
    "整改措施": [
        "整改具体举措",
        "整改方法",
        "整改落实举措",
        "措施办法",
        "整改措施及要求",
        "整改对策",
        "解决办法及措施",
        "主要措施",
        "整改思路及措施",
        "下步整改措施",
        "拟采取的整改措施",
        "整改措施（可量化）",
    ],
    "完成时限": [
        "整改完成时间",
        "完成整改时间",
        "整改时限要求",
        "限期",
        "拟完成时间",
        "完成时间节点",
        "整改期限（截止日期）",
        "整改日期",
        "计划完成时间节点",
        "完成整改时限",
        "时间要求",
        "整改完成时限（年月日）",
    ],
    "责任领导": [
        "分管负责人",
        "主管领导姓名",
        "责任领导（分管）",
        "整改责任领导",
        "分管县领导",
        "包案领导姓名",
        "牵头责任领导",
        "领导责任人",
        "分管局领导",
    ],
    "责任人": [
        "整改负责人",
        "直接负责人",
        "责任人及职务",
        "具体经办人",
        "责任人员姓名",
        "岗位责任人",
        "落实责任人",
        "经办责任人",
        "责任科室及责任人",
        "责任科室及人员",
    ],
    "问题类别": [
        "问题所属类别",
        "对应“十弊”",
        "问题种类",
        "所属类别",
        "对应类别",
        "作风问题类别",
        "“十弊”类型",
        "问题类型（十种）",
        "对照十弊",
        "弊病类型",
    ],
    "单位": [
        "责任主体",
        "整改单位名称",
        "单位（部门）",
        "部门（单位）",
        "所在单位",
        "报送单位名称",
        "整改部门（单位）",
        "镇街、部门",
        "单 位 名 称",
    ],
    "原因分析": [
        "问题成因",
        "存在原因",
        "原因深挖",
        "思想根源剖析",
        "主观原因",
        "原因查摆",
        "成因",
    ],
}
SAYING = {
    "存在问题": ("issue", "推诿扯皮第1件事无人管"),
    "具体事例": ("example", "3月1日群众王某跑了1趟"),
    "整改措施": ("measures", ["包案", "回访"]),
    "完成时限": ("deadline", JUNE),
    "责任领导": ("leader", "张三"),
    "责任人": ("persons", ["李四"]),
    "问题类别": ("category_code", "ZF03"),
    "单位": ("unit_code", "U021"),
    "原因分析": ("cause", "怕担责"),
}


@pytest.mark.parametrize(
    ("head", "other"), [(head, other) for head, others in SYNONYMS.items() for other in others]
)
def test_a_heading_is_known_under_names_nobody_listed(tmp_path, head, other):
    report = read(tmp_path, [[other if one == head else one for one in HEADS], line(1)])
    field, value = SAYING[head]
    row = report["rows"][0]
    assert row[field] == value
    assert (row["leader"], row["persons"], row["deadline"]) == ("张三", ["李四"], JUNE)
