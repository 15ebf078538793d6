"""Reading from a streaming replica: only views that say so, and only while it answers."""

import time
from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connections

REPLICA: Final = "replica"
REST_SECONDS: Final = 30.0
P = ParamSpec("P")
A = TypeVar("A")

_reading: ContextVar[bool] = ContextVar("reading_from_replica", default=False)
_resting_until = 0.0


class Router:
    """Reads of a marked view go to the replica; whatever else, and every write, to the primary."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        """Where a query is asked."""
        return REPLICA if _reading.get() else DEFAULT_DB_ALIAS

    def db_for_write(self, model: Any, **hints: Any) -> str:
        """There is one place to write to."""
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        """Both hold the same rows."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """A replica gets its tables from the primary."""
        return db == DEFAULT_DB_ALIAS


def from_replica(view: Callable[P, A]) -> Callable[P, A]:
    """Let this reading view ask the replica; when that fails, ask the primary and let it rest."""

    @wraps(view)
    def answer(*arguments: P.args, **named: P.kwargs) -> A:
        if not _may_ask(arguments[0]):
            return view(*arguments, **named)
        token = _reading.set(True)
        try:
            return view(*arguments, **named)
        except Error:
            _rest()
        finally:
            _reading.reset(token)
        return view(*arguments, **named)

    return answer


def _may_ask(request: Any) -> bool:
    has_one = REPLICA in settings.DATABASES
    return has_one and request.method in {"GET", "HEAD"} and time.monotonic() >= _resting_until


def _rest() -> None:
    global _resting_until
    _resting_until = time.monotonic() + REST_SECONDS
    connections[REPLICA].close()
