"""The words that tellers write over columns, and what each column therefore holds."""

import re
from collections.abc import Sequence
from enum import StrEnum

from common.workbook.text import squeeze
from evaluations.scoring.options import bare, recognise


class Kind(StrEnum):
    """What a column of a counting sheet holds."""

    SUBJECT = "subject"
    COHORT = "cohort"
    SIDE = "side"
    PART = "part"
    ITEM = "item"
    RATER = "rater"
    CHOICE = "choice"
    COUNT = "count"
    MARK = "mark"
    OPTION = "option"
    TOTAL = "total"
    BONUS = "bonus"
    DEDUCT = "deduct"
    NET = "net"
    CARD = "card"
    FACT = "fact"
    ISSUED = "issued"
    RETURNED = "returned"
    VOID = "void"
    VALID = "valid"
    EXPECTED = "expected"
    PRESENT = "present"
    SCOPE = "scope"
    RESULT = "result"
    SKIP = "skip"
    OTHER = "other"


EXACT: dict[Kind, str] = {
    Kind.SKIP: (
        "序号 编号 顺序号 排序 备注 说明 依据 事由 原因 文号 日期 时间 地点 职务 "
        "现任职务 简称 计票人 监票人 汇总人 录入人 填表人 联系人 电话 单位代码 单位编码 编码 代码"
    ),
    Kind.COHORT: (
        "类别 分类 组别 类型 所属类别 单位类别 单位类型 单位分类 分组 评议组别 考核类别 "
        "类 组 所属组别 测评类别 参评类别"
    ),
    Kind.SIDE: (
        "评议主体 评议方 测评主体 评价主体 主体 票种 票类 评议人类别 测评人类别 评议者 "
        "评议人员类别 评议来源 评议类型 评议类别 评议维度 维度 评议对象类别 评价方 "
        "测评方 评议人身份 参评主体 评议渠道 评议人群"
    ),
    Kind.PART: "期次 阶段 评议期 半年 人员类别 群体 评议群体 分组名称 子类 细分",
    Kind.ITEM: (
        "评议内容 测评内容 评议项目 测评项目 指标 内容 评价内容 评价项目 评议指标 测评指标 评价指标"
    ),
    Kind.RATER: (
        "评委 评议人 测评人 评议人编号 测评人编号 评委编号 评委姓名 票号 票编号 选票号 "
        "选票编号 打分人 评分人 评议单位 测评员 评议员 评委序号 表号 测评表号 评议票号 "
        "评议员编号 测评员编号 打分人编号"
    ),
    Kind.CHOICE: (
        "选项 评价 评价意见 评价等次 档次 评价结果 满意度 测评结果 测评意见 评议意见 "
        "评议结果 测评等次 等级 评议档次 满意程度 评价档次 票面选项 评价等级 加减类型 "
        "加减 加扣类型"
    ),
    Kind.COUNT: "票数 数量 得票 人数 得票数 张数 份数 计数 票数张 合计票数",
    Kind.MARK: (
        "分数 打分 评分 得分 分值 成绩 百分制得分 评议得分 评分分数 测评分 评议分 "
        "测评得分 评价得分 打分分数 评议打分 分 给分 得分百分制 打分百分制 评分百分制 "
        "分数百分制"
    ),
    Kind.TOTAL: "合计 小计 总票数 总计 共计 票数合计 合计票 合计票数",
    Kind.ISSUED: (
        "发出 发放 发出票数 发放票数 印发 应发 发出数 发放数 发出表数 发放份数 发出份数 "
        "发票数 发出票 发放票 发放张数 发出张数 发放量"
    ),
    Kind.RETURNED: (
        "收回 回收 实收 收回票数 回收票数 收回数 回收数 收回表数 收回份数 回收份数 "
        "收回票 回收票 收回张数 回收张数 回收量"
    ),
    Kind.VOID: (
        "其中整票无效 整票无效 整票作废 整票废票 无效票张数 其中无效 其中无效票 无效票 "
        "废票 作废票 废票数 无效票数 无效 整张无效 作废 其中作废 其中废票"
    ),
    Kind.VALID: "有效 有效票 有效票数 有效数 有效份数 有效张数 其中有效 其中有效票",
    Kind.EXPECTED: "应到 应到人数 应参加 应参评 应参加人数 应参评人数",
    Kind.PRESENT: (
        "实到 实到人数 实参加 实参评 参评人数 参会人数 实际参加 实际到会 实参评人数 实际参评人数"
    ),
    Kind.SCOPE: "评议范围 测评范围 范围 评议对象范围 评议单位范围",
}
TICKS = {"√", "✓", "✔", "对", "是", "o", "O", "○", "●", "☑", "v", "V"}
SUBJECT_WORDS = (
    "单位名称 单位 被评单位 被评议单位 被测评单位 部门 部门名称 单位全称 评议对象 "
    "被评对象 被评议对象 被测评对象 测评对象 领导班子 姓名 科室 股室 科室名称 "
    "股室名称 站所 岗位 对象 镇街 镇街名称 乡镇 乡镇街道 参评单位 受评单位 受评对象 "
    "责任单位 部门单位 单位部门 部门单位名称 被评部门 被评部门名称 被评单位名称 "
    "被评议单位名称 被测评单位名称 干部姓名 被评人 被测评人 被评议人 参评部门"
)
PATTERNS = {kind: frozenset(words.split()) for kind, words in EXACT.items()}
SUBJECT = frozenset(SUBJECT_WORDS.split())
RATED = re.compile(r"被|受评|对象")
BY_RATER = re.compile(
    r"^(?:评议|评价|测评|打分|评分)?(?:单位|人|者|部门)$|评议单位|评委|评议人|测评人|打分人|票号|票编号|选票"
)
RATE = re.compile(r"(率|比例|占比|百分比|%|％)$")
RESULT = re.compile(
    r"平均|均分|均值|名次|等次|总分|排名|最终|综合得分|总得分|位次|最高分|最低分|加权|折算|综合评价"
)
CLOSURE = re.compile(r"^(整改率|销号率|整改完成率|办结率|整改销号率)$")
SUMMARY = re.compile(
    r"^(合计|小计|总计|共计|平均|平均分|均值|注[：:]|备注|说明|填表人|审核人|主要负责人|计票人|监票人|汇总人|录入人|发出|收回|有效票|无效票|回收率|签名|签字)"
)


