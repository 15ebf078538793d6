"""The inbox behind the bell."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from common.pages import page
from notices import rules
from notices.models import Notice
from roster.http import Request


def index(request: Request) -> HttpResponse:
    """提醒: what this person was told, newest first; unread ones on demand."""
    only_unread = request.GET.get("show") == "unread"
    rows = Notice.objects.visible_to(request.user)
    rows = rows.unread() if only_unread else rows
    screen = page(rows, ["-created_at"], request.GET.get("after", ""))
    return render(request, "notices/index.html", {"page": screen, "only_unread": only_unread})


@require_POST
def read(request: Request, pk: int) -> HttpResponse:
    """已读: mark one as read and go where it leads."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    rules.read(notice, by=request.user)
    is_ours = url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None)
    return redirect(notice.url if notice.url and is_ours else "notices:index")


@require_POST
def read_all(request: Request) -> HttpResponse:
    """全部已读: mark everything as read."""
    count = rules.read_all(by=request.user)
    messages.success(request, f"已将 {count} 条提醒标为已读。")
    return redirect("notices:index")
