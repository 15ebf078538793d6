"""One line a request and a line a slow query, without codes, passwords or parameters."""

import logging
import secrets
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localtime

from config.watch import figures
from evaluations.http import BALLOT_PATH
from roster.http import address

access = logging.getLogger("access")
slow = logging.getLogger("slow")


class Access:
    """Times every request, gives it a number, and writes it down."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and leave one line; of a ballot page only the minute, the path's start, how."""
        number, started = secrets.token_hex(8), time.perf_counter()
        with ExitStack() as watching:
            watching.enter_context(connection.execute_wrapper(SlowQueries(number)))
            answer = self.answer(request)
        seconds = time.perf_counter() - started
        answer["X-Request-ID"] = number
        figures.count(answer.status_code, seconds)
        access.info("请求", extra={"facts": _facts(request, answer, number, seconds)})
        return answer


def _facts(
    request: HttpRequest, answer: HttpResponse, number: str, seconds: float
) -> dict[str, Any]:
    """What is said of a request; the query string never is."""
    if request.path.startswith(BALLOT_PATH):
        minute = localtime().strftime("%Y-%m-%dT%H:%M")
        return {"minute": minute, "path": BALLOT_PATH, "status": answer.status_code}
    return {
        "request": number,
        "method": request.method,
        "path": request.path,
        "status": answer.status_code,
        "ms": round(seconds * 1000),
        "user": getattr(getattr(request, "user", None), "pk", None),
        "address": address(request),
    }


class SlowQueries:
    """Tells of a query that took long: its text with placeholders, never what was filled in."""

    def __init__(self, number: str) -> None:
        self.number = number

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        """Run it against the clock."""
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            spent = (time.perf_counter() - started) * 1000
            if spent > settings.SLOW_QUERY_MS:
                facts = {"request": self.number, "ms": round(spent), "sql": str(sql)[:2000]}
                slow.warning("慢查询", extra={"facts": facts})
