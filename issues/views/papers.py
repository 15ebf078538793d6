"""Papers to print and sign: a list in either form, a request for a later date."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from common.pages import WORKBOOK, download
from issues.models import Extension, Issue, IssueList
from issues.papers import KINDS, extension_document, list_document, list_sheet, paper_name
from roster.http import Request

DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MADE = {"docx": (list_document, DOCUMENT), "xlsx": (list_sheet, WORKBOOK)}


def list_paper(request: Request, pk: int, kind: str, ending: str) -> HttpResponse:
    """问题清单 or 对照检查问题清单, as a document or a workbook."""
    rows = IssueList.objects.visible_to(request.user).select_related("unit", "cadre")
    row = get_object_or_404(rows, pk=pk)
    if kind not in KINDS or ending not in MADE:
        raise Http404
    make, media = MADE[ending]
    return download(make(row, kind), f"{paper_name(row, kind)}.{ending}", media)


def extension_paper(request: Request, pk: int) -> HttpResponse:
    """延期申请表."""
    rows = Extension.objects.filter(issue__in=Issue.objects.visible_to(request.user))
    row = get_object_or_404(rows.select_related("issue__unit", "asked_by", "answered_by"), pk=pk)
    return download(extension_document(row), f"{row.issue.number}延期申请表.docx", DOCUMENT)
