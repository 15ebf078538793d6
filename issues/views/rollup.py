"""From the cadres' lists to the unit's: who has filed, what was taken over, who has signed."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from campaigns.http import newest_campaign
from campaigns.models import Campaign, Participation
from common.books import book
from common.fields import Narrowing
from common.pages import done, download, need, page
from issues import policy, rules
from issues.forms import AbsorbForm, ExamineForm, SignForm
from issues.models import Issue, IssueList, Link
from issues.words import Level
from roster.http import Request
from roster.models import Cadre, Unit

S = IssueList.Status
NAMES = {
    "": "未建",
    S.DRAFT: "填报中",
    S.SUBMITTED: "待审核",
    S.RETURNED: "退回修改",
    S.APPROVED: "已备案",
}


@dataclass(frozen=True)
class Whose:
    """One cadre and the list the unit waits for."""

    cadre: Cadre
    row: IssueList | None
    issues: int
    absorbed: int

    @property
    def status(self) -> str:
        """Where the list stands; nothing while there is none."""
        return self.row.status if self.row else ""

    @property
    def word(self) -> str:
        """The same for a person."""
        return NAMES[self.status]


def _expected(campaign: Campaign, unit: Unit) -> list[Cadre]:
    """The enrolled cadres; where none are enrolled, all who serve in the unit."""
    enrolled = Cadre.objects.filter(
        participations__campaign=campaign, participations__unit=unit
    ).serving()
    rows = enrolled if enrolled.exists() else Cadre.objects.serving().of(unit)
    return list(rows.by_post())


def _whose(campaign: Campaign, unit: Unit) -> list[Whose]:
    lists = IssueList.objects.of(campaign).filter(unit=unit).exclude(cadre=None)
    held = {
        row.cadre_id: row
        for row in lists.annotate(
            n=Count("issues", filter=~Q(issues__status=Issue.Status.CANCELLED), distinct=True),
            absorbed=Count(
                "issues", filter=Q(issues__upper_links__kind=Link.Kind.ABSORBED), distinct=True
            ),
        )
    }
    return [
        Whose(cadre, row, getattr(row, "n", 0), getattr(row, "absorbed", 0))
        for cadre in _expected(campaign, unit)
        for row in (held.get(cadre.pk),)
    ]


def unit_rollup(request: Request, pk: int) -> HttpResponse:
    """One unit: its two lists with their chain, and every cadre with where the own list stands."""
    campaign = newest_campaign(request.user)
    unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=pk)
    if not (request.user.sees_all_units or request.user.unit_paths):
        raise Http404
    rows = _whose(campaign, unit)
    asked = request.GET.get("status", "all")
    shown = [row for row in rows if asked == "all" or row.status == asked]
    if request.GET.get("format") == "xlsx":
        return _export(unit, shown)
    counts = Counter(row.status for row in rows)
    own = IssueList.objects.of(campaign).filter(unit=unit, cadre=None).order_by("level")
    return render(
        request,
        "issues/unit_rollup.html",
        {
            "unit": unit,
            "campaign": campaign,
            "rows": shown,
            "total": len(rows),
            "asked": asked,
            "figures": [(key, name, counts[key]) for key, name in NAMES.items()],
            "own": [(row, rules.chain(row)) for row in own],
        },
    )


def _export(unit: Unit, rows: list[Whose]) -> HttpResponse:
    headings = [
        "姓名",
        "职务",
        "职务层次",
        "清单状态",
        "问题条数",
        "并入单位",
        "对照检查材料",
        "备案号",
    ]
    lines = (
        [
            row.cadre.name,
            row.cadre.title,
            row.cadre.get_level_display(),
            row.word,
            row.issues,
            row.absorbed,
            "有" if row.row and row.row.self_examination else "无",
            row.row.filing_number if row.row else "",
        ]
        for row in rows
    )
    name = f"{unit.short}干部清单完成情况"
    return download(book(name, headings, lines), f"{name}.xlsx")


def rollup(request: Request) -> HttpResponse:
    """All units: how many cadres owe a list, and how far the others are."""
    campaign = newest_campaign(request.user)
    if not (request.user.sees_all_units or request.user.unit_paths):
        raise Http404
    entries = Participation.objects.visible_to(request.user).filter(campaign=campaign)
    if word := request.GET.get("q", "").strip():
        entries = entries.filter(Q(unit__name__icontains=word) | Q(unit__short__icontains=word))
    entries = entries.select_related("unit")
    if request.GET.get("format") == "xlsx":
        return _export_units(_lines(campaign, list(entries.order_by("unit__order", "pk"))))
    screen = page(entries, ["unit__order"], request.GET.get("after", ""), size=100)
    return render(
        request,
        "issues/rollup.html",
        {
            "campaign": campaign,
            "page": screen,
            "lines": _lines(campaign, screen.rows),
            "filters": Narrowing(request.GET),
        },
    )


UNIT_HEADINGS = [
    "单位",
    "班子清单",
    "单位清单",
    "应报干部",
    "已备案",
    "待审核",
    "退回修改",
    "填报中",
    "未建",
    "备案率（%）",
]
COUNTED = ("expected", S.APPROVED, S.SUBMITTED, S.RETURNED, S.DRAFT, "missing", "share")


def _export_units(lines: list[dict[str, Any]]) -> HttpResponse:
    rows = (
        [
            line["unit"].name,
            *(NAMES[line[level].status if line[level] else ""] for level in ("team", "whole")),
            *(line[name] for name in COUNTED),
        ]
        for line in lines
    )
    name = "三级清单汇总"
    return download(book(name, UNIT_HEADINGS, rows), f"{name}.xlsx")


def _counts(campaign: Campaign, units: list[int]) -> dict[str, Counter[int]]:
    """Cadres and lists by unit, a query each."""
    lists = IssueList.objects.of(campaign).filter(unit__in=units).exclude(cadre=None)
    found: dict[str, Counter[int]] = {status: Counter() for status in S.values}
    for unit, status, n in lists.values_list("unit", "status").annotate(n=Count("pk")):
        found[status][unit] = n
    people = Cadre.objects.serving().filter(unit__in=units)
    enrolled = people.filter(participations__campaign=campaign)
    for name, rows in (("enrolled", enrolled), ("serving", people)):
        pairs = rows.order_by().values_list("unit").annotate(n=Count("pk", distinct=True))
        found[name] = Counter(dict(pairs))
    return found


def _lines(campaign: Campaign, entries: list[Participation]) -> list[dict[str, Any]]:
    """A line a unit: where its own two lists stand, how many cadres have filed theirs."""
    units = [entry.unit_id for entry in entries]
    counts = _counts(campaign, units)
    own = IssueList.objects.of(campaign).filter(unit__in=units, cadre=None)
    held = {(row.unit_id, row.level): row for row in own}
    lines = []
    for entry in entries:
        unit = entry.unit_id
        by_status = {status: counts[status][unit] for status in S.values}
        expected = counts["enrolled"][unit] or counts["serving"][unit]
        lines.append(
            {
                "unit": entry.unit,
                "team": held.get((unit, Level.TEAM)),
                "whole": held.get((unit, Level.UNIT)),
                "expected": expected,
                "missing": max(0, expected - sum(by_status.values())),
                "share": 100 * by_status[S.APPROVED] // expected if expected else 0,
                **by_status,
            }
        )
    return lines


def _list(request: Request, pk: int) -> IssueList:
    rows = IssueList.objects.visible_to(request.user).select_related("unit", "campaign", "cadre")
    return get_object_or_404(rows, pk=pk)


def _deed(request: Request, row: IssueList, form: forms.Form, verb: str, said: str) -> HttpResponse:
    """Draw one verb's form on a list and do it."""
    need(policy.list_verbs(request.user, row), verb)
    if done(form, getattr(rules, verb), row, by=request.user):
        messages.success(request, said)
        return redirect(row)
    context = {"list": row, "form": form, "back": row.get_absolute_url()}
    return render(request, f"issues/{verb}.html", context)


def examine(request: Request, pk: int) -> HttpResponse:
    """Write the self-examination that belongs to the list."""
    row = _list(request, pk)
    form = ExamineForm(request.POST or None, initial={"text": row.self_examination})
    return _deed(request, row, form, "examine", "对照检查材料已保存。")


def sign(request: Request, pk: int) -> HttpResponse:
    """Sign the list in the order of the chain."""
    row = _list(request, pk)
    start = {"cadre": request.user.cadre_id}
    form = SignForm(request.POST or None, issue_list=row, user=request.user, initial=start)
    return _deed(request, row, form, "sign", "已签字。")


def absorb(request: Request, pk: int) -> HttpResponse:
    """Take a cadre's issue into this list."""
    row = _list(request, pk)
    start = {"issue": request.GET.get("issue", "")}
    form = AbsorbForm(request.POST or None, issue_list=row, initial=start)
    return _deed(request, row, form, "absorb", "已并入，两处都能查到。")
