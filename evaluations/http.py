"""The door of the ballot pages: nobody is recognised there."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

BALLOT_PATH = "/b/"
TOKEN_COOKIE = "ballot_token"  # noqa: S105 - the name of a cookie
Answer = Callable[[HttpRequest], HttpResponse]


def ballot_door(answer: Answer) -> Answer:
    """Hide every cookie but the page's own from ballot pages, before anything reads them."""

    def door(request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(BALLOT_PATH):
            own = request.COOKIES.get(TOKEN_COOKIE)
            request.COOKIES = {TOKEN_COOKIE: own} if own else {}
        return answer(request)

    return door
