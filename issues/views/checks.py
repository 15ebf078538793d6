"""What does not add up: every check with its count, and the rows of one check."""

from itertools import groupby

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from common.pages import page
from issues.figures import CHECKS, Scope, findings
from issues.views.ledger import chosen_campaign
from roster.http import Request

JOINED = {"issue": ("unit", "category"), "list": ("unit", "cadre"), "unit": ()}
BY_CODE = {check.code: check for check in CHECKS}


def _scope(request: Request) -> Scope:
    return Scope(request.user, chosen_campaign(request), localdate())


def checks(request: Request) -> HttpResponse:
    """All checks by group, each count a link to its rows."""
    scope = _scope(request)
    found = findings(scope)
    groups = [
        (title, list(rows)) for title, rows in groupby(found, lambda finding: finding.check.group)
    ]
    total = sum(finding.found for finding in found)
    return render(
        request, "issues/checks.html", {**scope._asdict(), "groups": groups, "total": total}
    )


def check(request: Request, code: str) -> HttpResponse:
    """The rows one check found."""
    scope = _scope(request)
    asked = BY_CODE.get(code)
    if asked is None:
        raise Http404
    rows = asked.rows(scope)
    if joined := JOINED[asked.kind]:
        rows = rows.select_related(*joined)
    screen = page(rows, [], request.GET.get("after", ""))
    return render(request, "issues/check.html", {**scope._asdict(), "check": asked, "page": screen})
