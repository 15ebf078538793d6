"""Signing in and out."""

from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import BACKEND_SESSION_KEY, user_login_failed
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.timezone import now

from common.refusal import Refused
from roster import policy, rules
from roster.backends import BY_ISSUER, issuer
from roster.http import OWED, SINCE, address, note_proof, own_address
from roster.models import Authenticator, Duty, User
from roster.words import DEMO_PASSWORD

UNREACHED = "unreached"
LOCKED = "此账号在本网络地址连续5次口令错误，已锁定15分钟，可联系安全管理员解锁。"
WAYS = {
    "roster.backends.directory.DirectoryBackend": "目录口令",
    BY_ISSUER: "统一身份认证",
}


class SignInForm(AuthenticationForm):
    """The account is found whatever the case and width it is typed in."""

    error_messages = {
        "invalid_login": "账号或口令不正确，请检查大小写后重试；连续5次错误将锁定15分钟。",
        "inactive": "该账号已停用，请联系系统管理员。",
    }

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["username"].label, self.fields["password"].label = "账号", "口令"

    def clean(self) -> dict[str, Any]:
        """Ask first whether this account may be tried from here now."""
        try:
            username = self.cleaned_data.get("username", "")
            place = address(self.request) if self.request else ""
            rules.admit(username, address=place, at=now())
        except Refused as refusal:
            raise ValidationError(str(refusal)) from None
        return self._look_at_password()

    def _look_at_password(self) -> dict[str, Any]:
        try:
            return super().clean()
        except Refused as refusal:
            raise ValidationError(str(refusal), code=UNREACHED) from None

    def clean_username(self) -> str:
        """Fold the account the way it is stored."""
        return str(User.normalize_username(self.cleaned_data["username"])).strip().lower()


class SignIn(LoginView):
    """登录."""

    form_class = SignInForm
    template_name = "registration/login.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer the ways in."""
        return super().get_context_data(**offered(), **kwargs)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Note who came in."""
        answer = super().form_valid(form)
        settle(self.request, form.get_user())
        return answer

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Note who was turned away; a directory that is silent is nobody's failure."""
        if form.has_error(NON_FIELD_ERRORS, code=UNREACHED):
            return super().form_invalid(form)
        username = str(form.data.get("username", ""))
        rules.turn_away(username, address=address(self.request))
        return super().form_invalid(form)


def offered() -> dict[str, Any]:
    """What the page of sign-in offers: the identity server, and the accounts of a demo."""
    cast = Duty.objects.none() if settings.PRODUCTION else Duty.objects.demo_cast()
    accounts = [(duty.user.username, duty.get_work_display()) for duty in cast]
    return {
        "demo_accounts": accounts,
        "demo_password": DEMO_PASSWORD if accounts else "",
        "outside": settings.OIDC_NAME if settings.OIDC_ISSUER else "",
    }


def settle(request: HttpRequest, person: User) -> None:
    """Begin the sitting of somebody just let in; an officer's idles for a shorter time."""
    session = request.session
    session[SINCE] = now().timestamp()
    if person.is_officer:
        session.set_expiry(settings.OFFICER_IDLE_SECONDS)
    if owed := _owed(person):
        session[OWED] = owed
    session.save()
    way = WAYS.get(session[BACKEND_SESSION_KEY], "")
    rules.sign_in(person, address=address(request), key=str(session.session_key), way=way)


def _owed(person: User) -> str:
    """The page of the second proof that this person still owes after the password."""
    own = Authenticator.objects.filter(user=person).first()
    if own is not None and own.confirmed_at:
        return "roster:pass_factor"
    return "roster:confirm_authenticator" if policy.needs_second_factor(person) else ""


class SignOut(LogoutView):
    """退出."""

    def post(self, request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        """The sitting's row goes, and the browser forgets the pages."""
        if isinstance(request.user, User):
            rules.sign_out(request.user, key=str(request.session.session_key))
        onward = _farewell(request)
        answer = super().post(request, *arguments, **named)
        if onward:
            answer = render(request, "registration/signed_out.html", {"onward": onward})
        answer["Clear-Site-Data"] = '"cache", "storage"'
        return answer


def _farewell(request: HttpRequest) -> str:
    """Where a sitting that began at the identity server ends there, too."""
    if not settings.OIDC_ISSUER or request.session.get(BACKEND_SESSION_KEY) != BY_ISSUER:
        return ""
    return issuer.farewell(own_address(request, settings.LOGOUT_REDIRECT_URL))


class ChangePasswordForm(PasswordChangeForm):
    """The old password once, the new one twice; saving is the rule's."""

    error_messages = {
        "password_mismatch": "两次填的新口令不一样，请重新填写。",
        "password_incorrect": "旧口令不对，请重新输入。",
    }

    def __init__(self, *arguments: Any, request: HttpRequest, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.request = request
        labels = {
            "old_password": "旧口令",
            "new_password1": "新口令",
            "new_password2": "再填一次新口令",
        }
        for name, label in labels.items():
            self.fields[name].label = label
        self.fields["new_password2"].help_text = ""

    def clean_old_password(self) -> str:
        """A wrong one counts like one at the door, so that nobody guesses at an open sitting."""
        place, who = address(self.request), {"username": self.user.username}
        if not AxesProxyHandler.is_allowed(self.request, who):
            raise ValidationError(LOCKED)
        try:
            return str(super().clean_old_password())
        except ValidationError:
            user_login_failed.send(sender=__name__, credentials=who, request=self.request)
            rules.turn_away(self.user.username, address=place)
            raise

    def validate_password_for_user(self, user: Any, password_field_name: str = "") -> None:
        """Say what is wrong with the new password where it is typed first."""
        super().validate_password_for_user(user, "new_password1")

    def save(self, commit: bool = True) -> Any:
        """Let the rule change it, so that the deed is recorded."""
        rules.change_password(self.user, password=self.cleaned_data["new_password1"])
        return self.user

    def clean_new_password1(self) -> str:
        """Refuse the password one already has."""
        new = str(self.cleaned_data["new_password1"])
        try:
            rules.refuse_past_password(self.user, new)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from None
        return new


class ChangePassword(PasswordChangeView):
    """修改口令."""

    form_class = ChangePasswordForm
    template_name = "registration/password_change.html"
    success_url = reverse_lazy("home")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form counts wrong tries by address."""
        return {**super().get_form_kwargs(), "request": self.request}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Tell why the page came unasked."""
        user = self.request.user
        is_stale = isinstance(user, User) and user.is_password_stale(now())
        is_forced = getattr(user, "must_change_password", False)
        return super().get_context_data(is_forced=is_forced, is_stale=is_stale, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Say that it is done; this stay goes on, every other one of the account ends."""
        session = self.request.session
        old = str(session.session_key)
        answer = super().form_valid(form)
        rules.keep_sitting(form.user, old=old, new=str(session.session_key))
        note_proof(self.request)
        messages.success(self.request, "口令已修改。")
        return answer
