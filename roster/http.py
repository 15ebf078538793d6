"""The request as our views know it, and the gate before it: a first password must be changed."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from roster.models import User


class Request(HttpRequest):
    """A request by somebody who has signed in."""

    user: User


class FirstPassword:
    """Leads whoever still has a first password to the page that changes it."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let through only the change of the password and signing out."""
        allowed = {reverse("roster:change_password"), reverse("roster:sign_out")}
        if getattr(request.user, "must_change_password", False) and request.path not in allowed:
            return HttpResponseRedirect(reverse("roster:change_password"))
        return self.answer(request)
