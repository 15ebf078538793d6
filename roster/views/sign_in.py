"""Signing in and out."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy

from roster import rules
from roster.models import Duty, User
from roster.words import DEMO_PASSWORD


class SignInForm(AuthenticationForm):
    """The account is found whatever the case and width it is typed in."""

    error_messages = {
        "invalid_login": "账号或口令不正确，请检查大小写后重试；连续5次错误将锁定15分钟。",
        "inactive": "该账号已停用，请联系系统管理员。",
    }

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["username"].label, self.fields["password"].label = "账号", "口令"

    def clean_username(self) -> str:
        """Fold the account the way it is stored."""
        return str(User.normalize_username(self.cleaned_data["username"])).strip().lower()


class SignIn(LoginView):
    """登录."""

    form_class = SignInForm
    template_name = "registration/login.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer the demo accounts where the database is a demo."""
        cast = Duty.objects.none() if settings.PRODUCTION else Duty.objects.demo_cast()
        accounts = [(duty.user.username, duty.get_work_display()) for duty in cast]
        password = DEMO_PASSWORD if accounts else ""
        return super().get_context_data(demo_accounts=accounts, demo_password=password, **kwargs)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Note who came in."""
        answer = super().form_valid(form)
        rules.sign_in(form.get_user(), address=_address(self.request))
        return answer

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Note who was turned away."""
        username = str(form.data.get("username", ""))
        rules.turn_away(username, address=_address(self.request))
        return super().form_invalid(form)


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


class SignOut(LogoutView):
    """退出."""


class ChangePasswordForm(PasswordChangeForm):
    """The old password once, the new one twice; saving is the rule's."""

    def save(self, commit: bool = True) -> Any:
        """Let the rule change it, so that the deed is recorded."""
        rules.change_password(self.user, password=self.cleaned_data["new_password1"])
        return self.user

    def clean_new_password1(self) -> str:
        """Refuse the password one already has."""
        new = str(self.cleaned_data["new_password1"])
        if self.user.check_password(new):
            raise ValidationError("新口令不能与原口令相同，请换一个。")
        return new


class ChangePassword(PasswordChangeView):
    """修改口令."""

    form_class = ChangePasswordForm
    template_name = "registration/password_change.html"
    success_url = reverse_lazy("home")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Tell why the page came unasked."""
        is_forced = getattr(self.request.user, "must_change_password", False)
        return super().get_context_data(is_forced=is_forced, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Say that it is done."""
        messages.success(self.request, "口令已修改。")
        return super().form_valid(form)
