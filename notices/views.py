"""The inbox behind the bell."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from common.books import book
from common.pages import done, download, page
from notices import rules
from notices.forms import PreferenceForm
from notices.models import Notice, Preference
from roster.http import Request
from roster.models import User
from roster.views.proving import proved_lately

SMS: Final = 70
MOST_CALLS: Final = 2000


def index(request: Request) -> HttpResponse:
    """提醒: what this person was told, newest first; unread ones on demand."""
    only_unread = request.GET.get("show") == "unread"
    rows = Notice.objects.visible_to(request.user)
    rows = rows.unread() if only_unread else rows
    screen = page(rows, ["-created_at"], request.GET.get("after", ""))
    context = {"page": screen, "only_unread": only_unread, "why": rules.why(request.user)}
    return render(request, "notices/index.html", context)


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
    messages.success(request, f"已将{count}条提醒标为已读。")
    return redirect("notices:index")


@proved_lately("设定提醒方式")
def preferences(request: Request) -> HttpResponse:
    """设定提醒方式: outside the system; the inbox always shows everything."""
    row = Preference.objects.filter(person=request.user).first() or Preference()
    names = ("rhythm", "by_mail", "by_hook", "phone")
    start = {name: getattr(row, name) for name in names}
    form = PreferenceForm(request.POST or None, initial=start)
    if done(form, rules.prefer, by=request.user):
        messages.success(request, "已保存。")
        return redirect("notices:index")
    roads = [settings.EMAIL_HOST and "邮件", settings.NOTICE_WEBHOOK and "消息网关"]
    context = {"form": form, "roads": [road for road in roads if road], "back": "/notices/"}
    return render(request, "notices/preferences.html", context)


def _calls(request: Request) -> QuerySet[Notice]:
    """Unread notices with a deadline until tomorrow, for the office to telephone."""
    if not request.user.is_office:
        raise Http404
    until = localdate() + timedelta(days=1)
    rows = Notice.objects.unread().filter(due_on__lte=until, person__is_active=True)
    return rows.select_related("person__unit", "person__notice_preference").order_by(
        "person__unit__order", "person__name", "due_on", "pk"
    )


def calls(request: Request) -> HttpResponse:
    """催办电话单: whom to telephone today, one line a person, printable."""
    people: dict[User, list[Notice]] = {}
    for notice in _calls(request)[:MOST_CALLS]:
        people.setdefault(notice.person, []).append(notice)
    context = {"people": people.items(), "today": localdate(), "count": len(people)}
    return render(request, "notices/calls.html", context)


def export_calls(request: Request) -> HttpResponse:
    """短信名单: number and text of at most seventy signs, to be sent by the office's own means."""
    lines = (
        (
            notice.person.unit.name if notice.person.unit else "",
            notice.person.name,
            _phone(notice.person),
            f"【整改通】{notice.text}"[:SMS],
            notice.due_on,
        )
        for notice in _calls(request).iterator(chunk_size=500)
    )
    content = book("短信名单", ("单位", "姓名", "电话", "短信内容", "期限"), lines)
    return download(content, f"短信名单{localdate()}.xlsx")


def _phone(person: User) -> str:
    wish = getattr(person, "notice_preference", None)
    return wish.phone if wish else ""
