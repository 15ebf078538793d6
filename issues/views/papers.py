"""Papers to print and sign: a list in either form, a request for a later date."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate

from campaigns.http import newest_campaign
from common.pages import DOCX, WORKBOOK, download
from common.refusal import Refused
from issues import policy
from issues.models import Extension, Issue, IssueList
from issues.papers import (
    KINDS,
    extension_document,
    list_document,
    list_sheet,
    paper_name,
    yearly_document,
)
from roster.http import Request
from roster.models import Unit

MADE = {"docx": (list_document, DOCX), "xlsx": (list_sheet, WORKBOOK)}


def list_paper(request: Request, pk: int, kind: str, ending: str) -> HttpResponse:
    """问题清单 or 对照检查问题清单, as a document or a workbook."""
    rows = IssueList.objects.visible_to(request.user).select_related("unit", "cadre")
    row = get_object_or_404(rows, pk=pk)
    if kind not in KINDS or ending not in MADE:
        raise Http404
    make, media = MADE[ending]
    try:
        policy.require_whole(request.user, row.issues.all())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(row)
    return download(make(row, kind), f"{paper_name(row, kind)}.{ending}", media)


def extension_paper(request: Request, pk: int) -> HttpResponse:
    """延期申请表."""
    rows = Extension.objects.filter(issue__in=Issue.objects.visible_to(request.user))
    row = get_object_or_404(rows.select_related("issue__unit", "asked_by", "answered_by"), pk=pk)
    return download(extension_document(row), f"{row.issue.number}延期申请表.docx", DOCX)


def yearly_paper(request: Request, pk: int) -> HttpResponse:
    """年度民主生活会对照检查素材: out of the unit's issues of the campaign's year."""
    campaign = newest_campaign(request.user)
    unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=pk)
    if not (request.user.sees_all_units or request.user.unit_paths):
        raise Http404
    try:
        policy.require_whole(request.user, Issue.objects.filter(unit=unit))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("issues:rollup")
    content = yearly_document(unit, campaign.year, localdate())
    return download(content, f"{unit.short}{campaign.year}年度民主生活会素材.docx", DOCX)
