"""A circular as a Word document in official layout."""

from common.papers.paper import Paper
from reports.models import Circular


def circular_document(row: Circular) -> bytes:
    """Return the .docx; a released paper is always written from what was frozen."""
    paper = Paper()
    day = row.as_of
    paper.red_head(f"{row.campaign.office_name}文件", row.written_number)
    paper.title(row.title)
    paper.addressee(row.addressee)
    for place, section in enumerate(row.sections, 1):
        paper.first(place, section["title"])
        paper.text(section["text"])
    titles = [table["title"] for table in row.annexes]
    if titles:
        paper.annexes(titles)
    paper.signature(row.campaign.office_name, day)
    for place, table in enumerate(row.annexes, 1):
        paper.annex(place, table["title"], only=len(titles) == 1)
        paper.table(table["head"], table["rows"], table["widths"])
    if row.copies:
        paper.imprint(row.copies, row.campaign.office_name, day)
    return paper.content()
