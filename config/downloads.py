"""Every file a signed-in person takes away is noted in the journal: name, size, digest."""

import hashlib
from collections.abc import Callable
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

import journal.rules as journal
from roster.models import User

VERB = "下载"
LONGEST_NAME = 120


class Downloads:
    """Notes the download before it leaves; what cannot be noted is not handed out."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and note what goes out as a file."""
        answer = self.answer(request)
        user = request.user
        if answer.status_code == 200 and isinstance(user, User) and _is_file(answer):
            _note(request, answer, user)
        return answer


def _is_file(answer: HttpResponseBase) -> bool:
    return answer.get("Content-Disposition", "").startswith("attachment")


def _note(request: HttpRequest, answer: HttpResponseBase, user: User) -> None:
    """A file that is written while it is sent has no digest yet."""
    facts: dict[str, object] = {"path": request.path}
    if isinstance(answer, HttpResponse):
        facts |= {
            "bytes": len(answer.content),
            "sha256": hashlib.sha256(answer.content).hexdigest(),
        }
    journal.write(user, VERB, by=user, note=_name(request, answer), **facts)


def _name(request: HttpRequest, answer: HttpResponseBase) -> str:
    said = answer.get("Content-Disposition", "")
    _, _, coded = said.partition("filename*=utf-8''")
    plain = said.partition('filename="')[2].rstrip('"')
    return (unquote(coded) or plain or request.path)[:LONGEST_NAME]
