import pytest

from common.workbook.grid import Cell
from issues.readings import choices, measures, persons, reference, values


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("1.5日内兑现；2.压缩为两级", ["5日内兑现", "压缩为两级"]),
        ("1.修路1.3公里；2.投入2.5万元；3.验收", ["修路1.3公里", "投入2.5万元", "验收"]),
        ("1、甲\n2、乙", ["甲", "乙"]),
        ("（1）甲（2）乙", ["甲", "乙"]),
        ("①甲②乙", ["甲", "乙"]),
        ("一是甲；二是乙；三是丙。", ["甲", "乙", "丙"]),
        ("一、甲；（1）小；（2）细；二、乙", ["甲；（1）小；（2）细", "乙"]),
        ("第一，甲；第二，乙", ["甲", "乙"]),
        ("具体措施：1.甲；2.乙", ["甲", "乙"]),
        ("１．甲２．乙", ["甲", "乙"]),
        ("甲\n乙", ["甲", "乙"]),
        ("只有一条，没有编号", ["只有一条，没有编号"]),
        ("1.5公里道路修复", ["1.5公里道路修复"]),
        ("", []),
    ],
)
def test_measures_part_only_where_the_numbering_goes_on(cell, parts):
    assert measures.split(cell) == parts


@pytest.mark.parametrize(
    ("word", "state"),
    [
        *((word, "closed") for word in ["已完成", "√", "是", "100%", "整改到位", "已销号", "办结"]),
        *((word, "unfinished") for word in ["未完成", "否", "×", "0%", "未启动", "尚未整改"]),
        *((word, "rectifying") for word in ["基本完成", "正在推进", "60%", "取得阶段性成效"]),
        *((word, "close_applied") for word in ["待验收", "申请销号", "拟销号"]),
        ("销号驳回", "rectifying"),
        ("", None),
    ],
)
def test_a_state_is_known_by_its_many_names(word, state):
    assert choices.status(word) == state


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("效率低下、拖拖拉拉", "ZF05"),
        ("效率低下，拖拖拉拉", "ZF05"),
        ("5.效率低下、拖拖拉拉", "ZF05"),
        ("拖拉低效", "ZF05"),
        ("弄虚作假", "ZF08"),
        ("ZF08", "ZF08"),
        ("思想观念方面", "WH1"),
        ("（二）不敢担当、不想作为问题", "ZF03"),
        ("弄虛作假、粉飾太平", "ZF08"),
        ("作风漂浮", None),
        ("形同虚设的窗口服务", None),
    ],
)
def test_a_category_is_known_in_full_by_half_and_by_its_short_name(word, code):
    assert choices.category(word, reference.categories()) == code


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("群众来信来访", "S09"),
        ("巡察反馈", "S06"),
        ("媒体暗访", "S08"),
        ("暗访", "S13"),
        ("12345", "S10"),
        ("审计", "S16"),
        ("营商环境投诉", None),
    ],
)
def test_a_source_is_known_by_what_it_holds(word, code):
    assert choices.source(word, reference.sources()) == code


@pytest.mark.parametrize(
    ("cell", "names", "post", "department"),
    [
        ("孙若彤（党组成员、副局长）", ["孙若彤"], "党组成员、副局长", None),
        ("范秉坤 党组成员、副局长", ["范秉坤"], "党组成员、副局长", None),
        ("党组成员、副局长 吕福海", ["吕福海"], "党组成员、副局长", None),
        ("程延年（社会救助科）", ["程延年"], None, "社会救助科"),
        ("公共服务科：曹静怡", ["曹静怡"], None, "公共服务科"),
        ("学前教育科龚克俭", ["龚克俭"], None, "学前教育科"),
        ("办公室欧阳清扬", ["欧阳清扬"], None, "办公室"),
        ("王\u3000芳", ["王芳"], None, None),
        ("张三、李四", ["张三", "李四"], None, None),
        ("王某某", ["王某某"], None, None),
        ("李** 副局长", ["李**"], "副局长", None),
        ("谢兴华副局长", ["谢兴华"], "副局长", None),
        ("医政医管科", [], None, "医政医管科"),
        ("无", [], None, None),
    ],
)
def test_names_posts_and_departments_are_told_apart(cell, names, post, department):
    people = persons.read(cell)
    assert (people.names, people.post, people.department) == (names, post, department)


@pytest.mark.parametrize(
    ("cell", "value", "is_out"),
    [
        (Cell("60%"), 60, False),
        (Cell("100%", 1.0, is_percent=True), 100, False),
        (Cell("0.6", 0.6), 60, False),
        (Cell("85", 85.0), 85, False),
        (Cell("120%", 1.2, is_percent=True), None, True),
        (Cell("1.2", 1.2), None, True),
        (Cell("过半"), None, False),
    ],
)
def test_a_rate_is_read_however_it_is_stored(cell, value, is_out):
    percent = values.percent(cell)
    assert (percent.value, percent.is_out_of_range) == (value, is_out)
