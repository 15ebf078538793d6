"""The door of the ballot pages: nobody is recognised there, and nobody may guess on."""

import hashlib
import ipaddress
import logging
import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from roster.http import address

BALLOT_PATH = "/b/"
TOKEN_COOKIE = "ballot_token"  # noqa: S105 - the name of a cookie
Answer = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger(__name__)


def ballot_door(answer: Answer) -> Answer:
    """Hide every cookie but the page's own from ballot pages, before anything reads them."""

    def door(request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(BALLOT_PATH):
            own = request.COOKIES.get(TOKEN_COOKIE)
            request.COOKIES = {TOKEN_COOKIE: own} if own else {}
        return answer(request)

    return door


def network(request: HttpRequest) -> str:
    """The neighbourhood a request comes from, as an address block; never stored or logged."""
    try:
        place = ipaddress.ip_address(address(request))
    except ValueError:
        return ""
    length = 24 if place.version == 4 else 64
    return str(ipaddress.ip_network(f"{place}/{length}", strict=False))


class Attempts:
    """How often something was tried from one place within a window; in memory and hashed only."""

    MOST_PLACES = 20_000

    def __init__(self, most: int, seconds: int) -> None:
        self.most, self.seconds = most, seconds
        self._salt = secrets.token_bytes(16)
        self._held: dict[bytes, tuple[float, int]] = {}

    def wait(self, place: str, now: float) -> int:
        """How many seconds until this place may try again; 0 while it may."""
        since, count = self._held.get(self._key(place), (now, 0))
        left = since + self.seconds - now
        return int(left) + 1 if count >= self.most and left > 0 else 0

    def note(self, place: str, now: float) -> None:
        """Count one more; a window that has run out begins anew."""
        if len(self._held) >= self.MOST_PLACES:
            self._held.clear()
        key = self._key(place)
        since, count = self._held.get(key, (now, 0))
        if now - since >= self.seconds:
            since, count = now, 0
        self._held[key] = (since, count + 1)
        if count + 1 == self.most:
            log.warning("同一来源在%s秒内尝试了%s次，已要求等待", self.seconds, self.most)

    def forget(self) -> None:
        """Begin anew for everybody."""
        self._held.clear()

    def _key(self, place: str) -> bytes:
        return hashlib.blake2b(place.encode(), key=self._salt, digest_size=16).digest()


WRONG_BY_BROWSER = Attempts(most=10, seconds=600)
WRONG_BY_NETWORK = Attempts(most=300, seconds=600)
