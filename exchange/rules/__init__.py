"""Moving files in and out: transfers, and large exports that another person allows."""

from exchange.rules.exporting import ask_export, decide_export, let_out
from exchange.rules.transfers import (
    MAX_UPLOAD,
    advance,
    drop,
    fail,
    finish,
    forget_heading,
    give_up,
    learn_heading,
    may_teach,
    preview,
    put_back,
    receive,
    request,
    take,
)

__all__ = [
    "MAX_UPLOAD",
    "advance",
    "ask_export",
    "decide_export",
    "drop",
    "fail",
    "finish",
    "forget_heading",
    "give_up",
    "learn_heading",
    "let_out",
    "may_teach",
    "preview",
    "put_back",
    "receive",
    "request",
    "take",
]
