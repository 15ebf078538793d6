"""One list, to be written in as many ways as offices write it."""

from common.workbook import child
from config.imports import KINDS
from tests.sheets import setting, write

HEADS = [
    "序号",
    "单位",
    "问题类别",
    "存在问题",
    "具体事例",
    "原因分析",
    "整改措施",
    "责任领导",
    "责任人",
    "完成时限",
]
SHORT = [head for head in HEADS if head != "单位"]
JUNE = "2026-06-30"


def line(number, **over):
    """One row by its headings."""
    values = {
        "序号": number,
        "单位": "区教育局",
        "问题类别": "不担当",
        "存在问题": f"推诿扯皮第{number}件事无人管",
        "具体事例": f"3月{number}日群众王某跑了{number}趟",
        "原因分析": "怕担责",
        "整改措施": "1.包案；2.回访",
        "责任领导": "张三（副局长）",
        "责任人": "办公室 李四",
        "完成时限": "2026年6月30日",
        **over,
    }
    return list(values.values())


def lines(*numbers):
    """Rows without a unit column."""
    return [[value for at, value in enumerate(line(number)) if at != 1] for number in numbers]


def got(path):
    """The report on a file, read in this very process to save time."""
    return KINDS["issues"].read(child.read(path, path.name), setting()).as_json()


def read(tmp_path, rows, *, name="清单.xlsx", **more):
    return got(write(tmp_path / name, rows, **more))


def units(report):
    return [row["unit_code"] for row in report["rows"]]
