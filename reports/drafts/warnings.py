"""What an experienced clerk would say before a paper goes out; warnings, never refusals."""

import re
from collections.abc import Sequence
from datetime import timedelta

from reports.drafts.tokens import Section
from reports.models import Circular

LIMITS = {Circular.Kind.SUMMARY: 5000, Circular.Kind.REPORT: 5000}
LIMIT = 4000
RANKED = frozenset({Circular.Kind.RANKING, Circular.Kind.PROGRESS})
APART = timedelta(days=7)
LOWER = re.compile(r"党（工）委|党委|党工委|人民政府|乡镇|镇街|街道办")
ORDERING = re.compile(r"必须|须|务必|责令|一律|严禁")
AGREED = ("经区委同意", "经市委同意", "经县委同意")
PRAISE = re.compile(r"(领导批示|媒体发文|媒体刊发).{0,12}加分")
RATE = re.compile(r"得分[^。；]{0,12}满意率(?!另列)|满意率[^。；]{0,6}分")


def warnings(row: Circular, sections: Sequence[Section]) -> list[str]:
    """Return the warnings as sentences."""
    text = "\n".join(part["text"] for part in sections)
    found = [_too_long(row, text), _ordering(row, text), _too_often(row)]
    if PRAISE.search(text):
        found.append("文中把领导批示、媒体发文列为加分：不得作为考核加分项。")
    if RATE.search(text):
        found.append("文中把得分和满意率写在一起：加权得分不得标注为满意率。")
    return [one for one in found if one]


def _too_long(row: Circular, text: str) -> str:
    limit = LIMITS.get(Circular.Kind(row.kind), LIMIT)
    length = len("".join(text.split()))
    whole = "综合性文件" if limit > LIMIT else "专项工作文件"
    return f"正文{length}字：{whole}一般不超过{limit}字。" if length > limit else ""


def _ordering(row: Circular, text: str) -> str:
    """议事协调机构 may not give orders to lower party committees and governments."""
    is_down = row.layout in {"file", "letter"} and LOWER.search(row.addressee)
    if not is_down or not ORDERING.search(text) or any(word in text for word in AGREED):
        return ""
    return (
        "主送含下级党委、政府，文中有指令性要求：议事协调机构不得向下级党委、政府发布指令性公文，"
        "请以区委办、区政府办名义印发，或注明“经区委同意”。"
    )


def _too_often(row: Circular) -> str:
    if row.kind not in RANKED:
        return ""
    papers = Circular.objects.filter(campaign=row.campaign_id, kind__in=RANKED)
    last = papers.filter(
        status=Circular.Status.RELEASED,
        as_of__gt=row.as_of - APART,
        as_of__lte=row.as_of,
    ).exclude(pk=row.pk)
    near = last.order_by("-as_of").first()
    if near is None:
        return ""
    days = (row.as_of - near.as_of).days
    return (
        f"距上一份排名、进展通报（{near.full_number}）只有{days}天：间隔小于7天有层层加码的风险。"
    )
