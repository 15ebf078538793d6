"""Telling people once, and the roads by which it reaches them."""

from notices.rules.delivering import deliver, why
from notices.rules.telling import prefer, put_away, read, read_all, tell

__all__ = ["deliver", "prefer", "put_away", "read", "read_all", "tell", "why"]