def key(text: str) -> str:
    """A heading for comparing: squeezed, without brackets and stops."""
    return re.sub(r"[()（）\[\]【】:：、，,./／·]", "", squeeze(text))


def kind_of(path: Sequence[str], labels: Sequence[str]) -> Kind:
    """What a column holds, by its headings from the top down."""
    if not path:
        return Kind.OTHER
    leaf = key(path[-1])
    if CLOSURE.match(leaf):
        return Kind.FACT
    if RATE.search(leaf):
        return Kind.SKIP
    adjusted = _adjusting(leaf)
    if adjusted:
        return adjusted
    return _by_words(leaf, path[-1], labels)


def _by_words(leaf: str, written: str, labels: Sequence[str]) -> Kind:
    bracketless = key(re.sub(r"[（(][^（）()]*[）)]", "", written))
    for candidate in (leaf, bracketless):
        for kind, names in PATTERNS.items():
            if candidate in names:
                return kind
        if candidate in SUBJECT:
            return Kind.SUBJECT
    if recognise(labels, written):
        return Kind.OPTION
    if RESULT.search(leaf):
        return Kind.RESULT
    return Kind.OTHER


def _adjusting(leaf: str) -> Kind | None:
    """Whether the column adds or takes points, or names cards."""
    if re.search(r"加减分|加扣分|奖惩分|增减分", leaf):
        return Kind.NET
    if re.search(r"加分|奖励分", leaf):
        return Kind.SKIP if re.search(r"依据|事由|说明|原因|事项", leaf) else Kind.BONUS
    if re.search(r"扣分|减分|扣减", leaf):
        return Kind.SKIP if re.search(r"依据|事由|说明|原因|事项", leaf) else Kind.DEDUCT
    if re.search(r"牌", leaf) and not re.search(r"依据|事由|日期|时间|文号", leaf):
        return Kind.CARD
    return None


def is_subject_heading(text: str) -> bool:
    """Whether a heading announces the units or people that are rated."""
    written = key(text)
    bracketless = key(re.sub(r"[（(][^（）()]*[）)]", "", text))
    return written in SUBJECT or bracketless in SUBJECT


def is_summary(text: str) -> bool:
    """Whether a row is a total, a remark or a signature line."""
    squeezed = re.sub(r"\s", "", text)
    return bool(SUMMARY.match(squeezed) or re.search(r"(小计|合计|总计)$", squeezed))


__all__ = [
    "BY_RATER",
    "RATED",
    "TICKS",
    "Kind",
    "bare",
    "is_subject_heading",
    "is_summary",
    "key",
    "kind_of",
]
