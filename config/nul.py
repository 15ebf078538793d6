"""What no address and no form may hold, turned away before anybody reads it."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse

NUL = "\x00"


def refuse_nul(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Turn away an address or a form with a sign that no text may hold (NUL): 400, not a fault."""

    def answered(request: HttpRequest) -> HttpResponse:
        if NUL in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise SuspiciousOperation("NUL in the address")
        is_form = request.content_type == "application/x-www-form-urlencoded"
        if is_form and _is_short(request) and b"%00" in request.body:
            raise SuspiciousOperation("NUL in the form")
        return answer(request)

    return answered


def _is_short(request: HttpRequest) -> bool:
    said = f"{request.META.get('CONTENT_LENGTH') or 0}"
    return said.isdecimal() and int(said) <= (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0)
