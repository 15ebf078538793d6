"""One clear sentence for every reason to refuse a row and for every remark about one."""

from typing import Final

REFUSALS: Final = {
    "formula_cell": "“{column}”是公式，请改成固定的文字或数值后再导入",
    "error_value": "“{column}”是错误值（{value}），请核对后重新填写",
    "cell_too_long": "“{column}”有{value}个字，超过单元格上限32767字，请精简或改为附件",
    "unknown_unit": "单位“{value}”不在花名册中，请核对名称或先在名册里登记别名",
    "ambiguous_unit": "单位“{value}”可能指{more}，请写明全称",
    "missing_unit": "看不出是哪个单位的问题，请增加“单位”列或在导入时指定单位",
    "missing_issue": "没有写存在问题，请补写后再导入",
    "missing_example": "没有写具体事例（{value}），请补写时间、对象和经过",
    "missing_measure": "没有写整改措施，请逐条补写",
    "impossible_date": "完成时限“{value}”不是真实存在的日期，请更正",
    "duplicate_issue_no": "问题编号“{value}”与{more}重复，请更正编号或删去重复的行",
    "duplicate_row": "内容与{more}完全相同，请删去重复的行",
}
REMARKS: Final = {
    "unknown_category": "问题类别“{value}”不在类别表中，已原样保留，请选定类别",
    "unknown_source": "问题来源“{value}”不在来源表中，已记为“其他”",
    "masked_deadline": "完成时限“{value}”被遮盖，请补填日期",
    "deadline_unparsed": "完成时限“{value}”不能换算成日期，已保留原文，请补填日期",
    "calendar_unknown": "{value}年的节假日安排还没有录入，工作日暂按周一至周五推算",
    "deadline_before_receive_date": "完成时限“{value}”早于交办或填报日期，请核对年份",
    "closed_without_date": "已完成但没有填完成时间，请补填",
    "invalid_closed_date": "完成时间“{value}”不是有效日期，请更正",
    "percent_out_of_range": "完成率“{value}”不在0到100%之间，请更正",
    "formula_like_text": "“{column}”以+、@或=开头，按文字保存，导出时会加引号",
    "continuation_row": "已与第{value}行合并为同一条问题，请核对",
    "personal_data_in_text": "文字里有未遮盖的电话或证件号（{value}），保存时会遮盖",
    "unknown_duty_unit": "责任单位“{value}”不能确定，请核对名称",
    "hidden_row": "这一行在表中是隐藏的，已照常读取，请核对",
    "several_issues": "一格里写了多个问题，请拆成一行一个问题",
    "total_mismatch": "{value}，请核对",
}
MISSING_COLUMNS: Final = (
    "工作表“{sheet}”缺少必填的列：{columns}，整表没有导入，请按模板补齐列后再上传。"
)


UNIT_PLACES: Final = ("unit", "lead_unit", "duty_unit")
PLACES: Final = {
    "unknown_unit": UNIT_PLACES,
    "ambiguous_unit": UNIT_PLACES,
    "missing_unit": UNIT_PLACES,
    "unknown_duty_unit": ("duty_unit", "lead_unit", "unit"),
    "missing_issue": ("issue",),
    "several_issues": ("issue",),
    "missing_example": ("example",),
    "missing_measure": ("measure",),
    "impossible_date": ("deadline",),
    "masked_deadline": ("deadline",),
    "deadline_unparsed": ("deadline",),
    "calendar_unknown": ("deadline",),
    "deadline_before_receive_date": ("deadline",),
    "duplicate_issue_no": ("issue_no",),
    "unknown_category": ("category",),
    "unknown_source": ("source",),
    "closed_without_date": ("closed_at", "status"),
    "invalid_closed_date": ("closed_at",),
    "percent_out_of_range": ("progress_pct",),
    "personal_data_in_text": ("issue", "example"),
}


def of_fault(code: str, words: dict[str, str]) -> str:
    """What is wrong, without saying where."""
    return REFUSALS[code].format_map(_Blank(words))


def of_remark(code: str, words: dict[str, str]) -> str:
    """What is to be remarked, without saying where."""
    return REMARKS[code].format_map(_Blank(words))


def refusal(row: int, faults: list[tuple[str, dict[str, str]]]) -> str:
    """The sentence for a refused row: where, what, how to mend."""
    said = [of_fault(code, words) for code, words in faults]
    return f"第{row}行：" + "；".join(said) + "。"


def remark(row: int, code: str, words: dict[str, str]) -> str:
    """The sentence for a row that was taken over with a remark."""
    return f"第{row}行：{of_remark(code, words)}。"


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""
