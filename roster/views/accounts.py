"""Pages of accounts: the system officer opens them, the security officer sets them to duties."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from common.pages import did, done, need, ordered, page
from common.refusal import Refused
from roster import policy, rules
from roster.forms import GrantForm, NetworkForm, OpenAccountForm, UserFilter
from roster.http import Request
from roster.models import Change, Duty, User
from roster.views.proving import proved_lately

WAYS = {"username": ["username"], "name": ["name"]}


def _accounts(user: User) -> "QuerySet[User]":
    if not policy.keeps_accounts(user):
        raise Http404
    return User.objects.select_related("unit")


def users(request: Request) -> HttpResponse:
    """List the accounts with their duties."""
    form = UserFilter(request.GET)
    rows = form.narrow(_accounts(request.user)).prefetch_related("duties__unit")
    order = ordered(request.GET.get("sort", ""), WAYS, ["username"])
    context = {
        "form": form,
        "page": page(rows, order, request.GET.get("after", "")),
        "can": policy.granted(request.user, None),
    }
    return render(request, "roster/users.html", context)


def user(request: Request, pk: int) -> HttpResponse:
    """Show one account: duties, and what was done to it."""
    row = get_object_or_404(_accounts(request.user), pk=pk)
    context = {
        "account": row,
        "duties": row.duties.select_related("unit").order_by("pk"),
        "today": localdate(),
        "entries": Change.objects.filter(model="roster.user", row=str(pk)).order_by("-pk")[:30],
        "can": policy.granted(request.user, row.unit),
    }
    return render(request, "roster/user.html", context)


@never_cache
@proved_lately("开账号")
def open_account(request: Request) -> HttpResponse:
    """开账号: the first password stands on the answer to this one request and nowhere else."""
    need(policy.granted(request.user, None), "open_account")
    form = OpenAccountForm(request.POST or None)
    opened: list[tuple[User, str]] = []

    def verb(**named: Any) -> None:
        opened.append(rules.open_account(by=request.user, **named))

    if done(form, verb):
        account, first = opened[0]
        return render(request, "roster/first_password.html", {"account": account, "first": first})
    return render(
        request, "roster/open_account.html", {"form": form, "back": reverse("roster:users")}
    )


@never_cache
@require_POST
@proved_lately("重置口令")
def reset_password(request: Request, pk: int) -> HttpResponse:
    """重置口令."""
    account = get_object_or_404(_accounts(request.user), pk=pk)
    need(policy.granted(request.user, account.unit), "reset_password")
    try:
        first = rules.reset_password(account, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(account)
    return render(request, "roster/first_password.html", {"account": account, "first": first})


@proved_lately("授予职责")
def grant(request: Request, pk: int) -> HttpResponse:
    """授权."""
    account = get_object_or_404(_accounts(request.user), pk=pk)
    need(policy.granted(request.user, account.unit), "grant")
    form = GrantForm(request.POST or None, initial={"unit": account.unit_id})
    if done(form, rules.grant, account, by=request.user):
        messages.success(request, f"已授予{account}新的职责。")
        return redirect(account)
    context = {"account": account, "form": form, "back": account.get_absolute_url()}
    return render(request, "roster/grant.html", context)


@require_POST
@proved_lately("收回职责")
def withdraw_duty(request: Request, pk: int) -> HttpResponse:
    """收回授权."""
    _accounts(request.user)
    duty = get_object_or_404(Duty.objects.select_related("user", "unit"), pk=pk)
    did(request, "已收回，立即失效。", rules.withdraw_duty, duty, on=localdate(), by=request.user)
    return redirect(duty.user)


@require_POST
@proved_lately("停用或启用账号")
def switch(request: Request, pk: int) -> HttpResponse:
    """停用或启用账号."""
    account = get_object_or_404(_accounts(request.user), pk=pk)
    if account.is_active:
        did(request, "已停用。", rules.disable, account, by=request.user)
    else:
        did(request, "已启用。", rules.enable, account, by=request.user)
    return redirect(account)


@require_POST
@proved_lately("解锁账号")
def unlock(request: Request, pk: int) -> HttpResponse:
    """解锁."""
    account = get_object_or_404(_accounts(request.user), pk=pk)
    did(request, "已解锁，可以重新登录。", rules.unlock, account, by=request.user)
    return redirect(account)


@proved_lately("解锁网络地址")
def unlock_network(request: Request) -> HttpResponse:
    """解锁网络地址."""
    need(policy.granted(request.user, None), "unlock")
    form = NetworkForm(request.POST or None)
    if done(form, rules.unlock_network, by=request.user):
        messages.success(request, "已解锁，该地址可以重新登录。")
        return redirect("roster:users")
    return render(request, "roster/unlock_network.html", {"form": form, "back": "/users/"})
