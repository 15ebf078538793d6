"""The request as our views know it, and the gate before it."""

from collections.abc import Callable
from datetime import timedelta
from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now

from roster.backends import OUTSIDE
from roster.models import User

SINCE, SEEN, OWED, PROVED = "since", "seen", "owed", "proved"
"""Kept in the session: when the sitting began, when somebody was last noted to be there, the page
of the second proof still owed, and when who sits here last proved who it is."""
NOTED_PARTS = 30


class Request(HttpRequest):
    """A request by somebody who has signed in."""

    user: User


def address(request: HttpRequest) -> str:
    """Return where the request comes from; a forwarded address counts from our own proxy only."""
    near = str(request.META.get("REMOTE_ADDR", ""))
    if settings.BEHIND_PROXY and near in {*settings.TRUSTED_PROXIES, ""}:
        far = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
        return far if _is_address(far) else near
    return near


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def own_address(request: HttpRequest, page: str) -> str:
    """The whole address of a page of ours, for somebody else's server to send people back to."""
    own = settings.SITE_URL.rstrip("/")
    return f"{own}{reverse(page)}" if own else request.build_absolute_uri(reverse(page))


def in_officer_network(place: str) -> bool:
    """Tell whether the pages of the officers may be used from this address."""
    networks = settings.OFFICER_NETWORKS
    return not networks or (
        _is_address(place) and any(ip_address(place) in network for network in networks)
    )


def is_proved(request: HttpRequest) -> bool:
    """Tell whether who sits here has proved it lately: at the door, or since."""
    proofs = (float(request.session.get(name, 0)) for name in (SINCE, PROVED))
    age = now().timestamp() - max(proofs)
    return 0 <= age < timedelta(minutes=settings.PROOF_MINUTES).total_seconds()


def note_proof(request: HttpRequest) -> None:
    """Keep when who sits here proved who it is."""
    request.session[PROVED] = now().timestamp()


def keep_nothing(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """No browser and no proxy keeps what was shown to somebody who is signed in (ASVS 14.3.2)."""

    def answered(request: HttpRequest) -> HttpResponse:
        is_in = isinstance(request.user, User)
        given = answer(request)
        if is_in:
            given["Cache-Control"] = "no-store"
        return given

    return answered


class Gate:
    """Lets a signed-in person on only with a fresh password, a second proof, in time, from here."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or lead to what must be done first."""
        user = request.user
        if not isinstance(user, User):
            return self.answer(request)
        return self._stop(request, user) or self.answer(request)

    def _stop(self, request: HttpRequest, user: User) -> HttpResponse | None:
        if _is_over(request):
            logout(request)
            return HttpResponseRedirect(reverse("roster:sign_in"))
        if request.path == reverse("roster:sign_out"):
            return None
        if user.is_officer and not in_officer_network(address(request)):
            return render(request, "403_network.html", status=403)
        _note_presence(request)
        first = _first_to_do(request, user)
        return HttpResponseRedirect(first) if first and request.path != first else None


def _is_over(request: HttpRequest) -> bool:
    """A sitting ends after so many hours however busy it is."""
    started = request.session.setdefault(SINCE, now().timestamp())
    longest = timedelta(hours=settings.SITTING_HOURS).total_seconds()
    return now().timestamp() - float(started) > longest


def _note_presence(request: HttpRequest) -> None:
    """Put off the idle time-out, at most thirty times in its length, not with every page."""
    last, at = float(request.session.get(SEEN, 0)), now().timestamp()
    if not 0 <= at - last < settings.SESSION_COOKIE_AGE / NOTED_PARTS:
        request.session[SEEN] = at


def _first_to_do(request: HttpRequest, user: User) -> str:
    if page := request.session.get(OWED):
        return reverse(page)
    if request.session.get(BACKEND_SESSION_KEY) in OUTSIDE:
        return ""
    if user.must_change_password or user.is_password_stale(now()):
        return reverse("roster:change_password")
    return ""
