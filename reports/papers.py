"""A circular as a Word document in official layout, and as the pages it prints."""

import hashlib
from pathlib import Path

from django.conf import settings

from common.papers import Paper, heads, page_count, pdf, written_date
from reports.drafts import sections_of, tables_of
from reports.figures import Facts
from reports.models import Circular

IMPRINTED = frozenset({"file", "up", "brief"})
"""Layouts whose imprint stands on an even page."""


def circular_document(row: Circular, *, overleaf: bool = False) -> bytes:
    """Return the .docx; from approval on it is always written from what was frozen.

    With `overleaf` the imprint goes to the page after the last, which makes it an even one.
    """
    facts = Facts(row.campaign, row.as_of)
    office, tables = row.campaign.office_name, tables_of(row, facts)
    paper = Paper(row.title)
    if row.status == Circular.Status.WITHDRAWN:
        paper.withdrawn(f"本件已撤回，不得引用（{row.withdrawn_reason}）")
    _head(paper, row)
    paper.title(row.title)
    if row.addressee:
        paper.addressee(row.addressee)
    for place, section in enumerate(sections_of(row, facts), 1):
        paper.first(place, section["title"])
        paper.text(section["text"])
    if tables:
        paper.annexes([str(table["title"]) for table in tables])
    if row.layout != "brief":
        paper.signature(office, row.as_of)
    for place, table in enumerate(tables, 1):
        paper.annex(place, str(table["title"]), only=len(tables) == 1)
        _table(paper, table)
    if row.layout != "plain":
        paper.imprint(_imprint(row), overleaf=overleaf)
    return paper.content()


def _head(paper: Paper, row: Circular) -> None:
    """The head of this kind of paper; a speech or summary has none."""
    document, name, number = paper.document, masthead(row), row.written_number
    if row.layout == "up":
        signer = row.approved_by.name if row.approved_by else ""
        heads.upward_head(document, name, number, signer)
    elif row.layout == "letter":
        heads.letter_head(document, name, number)
    elif row.layout == "brief":
        issuer, day = row.campaign.office_name, written_date(row.as_of)
        heads.brief_head(document, name, number, issuer, day)
    elif row.layout == "file":
        heads.file_head(document, name, number)


def masthead(row: Circular) -> str:
    """What stands in red: the issuer, its papers, or the name of the briefing."""
    if row.layout == "brief":
        return f"{row.campaign.short or '作风整顿'}工作简报"
    office = row.campaign.office_name
    return office if row.layout == "letter" else f"{office}文件"


def _imprint(row: Circular) -> list[str]:
    """Who gets the paper; a letter has no line of issue, a briefing tells how many were printed."""
    named = (("报：", row.reports_to), ("送：", row.sends_to), ("抄送：", row.copies))
    lines = [f"{lead}{text.rstrip('。')}。" for lead, text in named if text]
    if row.layout == "letter":
        return lines
    lines.append(f"{row.campaign.office_name}\t{written_date(row.as_of)}印发")
    return [*lines, f"\t（共印{row.prints}份）"] if row.prints else lines


def _table(paper: Paper, table: dict[str, object]) -> None:
    head, rows, widths, left = (table.get(name, ()) for name in ("head", "rows", "widths", "left"))
    paper.table(head, rows, widths, left)  # type: ignore[arg-type]


def circular_pages(row: Circular) -> bytes | None:
    """Return the printed pages as PDF, made once for a text; None without LibreOffice."""
    return _printed(row)[0]


def finished_document(row: Circular) -> bytes:
    """The .docx as it is sent out: its imprint on an even page where pages can be counted."""
    is_sent = row.status == Circular.Status.RELEASED and row.layout in IMPRINTED
    if is_sent and settings.COUNT_PAGES:
        return circular_document(row, overleaf=_printed(row)[1])
    return circular_document(row)


def _printed(row: Circular) -> tuple[bytes | None, bool]:
    """The pages, and whether the imprint went overleaf; kept under the digest of the text."""
    said = repr([row.title, row.addressee, row.copies, row.written_number, row.as_of])
    said += repr([row.status, row.reports_to, row.sends_to, row.prints, row.approved_by_id])
    body = repr([sections_of(row), tables_of(row)])
    name = hashlib.sha256((said + body).encode()).hexdigest()
    folder = Path(settings.MEDIA_ROOT) / "previews"
    plain, turned = folder / f"{name}.pdf", folder / f"{name}-overleaf.pdf"
    for kept in (plain, turned):
        if kept.exists():
            return kept.read_bytes(), kept == turned
    made = pdf(circular_document(row))
    if made is None:
        return None, False
    is_odd = settings.COUNT_PAGES and row.layout in IMPRINTED and page_count(made) % 2 == 1
    if is_odd:
        made = pdf(circular_document(row, overleaf=True)) or made
    folder.mkdir(parents=True, exist_ok=True)
    (turned if is_odd else plain).write_bytes(made)
    return made, is_odd
