"""窗口评价: the public page of a window, its poster, the counts, the bad ratings."""

import time
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from common.books import book
from common.pages import did, done, download, need, page
from common.refusal import Refused
from evaluations import policy, rules
from evaluations.forms import HandleForm, RatingFilter, WindowFilter, WindowForm
from evaluations.http import Attempts, network
from evaluations.models import Window, WindowRating
from evaluations.views.ballots import answer_anybody, require_token
from evaluations.views.codes import drawing
from roster.http import Request

MANY = Attempts(most=30, seconds=600)


@csrf_exempt
@login_not_required
@never_cache
def rate(request: HttpRequest, token: str) -> HttpResponse:
    """评价: one tap on a phone; no sign-in, no person, no hour."""
    window = get_object_or_404(Window.objects.select_related("unit"), token=token)
    context = {"window": window, "reasons": WindowRating.Reason.choices, "typed": request.POST}
    if request.method != "POST":
        return answer_anybody(request, "evaluations/window.html", context)
    try:
        require_token(request)
        _take(request, window)
    except Refused as refusal:
        return answer_anybody(request, "evaluations/window.html", {**context, "fault": refusal})
    return answer_anybody(request, "evaluations/window_done.html", context)


def _take(request: HttpRequest, window: Window) -> None:
    place, now = f"{window.pk} {network(request)}", time.monotonic()
    if seconds := MANY.wait(place, now):
        raise Refused(f"这里刚刚评价得太多，请{-(-seconds // 60)}分钟后再评。")
    rules.rate(
        window,
        is_satisfied=request.POST.get("level") == "yes",
        today=localdate(),
        **{name: request.POST.get(name, "") for name in ("reason", "text", "contact")},
    )
    MANY.note(place, now)


def index(request: Request) -> HttpResponse:
    """窗口满意度: counts by window in a period, then what is waiting."""
    can = policy.granted(request.user)
    need(can, "handle_rating")
    filters = WindowFilter(request.GET)
    waiting = WindowRating.objects.filter(status=WindowRating.Status.WAITING)
    context = {
        "filters": filters,
        "rows": _counted(filters),
        "page": page(waiting.select_related("window__unit"), ["-on"], request.GET.get("after", "")),
        "can": can,
    }
    return render(request, "evaluations/windows.html", context)


def _counted(filters: WindowFilter) -> list[Window]:
    within = Q()
    if since := filters.chosen("since"):
        within &= Q(ratings__on__gte=since)
    if until := filters.chosen("until"):
        within &= Q(ratings__on__lte=until)
    rows = Window.objects.select_related("unit")
    if word := filters.chosen("q"):
        rows = rows.filter(Q(name__icontains=word) | Q(unit__name__icontains=word))
    return list(
        rows.annotate(
            total=Count("ratings", filter=within),
            satisfied=Count("ratings", filter=within & Q(ratings__is_satisfied=True)),
            bad=Count("ratings", filter=within & Q(ratings__is_satisfied=False)),
        )
    )


def export(request: Request) -> HttpResponse:
    """The counts as a workbook."""
    need(policy.granted(request.user), "handle_rating")
    rows = (
        [row.unit.name, row.name, row.total, row.satisfied, row.bad]  # type: ignore[attr-defined]
        for row in _counted(WindowFilter(request.GET))
    )
    headings = ("单位", "窗口", "评价", "满意", "不满意")
    return download(book("窗口评价", headings, rows), f"窗口评价{localdate()}.xlsx")


def open_window(request: Request) -> HttpResponse:
    """设立窗口."""
    need(policy.granted(request.user), "keep_windows")
    form = WindowForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            window = rules.open_window(**form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("evaluations:poster", window.pk)
    return render(request, "evaluations/window_form.html", {"form": form})


def poster(request: Request, pk: int) -> HttpResponse:
    """窗口二维码海报, to be printed and put up."""
    need(policy.granted(request.user), "keep_windows")
    window = get_object_or_404(Window.objects.select_related("unit"), pk=pk)
    path = reverse("evaluations:rate", args=[window.token])
    base = settings.SITE_URL.rstrip("/") if settings.SITE_URL else ""
    address = f"{base}{path}" if base else request.build_absolute_uri(path)
    context = {"window": window, "address": address, "drawing": drawing(address, scale=9)}
    return render(request, "evaluations/poster.html", context)


@require_POST
def switch(request: Request, pk: int) -> HttpResponse:
    """开启或停止."""
    window = get_object_or_404(Window, pk=pk)
    need(policy.granted(request.user), "keep_windows")
    did(request, "已改。", rules.switch_window, window, is_open=not window.is_open, by=request.user)
    return redirect("evaluations:windows")


def handle(request: Request, pk: int) -> HttpResponse:
    """办理不满意评价."""
    need(policy.granted(request.user), "handle_rating")
    row = get_object_or_404(WindowRating.objects.select_related("window__unit"), pk=pk)
    form = HandleForm(request.POST or None)
    if done(form, rules.handle_rating, row, by=request.user):
        messages.success(request, "已办理。")
        return redirect("evaluations:windows")
    text = f"{row.window.name}：{row.get_reason_display()}。{row.text}"
    told = urlencode({"unit": row.window.unit_id, "text": text})
    context = {"row": row, "form": form, "back": reverse("evaluations:windows"), "told": told}
    return render(request, "evaluations/handle_rating.html", context)


RATING_HEADINGS = (
    "日期", "单位", "窗口", "原因", "说明", "办理", "回访渠道", "回访结果", "办理情况",
    "当事人（直接责任）", "科室负责人（领导责任）",
)  # fmt: skip


def _bad(request: Request) -> tuple[RatingFilter, QuerySet[WindowRating]]:
    need(policy.granted(request.user), "handle_rating")
    filters = RatingFilter(request.GET)
    rows = WindowRating.objects.filter(is_satisfied=False).select_related("window__unit")
    asked = {
        "window": filters.chosen("window"),
        "status": filters.chosen("status"),
        "on__gte": filters.chosen("since"),
        "on__lte": filters.chosen("until"),
    }
    rows = rows.filter(**{name: value for name, value in asked.items() if value})
    word = filters.chosen("q")
    return filters, rows.filter(Q(text__icontains=word) | Q(note__icontains=word)) if word else rows


def ratings(request: Request) -> HttpResponse:
    """不满意评价: every one, with what was done, by which channel, and who answers for it."""
    filters, rows = _bad(request)
    screen = page(rows, ["-on"], request.GET.get("after", ""))
    context = {"filters": filters, "page": screen}
    return render(request, "evaluations/ratings.html", context)


def export_ratings(request: Request) -> HttpResponse:
    """The same as a workbook, without telephone numbers."""
    lines = (
        (
            row.on,
            row.window.unit.name,
            row.window.name,
            row.get_reason_display(),
            row.text,
            row.get_status_display(),
            row.get_channel_display(),
            row.get_result_display(),
            row.note,
            row.owner,
            row.chief,
        )
        for row in _bad(request)[1].order_by("-on", "-pk")
    )
    return download(book("不满意评价", RATING_HEADINGS, lines), f"不满意评价{localdate()}.xlsx")
