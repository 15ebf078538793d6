"""Beside the queue: several lists at once, the second reading, each reviewer's own work."""

from statistics import median
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

import campaigns.rules as campaigns
from campaigns.http import newest_campaign
from common.books import book
from common.numerals import is_count
from common.pages import did, done, download
from issues import rules
from issues.forms import SampleForm, SecondLookForm
from issues.models import IssueList, Review, SecondLook
from issues.words import Verdict
from roster.http import Request
from roster.models import User
from roster.words import Work


def _desk(request: Request) -> None:
    if not request.user.works_as(Work.OFFICE, Work.REVIEWER):
        raise Http404


@require_POST
def take(request: Request, pk: int) -> HttpResponse:
    """Put the own name on a waiting list."""
    _desk(request)
    row = get_object_or_404(IssueList.objects.visible_to(request.user).waiting(), pk=pk)
    did(request, f"已领取，{row}由您审核。", rules.take, row, by=request.user)
    return redirect("issues:review", pk)


@require_POST
def pass_clean(request: Request) -> HttpResponse:
    """Pass the ticked lists that raise no doubt."""
    _desk(request)
    pks = [int(pk) for pk in request.POST.getlist("lists") if is_count(pk)]
    rows = IssueList.objects.visible_to(request.user).waiting().filter(pk__in=pks)
    passed, left = rules.pass_clean(
        rows.select_related("unit", "campaign", "cadre"), by=request.user
    )
    if passed:
        messages.success(request, f"已通过{len(passed)}份：" + "、".join(passed))
    for line in left[:10]:
        messages.error(request, f"没有通过——{line}")
    if not pks:
        messages.error(request, "请先勾选要通过的清单。")
    return redirect("issues:reviews")


def second_looks(request: Request) -> HttpResponse:
    """What was drawn for a second reading, the differing ones in their own tab."""
    _desk(request)
    campaign = newest_campaign(request.user)
    form = SampleForm(request.POST or None)
    if done(form, rules.draw_second_looks, campaign, by=request.user):
        messages.success(request, "已抽取，名单和种子留存备查。")
        return redirect("issues:second_looks")
    rows = SecondLook.objects.filter(review__issue_list__campaign=campaign)
    tab = request.GET.get("show", "")
    shown = rows.differing() if tab == "differing" else rows.waiting() if tab == "waiting" else rows
    shown = shown.select_related(
        "review__issue_list__unit", "review__issue_list__cadre", "review__by", "by", "drawn_by"
    ).order_by("-pk")[:200]
    if request.GET.get("format") == "xlsx":
        return _export(shown)
    context = {"rows": shown, "form": form, "tab": tab, "can_draw": request.user.is_office}
    counts = {"waiting": rows.waiting().count(), "differing": rows.differing().count()}
    return render(request, "issues/second_looks.html", {**context, **counts})


def _export(rows: Any) -> HttpResponse:
    headings = ["清单", "第几次", "原审核员", "原结论", "复审人", "复审结论", "复审意见", "种子"]
    lines = (
        [
            str(row.review.issue_list),
            row.review.round,
            row.review.by.name if row.review.by else "",
            row.review.get_verdict_display(),
            row.by.name if row.by else "",
            row.get_verdict_display(),
            row.text,
            row.seed,
        ]
        for row in rows
    )
    return download(book("抽查复审", headings, lines), "抽查复审.xlsx")


def look_again(request: Request, pk: int) -> HttpResponse:
    """Read a drawn review again and give the second opinion."""
    _desk(request)
    rows = SecondLook.objects.select_related(
        "review__issue_list__unit", "review__issue_list__cadre", "review__by"
    )
    row = get_object_or_404(rows, pk=pk, verdict=Verdict.WAITING)
    form = SecondLookForm(request.POST or None)
    if done(form, rules.look_again, row, by=request.user):
        messages.success(request, "复审意见已登记。")
        return redirect("issues:second_looks")
    context = {"row": row, "form": form, "remarks": row.review.remarks.select_related("issue")}
    return render(request, "issues/look_again.html", context)


def workload(request: Request) -> HttpResponse:
    """Each reviewer's own figures, by name; a reviewer sees only the own line."""
    _desk(request)
    campaign = newest_campaign(request.user)
    people = User.objects.filter(duties__work__in=[Work.OFFICE, Work.REVIEWER], is_active=True)
    if not request.user.is_office:
        people = people.filter(pk=request.user.pk)
    own = Q(review_lists__campaign=campaign, review_lists__status=IssueList.Status.SUBMITTED)
    held = people.distinct().annotate(holding=Count("review_lists", filter=own, distinct=True))
    answered = Review.objects.filter(issue_list__campaign=campaign).exclude(answered_at=None)
    spans = _spans(answered.values_list("by", "verdict", "submitted_at", "answered_at"))
    lines = [
        {"person": person, **spans.get(person.pk, NOTHING)} for person in held.order_by("name")
    ]
    return render(request, "issues/workload.html", {"campaign": campaign, "lines": lines})


NOTHING: dict[str, Any] = {"passed": 0, "refused": 0, "days": None}


def _spans(rows: Any) -> dict[int, dict[str, Any]]:
    """Per person: how many were passed and sent back, and the median of workdays taken."""
    calendar = campaigns.calendar()
    found: dict[int, dict[str, Any]] = {}
    for by, verdict, sent, answered in rows:
        line = found.setdefault(by, {"passed": 0, "refused": 0, "spans": []})
        line[verdict] += 1
        line["spans"].append(calendar.between(localdate(sent), localdate(answered)))
    for line in found.values():
        line["days"] = median(line.pop("spans"))
    return found
