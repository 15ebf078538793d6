"""The copy map: pairs that read alike, two texts side by side, the share of each unit."""

from collections import defaultdict
from difflib import SequenceMatcher
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from campaigns.models import Campaign
from common.books import book
from common.fields import Narrowing
from common.pages import done, download, page
from issues import policy, rules
from issues.models import Issue, Likeness, LikenessQuerySet
from issues.views.ledger import chosen_campaign
from issues.words import Part, Reach, Sameness
from roster.http import Request
from roster.models import Unit

ANY: Final = ("", "全部")
SHORTEST_RUN: Final = 2
JOINED: Final = ("first__unit", "second__unit", "first__campaign", "second__campaign")
HEADS: Final = (
    "相似度%",
    "范围",
    "比对内容",
    "单位甲",
    "编号甲",
    "问题甲",
    "单位乙",
    "编号乙",
    "问题乙",
    "判定",
)


class CopyFilter(Narrowing):
    """Which pairs to list."""

    reach = forms.ChoiceField(label="范围", choices=[ANY, *Reach.choices])
    part = forms.ChoiceField(label="比对内容", choices=[ANY, *Part.choices])
    verdict = forms.ChoiceField(label="判定", choices=[ANY, *Sameness.choices])
    unit = forms.ModelChoiceField(Unit.objects.none(), label="单位", empty_label="全部")

    def __init__(self, *arguments: Any, campaign: Campaign, **named: Any) -> None:
        super().__init__(*arguments, **named)
        units = Unit.objects.filter(participations__campaign=campaign).in_official_order()
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def narrow(self, rows: LikenessQuerySet) -> LikenessQuerySet:
        """Apply what is set."""
        for name in ("reach", "part", "verdict"):
            if value := self.chosen(name):
                rows = rows.filter(**{name: value})
        if unit := self.chosen("unit"):
            rows = rows.about(unit.pk)
        if words := self.chosen("q"):
            rows = rows.filter(second__text__icontains=words)
        return rows


class JudgeForm(forms.Form):
    """判定雷同."""

    verdict = forms.ChoiceField(
        label="判定",
        choices=[(Sameness.COPIED, "雷同，应当重写"), (Sameness.DIFFERENT, "不是雷同，不再提示")],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label="说明", max_length=200, required=False)


def _campaign(request: Request) -> Campaign:
    """Texts of all units are shown only to those who work across units."""
    if not request.user.sees_all_units:
        raise Http404
    return chosen_campaign(request)


def copies(request: Request) -> HttpResponse:
    """The pairs, most alike first, and the share of each unit."""
    campaign = _campaign(request)
    form = CopyFilter(request.GET, campaign=campaign)
    seen = Likeness.objects.visible_to(request.user).of(campaign)
    rows = form.narrow(seen).select_related(*JOINED)
    if request.GET.get("format") == "xlsx":
        return _exported(rows)
    screen = page(rows, ["-similarity"], request.GET.get("after", ""))
    context = {"campaign": campaign, "filters": form, "page": screen, "shares": shares(campaign)}
    return render(request, "issues/copies.html", context)


def _exported(rows: QuerySet[Likeness]) -> HttpResponse:
    lines = (
        (
            row.similarity,
            row.get_reach_display(),
            row.get_part_display(),
            *(row.first.unit.name, row.first.number, row.first.text),
            *(row.second.unit.name, row.second.number, row.second.text),
            row.get_verdict_display(),
        )
        for row in rows.order_by("-similarity", "pk").iterator(chunk_size=500)
    )
    return download(book("雷同比对", HEADS, lines), f"雷同比对{localdate()}.xlsx")


def shares(campaign: Campaign) -> list[dict[str, Any]]:
    """雷同率: of each unit's issues, how many read like one of another unit or of a past year."""
    pairs = Likeness.objects.of(campaign).standing().filter(part=Part.TEXT)
    outside = pairs.filter(reach__in=[Reach.UNITS, Reach.YEARS])
    hit: dict[int, set[int]] = defaultdict(set)
    for side in ("first", "second"):
        asked = outside.filter(**{f"{side}__campaign": campaign})
        for unit, issue in asked.values_list(f"{side}__unit", side):
            hit[unit].add(issue)
    counted = Issue.objects.of(campaign).standing().filter(unit__in=hit).order_by()
    totals = dict(counted.values_list("unit").annotate(n=Count("pk")))
    units = Unit.objects.in_bulk(hit)
    rows = [
        {"unit": units[pk], "hit": len(issues), "total": totals.get(pk, 0)}
        for pk, issues in hit.items()
    ]
    return sorted(rows, key=lambda row: (-row["hit"] / (row["total"] or 1), row["unit"].order))


def copy(request: Request, pk: int) -> HttpResponse:
    """Two texts side by side, what they share marked; the verdict of a person."""
    campaign = _campaign(request)
    seen = Likeness.objects.visible_to(request.user)
    row = get_object_or_404(seen.select_related(*JOINED, "by"), pk=pk)
    form = JudgeForm(request.POST or None, initial={"verdict": row.verdict, "note": row.note})
    if request.method == "POST" and done(form, rules.judge_copy, row, by=request.user):
        messages.success(request, "已登记判定，以后的比对不会改动它。")
        return redirect("issues:copies")
    context = {
        "row": row,
        "campaign": campaign,
        "form": form,
        "can": policy.may_judge(request.user, row),
        "sides": _sides(row),
        "back": "issues:copies",
    }
    return render(request, "issues/copy.html", context)


def _sides(row: Likeness) -> list[dict[str, Any]]:
    words = [_words(issue, row.part) for issue in (row.first, row.second)]
    marked = _marked(*words)
    return [
        {"issue": issue, "pieces": pieces}
        for issue, pieces in zip((row.first, row.second), marked, strict=True)
    ]


def _words(issue: Issue, part: str) -> str:
    if part == Part.MEASURE:
        return "\n".join(issue.measures.values_list("text", flat=True))
    return f"{issue.text}\n{issue.example}".strip()


def _marked(a: str, b: str) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    """Both texts in pieces, each with whether the other holds it too."""
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    shared = [block for block in blocks if block.size >= SHORTEST_RUN]
    return (
        _cut(a, [(block.a, block.size) for block in shared]),
        _cut(b, [(block.b, block.size) for block in shared]),
    )


def _cut(text: str, runs: list[tuple[int, int]]) -> list[tuple[str, bool]]:
    pieces, at = [], 0
    for start, size in runs:
        pieces += [(text[at:start], False), (text[start : start + size], True)]
        at = start + size
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]
