"""Signing in through the office's identity server."""

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from common.refusal import Refused
from roster import rules
from roster.backends import issuer
from roster.http import Request, address
from roster.views.sign_in import SignInForm, offered, settle

WANTED = "wanted"
"""Kept in the session: the page that was asked for before the sign-in."""


@login_not_required
@never_cache
@require_GET
def lead_away(request: Request) -> HttpResponse:
    """统一身份认证: go to the identity server, which sends the person back."""
    _need_issuer()
    request.session[WANTED] = request.GET.get("next", "")
    try:
        answer: HttpResponse = issuer.lead_away(request, back=_back(request))
    except Refused as refusal:
        return _refuse(request, refusal)
    return answer


@login_not_required
@never_cache
@require_GET
def come_back(request: Request) -> HttpResponse:
    """统一身份认证返回: let in the account that the server names, if it may come in at all."""
    _need_issuer()
    wanted, name = str(request.session.pop(WANTED, "")), ""
    try:
        name = issuer.proved_name(request)
        user = rules.recognise(name, address=address(request), at=now())
        _refuse_locked(request, user.username)
    except Refused as refusal:
        rules.turn_away(name, address=address(request))
        return _refuse(request, refusal)
    login(request, user, backend="roster.backends.issuer.IssuerBackend")
    settle(request, user)
    own = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return HttpResponseRedirect(wanted if own else resolve_url(settings.LOGIN_REDIRECT_URL))


def _refuse_locked(request: Request, username: str) -> None:
    if not AxesProxyHandler.is_allowed(request, {"username": username}):
        raise Refused("此账号在本网络地址连续5次口令错误，已锁定15分钟，可联系安全管理员解锁。")


def _need_issuer() -> None:
    if not settings.OIDC_ISSUER:
        raise Http404


def _back(request: Request) -> str:
    path = reverse("roster:come_back")
    own = settings.SITE_URL.rstrip("/")
    return f"{own}{path}" if own else request.build_absolute_uri(path)


def _refuse(request: Request, refusal: Refused) -> HttpResponse:
    context = {"form": SignInForm(request), "refusal": str(refusal), **offered()}
    return render(request, "registration/login.html", context, status=403)
