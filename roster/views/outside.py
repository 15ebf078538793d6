"""Signing in through the office's identity server."""

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from common.refusal import Refused
from roster import rules
from roster.backends import BY_ISSUER, issuer
from roster.http import Request, address, note_proof, own_address
from roster.models import User
from roster.views.sign_in import LOCKED, SignInForm, offered, settle

BACK = "roster:come_back"
WANTED, ANEW = "wanted", "anew"
"""Kept in the session: the page that was asked for before the sign-in; since when somebody who is
in already has been asked to sign in there once more."""


@login_not_required
@never_cache
@require_GET
def lead_away(request: Request) -> HttpResponse:
    """统一身份认证: go to the identity server, which sends the person back."""
    _need_issuer()
    request.session[WANTED] = request.GET.get("next", "")
    try:
        answer: HttpResponse = issuer.lead_away(request, back=own_address(request, BACK))
    except Refused as refusal:
        return _refuse(request, refusal)
    return answer


@login_not_required
@never_cache
@require_GET
def come_back(request: Request) -> HttpResponse:
    """统一身份认证返回: let in the account that the server names, if it may come in at all."""
    _need_issuer()
    if (since := request.session.pop(ANEW, 0)) and isinstance(request.user, User):
        return _proved(request, since)
    wanted, name = str(request.session.pop(WANTED, "")), ""
    try:
        name = issuer.proved_name(request)
        user = rules.recognise(name, address=address(request), at=now())
        _refuse_locked(request, user.username)
    except Refused as refusal:
        rules.turn_away(name, address=address(request))
        return _refuse(request, refusal)
    login(request, user, backend=BY_ISSUER)
    settle(request, user)
    own = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return HttpResponseRedirect(wanted if own else resolve_url(settings.LOGIN_REDIRECT_URL))


@never_cache
@require_GET
def prove_outside(request: Request) -> HttpResponse:
    """本人确认: have the identity server look at the person again, in another window."""
    _need_issuer()
    request.session[ANEW] = now().timestamp()
    try:
        answer: HttpResponse = issuer.lead_away(request, back=own_address(request, BACK), anew=True)
    except Refused as refusal:
        return render(request, "roster/proved.html", {"refusal": str(refusal)}, status=403)
    return answer


def _proved(request: Request, since: float) -> HttpResponse:
    """Take the server's word for it, if it names the very person who sits here."""
    try:
        name = issuer.proved_name(request, since=since)
        user = rules.recognise(name, address=address(request), at=now())
        if user != request.user:
            raise Refused(f"统一身份认证登录的是“{user}”，不是您本人，不能算作确认。")
    except Refused as refusal:
        if str(refusal) != issuer.SILENT:
            rules.turn_away(request.user.username, address=address(request))
        return render(request, "roster/proved.html", {"refusal": str(refusal)}, status=403)
    note_proof(request)
    return render(request, "roster/proved.html")


def _refuse_locked(request: Request, username: str) -> None:
    if not AxesProxyHandler.is_allowed(request, {"username": username}):
        raise Refused(LOCKED)


def _need_issuer() -> None:
    if not settings.OIDC_ISSUER:
        raise Http404


def _refuse(request: Request, refusal: Refused) -> HttpResponse:
    context = {"form": SignInForm(request), "refusal": str(refusal), **offered()}
    return render(request, "registration/login.html", context, status=403)
