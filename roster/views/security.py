"""One's own safety: the second factor, and where one is signed in."""

from datetime import timedelta

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from common.pages import did, done
from roster import rules
from roster.forms import CodeForm
from roster.http import OWED, Request, note_proof
from roster.models import Authenticator, Sitting
from roster.views.proving import proved_lately


def security(request: Request) -> HttpResponse:
    """账号安全: how old the password is, the second factor, the sittings."""
    user = request.user
    own = Authenticator.objects.filter(user=user).first()
    facts = [
        ("口令设置于", user.password_set_at.strftime("%Y-%m-%d")),
        ("须更换于", (user.password_set_at + timedelta(settings.PASSWORD_DAYS)).date()),
        ("动态口令", "已启用" if own and own.confirmed_at else "未启用"),
    ]
    context = {
        "facts": facts,
        "is_proved": bool(own and own.confirmed_at),
        "sittings": user.sittings.standing(now()).order_by("-began_at"),
        "here": request.session.session_key,
    }
    return render(request, "roster/security.html", context)


@never_cache
@proved_lately("启用动态口令", to_look=True)
def confirm_authenticator(request: Request) -> HttpResponse:
    """启用动态口令: show the seed until the telephone proves that it has it."""
    own = rules.offer_authenticator(request.user)
    if own.confirmed_at:
        return redirect("roster:security")
    form = CodeForm(request.POST or None)
    if done(form, rules.confirm_authenticator, request.user, at=now()):
        note_proof(request)
        request.session.pop(OWED, None)
        messages.success(request, "动态口令已启用，下次登录时须一并输入。")
        return redirect("roster:security")
    picture = segno.make(rules.address(own), error="m").svg_data_uri(scale=5, border=2)
    context = {"form": form, "picture": picture, "seed": rules.seed(own)}
    return render(request, "roster/confirm_authenticator.html", context)


@never_cache
def pass_factor(request: Request) -> HttpResponse:
    """核对动态口令: the second proof of this sitting."""
    if request.session.get(OWED) != "roster:pass_factor":
        return redirect("home")
    form = CodeForm(request.POST or None)
    if done(form, rules.pass_factor, request.user, at=now()):
        note_proof(request)
        request.session.pop(OWED)
        return redirect("home")
    return render(request, "roster/pass_factor.html", {"form": form})


@require_POST
def end_sitting(request: Request, pk: int) -> HttpResponse:
    """结束会话."""
    sitting = get_object_or_404(Sitting, pk=pk, user=request.user)
    did(request, "该会话已结束。", rules.end_sitting, sitting, by=request.user)
    return redirect("roster:security")
