"""A circular as a Word document in official layout, and as the pages it prints."""

import hashlib
from pathlib import Path

from django.conf import settings

from common.papers import Paper, pdf
from reports.drafts import sections_of, tables_of
from reports.figures import Facts
from reports.models import Circular


def circular_document(row: Circular) -> bytes:
    """Return the .docx; from approval on it is always written from what was frozen."""
    facts = Facts(row.campaign, row.as_of)
    office, tables = row.campaign.office_name, tables_of(row, facts)
    paper = Paper(row.title)
    paper.red_head(masthead(row), row.written_number)
    paper.title(row.title)
    paper.addressee(row.addressee)
    for place, section in enumerate(sections_of(row, facts), 1):
        paper.first(place, section["title"])
        paper.text(section["text"])
    if tables:
        paper.annexes([str(table["title"]) for table in tables])
    paper.signature(office, row.as_of)
    for place, table in enumerate(tables, 1):
        paper.annex(place, str(table["title"]), only=len(tables) == 1)
        _table(paper, table)
    paper.imprint(row.copies, office, row.as_of)
    return paper.content()


def masthead(row: Circular) -> str:
    """What stands in red: the issuer's papers, or the name of the briefing."""
    if row.kind == Circular.Kind.BRIEFING:
        return f"{row.campaign.short or '作风整顿'}工作简报"
    return f"{row.campaign.office_name}文件"


def _table(paper: Paper, table: dict[str, object]) -> None:
    head, rows, widths, left = (table.get(name, ()) for name in ("head", "rows", "widths", "left"))
    paper.table(head, rows, widths, left)  # type: ignore[arg-type]


def circular_pages(row: Circular) -> bytes | None:
    """Return the printed pages as PDF, made once for a text; None without LibreOffice."""
    said = repr([row.title, row.addressee, row.copies, row.written_number, row.as_of])
    body = repr([sections_of(row), tables_of(row)])
    name = hashlib.sha256((said + body).encode()).hexdigest()
    kept = Path(settings.MEDIA_ROOT) / "previews" / f"{name}.pdf"
    if kept.exists():
        return kept.read_bytes()
    made = pdf(circular_document(row))
    if made is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(made)
    return made
