"""The second look: what is due, the draws, and one draw with its seed and its rows."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from common.books import book
from common.pages import done, download, page
from issues import rules
from issues.forms import DrawForm
from issues.models import Issue, LookBack, LookBackDraw
from issues.views.ledger import chosen_campaign
from roster.http import Request

DUE = ["due_on"]
HEADS = ["问题编号", "单位", "存在问题", "应查日期", "检查日期", "检查情况", "是否反弹", "检查人"]


def look_backs(request: Request) -> HttpResponse:
    """What is to be looked at now, and the draws made so far."""
    campaign = chosen_campaign(request)
    seen = Issue.objects.visible_to(request.user).of(campaign)
    rows = LookBack.objects.due(localdate()).filter(issue__in=seen).select_related("issue__unit")
    draws = campaign.look_back_draws.select_related("by").annotate(
        made=Count("rows", filter=Q(rows__is_drawn=True) & ~Q(rows__done_on=None)),
        rebounds=Count("rows", filter=Q(rows__is_rebound=True)),
    )
    screen = page(rows, DUE, request.GET.get("after", ""))
    facts = {"campaign": campaign, "page": screen, "draws": draws[:50], "today": localdate()}
    return render(request, "issues/look_backs.html", facts)


def draw_look_backs(request: Request) -> HttpResponse:
    """Choose by a seed which closed issues are looked at again."""
    campaign = chosen_campaign(request)
    form = DrawForm(request.POST or None)
    if done(form, rules.draw_look_backs, campaign, by=request.user):
        messages.success(request, "已抽取，种子和名单见抽查表。")
        return redirect(campaign.look_back_draws.all()[0])
    back = {"form": form, "campaign": campaign, "back": reverse("issues:look_backs")}
    return render(request, "issues/draw_look_backs.html", back)


def look_back_draw(request: Request, pk: int) -> HttpResponse:
    """One draw: seed, method, those drawn and how far the looking has come."""
    draw, rows = _drawn(request, pk)
    looked = [row for row in rows if row.done_on]
    rebounds = sum(row.is_rebound for row in looked)
    facts = {"draw": draw, "rows": rows, "looked": len(looked), "rebounds": rebounds}
    return render(request, "issues/look_back_draw.html", facts)


def _drawn(request: Request, pk: int) -> tuple[LookBackDraw, list[LookBack]]:
    chosen_campaign(request)
    draw = get_object_or_404(LookBackDraw.objects.select_related("campaign", "by"), pk=pk)
    seen = Issue.objects.visible_to(request.user).of(draw.campaign)
    rows = draw.rows.filter(is_drawn=True, issue__in=seen).select_related("issue__unit", "by")
    return draw, list(rows.order_by("issue__number"))


def export_look_back_draw(request: Request, pk: int) -> HttpResponse:
    """The drawn rows as a workbook to take along."""
    draw, rows = _drawn(request, pk)
    content = book("回头看抽查", [*HEADS, f"种子：{draw.seed}"], (_line(row) for row in rows))
    return download(content, f"{draw}.xlsx")


def _line(row: LookBack) -> list[object]:
    return [
        row.issue.number,
        row.issue.unit.name,
        row.issue.text,
        row.due_on,
        row.done_on or "",
        row.text,
        "反弹" if row.is_rebound else "",
        row.by.name if row.by else "",
        "",
    ]
