"""本人确认: before a deed that others could misuse, who sits here shows once more who it is."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, authenticate
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import now

from common.pages import done
from common.refusal import Refused
from roster import rules
from roster.backends import BY_ISSUER
from roster.http import Request, address, is_proved, note_proof
from roster.models import Authenticator

View = Callable[..., HttpResponseBase]
PROOF, LOOKS = "proof", "proof_looks"
"""Fields of the page that asks: the proof itself, and whether one only wanted to look."""
KEPT_OUT = frozenset({PROOF, LOOKS, "csrfmiddlewaretoken"})
WRONG = "口令不正确，请检查大小写后重试；连续5次错误将锁定15分钟。"


def proved_lately(deed: str, *, to_look: bool = False) -> Callable[[View], View]:
    """Ask once for a proof before the deed if the last one is long ago; what was typed is kept."""

    def wrapped(view: View) -> View:
        @wraps(view)
        def answered(request: Request, *given: Any, **named: Any) -> HttpResponseBase:
            sent = request.POST
            if request.method == "POST":
                request.POST = _without_proof(sent)  # type: ignore[assignment]
            elif not to_look:
                return view(request, *given, **named)
            form = _form(request, sent)
            if is_proved(request) or done(form, _noted, request):
                return _go_on(request, sent) or view(request, *given, **named)
            return _ask(request, form, deed)

        answered.asks_again = deed  # type: ignore[attr-defined]
        return answered

    return wrapped


def _go_on(request: Request, sent: QueryDict) -> HttpResponseBase | None:
    """Whoever only wanted to look is led to the page; nothing was typed that could be done."""
    return HttpResponseRedirect(request.get_full_path()) if LOOKS in sent else None


def _without_proof(sent: QueryDict) -> QueryDict:
    kept = sent.copy()
    for name in (PROOF, LOOKS):
        kept.pop(name, None)
    return kept


def _noted(request: Request, **_proof: Any) -> None:
    note_proof(request)


def _ask(request: Request, form: forms.Form, deed: str) -> HttpResponseBase:
    """Show the page with everything that was sent, to be sent again with the proof."""
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in KEPT_OUT
        for value in values
    ]
    looks = request.method != "POST"
    context = {"form": form, "deed": deed, "typed": typed, "looks": looks}
    return render(request, "roster/prove_again.html", context)


class ProofForm(forms.Form):
    """本人确认: the password that this account comes in with."""

    proof = forms.CharField(
        label="口令",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text="您本人登录本系统的口令。",
    )

    def __init__(self, request: Request, sent: QueryDict | None) -> None:
        super().__init__(sent)
        self.request = request

    def clean_proof(self) -> str:
        """Try what was typed; a wrong one counts like one at the door."""
        said = str(self.cleaned_data[PROOF])
        try:
            self.check(said)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from None
        return said

    def check(self, said: str) -> None:
        """Raise Refused unless the password is right, here or in the directory."""
        user, place = self.request.user, address(self.request)
        rules.admit(user.username, address=place, at=now())
        if authenticate(self.request, username=user.username, password=said) != user:
            rules.turn_away(user.username, address=place)
            raise Refused(WRONG)


class FactorForm(ProofForm):
    """本人确认 by the telephone, where one is enrolled."""

    def __init__(self, request: Request, sent: QueryDict | None) -> None:
        super().__init__(request, sent)
        hints = {"inputmode": "numeric", "autocomplete": "one-time-code"}
        self.fields[PROOF] = forms.CharField(
            label="动态口令",
            widget=forms.TextInput(attrs=hints),
            help_text="手机动态口令应用上显示的六位数字。",
        )

    def check(self, said: str) -> None:
        """Raise Refused unless the telephone shows this code now."""
        rules.pass_factor(self.request.user, code=said, at=now())


class IssuerForm(ProofForm):
    """本人确认 where the identity server holds the password: it is asked in another window."""

    def __init__(self, request: Request, sent: QueryDict | None) -> None:
        super().__init__(request, sent)
        self.outside = settings.OIDC_NAME
        self.fields[PROOF] = forms.CharField(widget=forms.HiddenInput, initial="1")

    def check(self, said: str) -> None:
        """Raise Refused: who has come back from the server is not asked any more."""
        raise Refused("还没有重新登录：请先点“重新登录”，登录后再回到这里点“继续办理”。")


def _form(request: Request, sent: QueryDict) -> ProofForm:
    """The proof that this person can give; nothing is judged before something was typed."""
    typed = sent if PROOF in sent else None
    if Authenticator.objects.filter(user=request.user).exclude(confirmed_at=None).exists():
        return FactorForm(request, typed)
    if request.session.get(BACKEND_SESSION_KEY) == BY_ISSUER:
        return IssuerForm(request, typed)
    return ProofForm(request, typed)
