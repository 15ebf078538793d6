"""走过场提示: units that meet and study but list nothing, or strike nothing off (000-21)."""

from django.db.models import Count, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from activities.models import Activity, ActivityKind
from campaigns.http import newest_campaign
from campaigns.models import Campaign
from common.books import book
from common.pages import download
from issues.models import Issue
from roster.http import Request
from roster.models import Unit

HELD = (ActivityKind.Group.MEETING, ActivityKind.Group.STUDY)
NOTHING, UNCLOSED = "只有会议学习，没有查摆问题", "有会议有台账，没有一条销号"
HEADINGS = ["单位", "会议学习次数", "问题条数", "在册", "已销号", "提示"]


def hollow(request: Request) -> HttpResponse:
    """Each such unit with its counts, and what is strange about it; a person looks and judges."""
    if not request.user.sees_all_units:
        raise Http404
    campaign = newest_campaign(request.user)
    lines = hollow_units(campaign)
    if request.GET.get("format") == "xlsx":
        rows = (
            [str(line["unit"]), *(line[name] for name in COUNTS), line["word"]] for line in lines
        )
        return download(book("走过场提示", HEADINGS, rows), "走过场提示.xlsx")
    facts = {"campaign": campaign, "lines": lines, "today": localdate()}
    return render(request, "reports/hollow.html", facts)


COUNTS = ("held", "listed", "ledger", "closed")


def hollow_units(campaign: Campaign) -> list[dict[str, object]]:
    """Who has held something and has nothing to show for it, in official order."""
    held = _by_unit(Activity.objects.filter(campaign=campaign, kind__group__in=HELD))
    standing = Issue.objects.of(campaign).standing()
    counts = {
        "held": held,
        "listed": _by_unit(standing),
        "ledger": _by_unit(standing.in_ledger()),
        "closed": _by_unit(standing.closed()),
    }
    lines = []
    for unit in Unit.objects.filter(pk__in=held).in_official_order():
        line = {name: found.get(unit.pk, 0) for name, found in counts.items()}
        word = _word(line)
        if word:
            lines.append({"unit": unit, "word": word, **line})
    return lines


def _word(line: dict[str, int]) -> str:
    if not line["listed"]:
        return NOTHING
    return UNCLOSED if line["ledger"] and not line["closed"] else ""


def _by_unit(rows: QuerySet[Activity] | QuerySet[Issue]) -> dict[int, int]:
    pairs = rows.order_by().values_list("unit").annotate(n=Count("pk"))
    return dict(pairs)
