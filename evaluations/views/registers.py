"""Registers of a round: what was handed out on paper and came back, and who signed the count."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from common.numerals import is_count
from common.pages import done
from common.refusal import Refused
from evaluations import policy, rules
from evaluations.forms import SignForm
from evaluations.models import Round, Signature
from roster.http import Request
from roster.words import Work

CELLS = {"issued": "发出", "returned": "收回", "void": "整票无效"}


def register(request: Request, pk: int) -> HttpResponse:
    """A line for every side, and the lines that an import brought."""
    round_ = get_object_or_404(Round.objects.visible_to(request.user), pk=pk)
    if "enter" not in policy.granted(request.user):
        raise Http404
    lines, fault = _lines(round_), ""
    if request.method == "POST":
        try:
            lines = [_typed(request, at, line) for at, line in enumerate(lines)]
            kept = [line for line in lines if line["issued"] or line["returned"]]
            rules.register(round_, kept, by=request.user)
        except Refused as refusal:
            fault = str(refusal)
        else:
            messages.success(request, "发放回收已登记。")
            return redirect(round_)
    rows = [{"line": line, "cells": _cells(at, line)} for at, line in enumerate(lines)]
    context = {"round": round_, "rows": rows, "fault": fault}
    return render(request, "evaluations/register.html", context)


def sign(request: Request, pk: int) -> HttpResponse:
    """签计票记录: a supervisor with one button, the office with the name of who signed on paper."""
    round_ = get_object_or_404(Round.objects.visible_to(request.user), pk=pk)
    if "sign_tally" not in policy.granted(request.user):
        raise Http404
    own = request.user.works_as(Work.INSPECTOR)
    form = (forms.Form if own else SignForm)(request.POST or None)
    if request.method == "POST":
        form = (forms.Form if own else SignForm)(request.POST)
        if done(form, rules.sign_tally, round_, by=request.user):
            messages.success(request, "已签名。")
            return redirect(round_)
    context = {
        "round": round_,
        "form": form,
        "own": own,
        "signed": Signature.objects.under(round_),
        "needed": rules.supervisors_needed(round_),
        "rows": rules.accounts(round_),
        "back": round_.get_absolute_url(),
    }
    return render(request, "evaluations/sign.html", context)


def verify(request: Request, pk: int) -> HttpResponse:
    """核验: everything that was published, counted and compared once more; nothing is written."""
    round_ = get_object_or_404(Round.objects.visible_to(request.user), pk=pk)
    if not request.user.sees_all_units or not round_.plan_digest:
        raise Http404
    proofs = rules.verify(round_)
    context = {"round": round_, "proofs": proofs, "wrong": [p for p in proofs if not p.holds]}
    return render(request, "evaluations/verify.html", context)


def _lines(round_: Round) -> list[dict[str, Any]]:
    held = [dict(line) for line in round_.sessions]
    known = {(line["side"], line.get("part", "")) for line in held}
    return held + [
        {
            "side": side.code,
            "part": side.part,
            "side_name": str(side),
            "scope": "全部参评单位",
            "excludes_self": side.excludes_self,
            "issued": None,
            "returned": None,
            "void": None,
            "valid": None,
        }
        for side in round_.sides.all()
        if (side.code, side.part) not in known
    ]


def _cells(at: int, line: dict[str, Any]) -> list[tuple[str, str, Any]]:
    return [(f"{at}-{name}", label, line.get(name)) for name, label in CELLS.items()]


def _typed(request: Request, at: int, line: dict[str, Any]) -> dict[str, Any]:
    numbers = {name: _number(request, at, name, line) for name in CELLS}
    valid = (numbers["returned"] or 0) - (numbers["void"] or 0)
    return {**line, **numbers, "valid": max(0, valid)}


def _number(request: Request, at: int, name: str, line: dict[str, Any]) -> int | None:
    written = request.POST.get(f"{at}-{name}", "").strip()
    if written and not is_count(written):
        where = f"{line['side_name']}（{line['scope']}）的{CELLS[name]}"
        raise Refused(f"{where}“{written}”不是票数，请填0、1、2这样的整数。")
    return int(written) if written else None
