"""The cadre's own dashboard: my list, my issues and measures, what I asked and was told."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from campaigns.http import newest_campaign
from campaigns.models import Campaign
from issues.models import Extension, Issue, IssueList, IssueQuerySet, Remark, Review, Verification
from issues.words import Verdict
from notices.models import Notice
from roster.http import Request

SOON = timedelta(days=7)
MOST_TOLD, MOST_NOTICES = 20, 8
SHOWS = (
    ("all", "我的问题", ""),
    ("open", "未销号", "blue"),
    ("late", "已逾期", "red"),
    ("soon", "7天内到期", "orange"),
    ("closed", "已销号", "green"),
)


def own(request: Request) -> HttpResponse:
    """Everything that is mine in the campaign meant, on one page."""
    cadre = request.user.cadre
    if cadre is None:
        raise Http404
    campaign, today = newest_campaign(request.user), localdate()
    rows = Issue.objects.visible_to(request.user).of(campaign).filter(issue_list__cadre=cadre)
    rows = rows.standing()
    show = request.GET.get("show", "")
    context = {
        "campaign": campaign,
        "cadre": cadre,
        "today": today,
        "show": next((label for code, label, _ in SHOWS if code == show), ""),
        "list": _list(campaign, cadre),
        "figures": _figures(rows, today),
        "issues": _narrowed(rows, show, today).prefetch_related("measures").order_by("due_on"),
        "extensions": Extension.objects.filter(issue__in=rows).select_related("issue"),
        "told": _told(rows),
        "notices": Notice.objects.visible_to(request.user).unread().order_by("-pk")[:MOST_NOTICES],
    }
    return render(request, "reports/own.html", context)


def _list(campaign: Campaign, cadre: Any) -> IssueList | None:
    return IssueList.objects.of(campaign).filter(cadre=cadre).first()


def _narrowed(rows: IssueQuerySet, show: str, today: date) -> IssueQuerySet:
    """The issues that one of the numbers above counts; all of them otherwise."""
    if show == "open":
        return rows.open()
    if show == "late":
        return rows.overdue(today)
    if show == "soon":
        return rows.due_by(today, today + SOON)
    return rows.closed() if show == "closed" else rows


def _figures(rows: IssueQuerySet, today: date) -> list[dict[str, Any]]:
    counts = [
        (code, label, tone, _narrowed(rows, code, today).count()) for code, label, tone in SHOWS
    ]
    return [
        {
            "label": label,
            "number": count,
            "url": f"?show={code}#issues",
            "tone": tone if count else "",
        }
        for code, label, tone, count in counts
    ]


def _told(rows: IssueQuerySet) -> list[dict[str, Any]]:
    """What reviewers and verifiers said, newest first."""
    lists = rows.order_by().values("issue_list")
    lines = [*_reviews(lists), *_remarks(rows), *_verdicts(rows)]
    return sorted(lines, key=lambda line: line["at"], reverse=True)[:MOST_TOLD]


def _reviews(lists: Any) -> Iterable[dict[str, Any]]:
    answered = Review.objects.filter(issue_list__in=lists, answered_at__isnull=False)
    for row in answered.select_related("issue_list__cadre").order_by("-answered_at")[:MOST_TOLD]:
        words = "；".join([*row.reason_labels, row.text] if row.text else row.reason_labels)
        about = f"清单第{row.round}次审核"
        yield _line(row.answered_at, about, row, words, row.issue_list.get_absolute_url())


def _remarks(rows: IssueQuerySet) -> Iterable[dict[str, Any]]:
    said = Remark.objects.filter(issue__in=rows, review__answered_at__isnull=False).exclude(text="")
    found = said.select_related("issue", "review").order_by("-review__answered_at")
    for row in found[:MOST_TOLD]:
        about = f"{row.issue.number}逐条意见"
        yield _line(row.review.answered_at, about, None, row.text, row.issue.get_absolute_url())


def _verdicts(rows: IssueQuerySet) -> Iterable[dict[str, Any]]:
    said = Verification.objects.filter(issue__in=rows).exclude(verdict=Verdict.WAITING)
    for row in said.select_related("issue").order_by("-verified_at")[:MOST_TOLD]:
        about = f"{row.issue.number}销号验收"
        yield _line(row.verified_at, about, row, row.opinion, row.issue.get_absolute_url())


def _line(at: Any, about: str, row: Any, text: str, url: str) -> dict[str, Any]:
    verdict = row.get_verdict_display() if row is not None else ""
    is_bad = row is not None and row.verdict == Verdict.REFUSED
    tone = "orange" if is_bad else "green"
    return {"at": at, "about": about, "verdict": verdict, "tone": tone, "text": text, "url": url}
