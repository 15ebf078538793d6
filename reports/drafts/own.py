"""What an organisation's own template may ask for, and what a paper answers."""

from collections.abc import Mapping

from common.papers import ORDINALS, written_date
from common.papers.blanks import fields_in, fill_in, opened
from common.refusal import Refused
from reports.drafts.said import Said
from reports.drafts.tokens import Section
from reports.models import Circular, Template

PAPER: Mapping[str, str] = {
    "标题": "文稿标题",
    "主送": "主送机关",
    "正文": "各部分标题和文字，一段一行",
    "发文字号": "印发后的文号，简报为期号",
    "发文机关": "领导小组办公室名称",
    "成文日期": "数据截至的日期",
    "抄送": "抄送机关",
    "报": "简报报送范围",
    "送": "简报发送范围",
    "印发份数": "共印份数",
    "签发人": "审定的领导",
    "附件名称": "附表名称，一行一个",
}


def own_words(row: Circular, sections: list[Section], tables: list[str]) -> dict[str, str]:
    """What this paper says to the fields that every paper answers."""
    text = "\n".join(
        f"{ordinal}、{part['title']}\n{part['text']}"
        for ordinal, part in zip(ORDINALS, sections, strict=False)
    )
    return {
        "标题": row.title,
        "主送": row.addressee,
        "正文": text,
        "发文字号": row.written_number,
        "发文机关": row.campaign.office_name,
        "成文日期": written_date(row.as_of),
        "抄送": row.copies,
        "报": row.reports_to,
        "送": row.sends_to,
        "印发份数": str(row.prints or ""),
        "签发人": row.approved_by.name if row.approved_by else "",
        "附件名称": "\n".join(tables),
    }


def filled_template(
    template: Template, row: Circular, words: list[Said], sections: list[Section], tables: list[str]
) -> bytes:
    """The template with this paper's words; a number the paper never held is named and refused."""
    known = {one.label: one.text for one in words} | own_words(row, sections, tables)
    with template.file.open("rb") as file:
        document = opened(file.read())
    if missing := sorted(fields_in(document) - known.keys()):
        names = "、".join(f"{{{one}}}" for one in missing)
        raise Refused(
            f"模板“{template.name}”要的{names}这份文稿里没有（可能是审定之后才有的数，或已停用），"
            "不能套用；请换一个模板或直接下载Word。"
        )
    return fill_in(document, known)
