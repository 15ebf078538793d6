"""The permit of the 专题会 as a sheet of paper, checked against what the lists say today."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from campaigns.models import Gate, Participation
from issues import rules
from issues.models import IssueList
from roster.http import Request


def permit(request: Request, pk: int) -> HttpResponse:
    """Number, unit, filed lists and the digest; says at once when a list no longer matches."""
    units = Participation.objects.visible_to(request.user).values("unit")
    rows = Gate.objects.exclude(cleared_at=None).filter(unit__in=units)
    rows = rows.select_related("unit", "campaign", "cleared_by", "forced_for")
    gate = get_object_or_404(rows, pk=pk)
    lists = IssueList.objects.of(gate.campaign).filter(unit=gate.unit, cadre=None)
    filed = list(lists.approved().order_by("level"))
    digests = [row.content_digest for row in filed]
    fits = rules.joined(digests) == gate.content_digest and all(map(rules.still_fits, filed))
    seen = IssueList.objects.visible_to(request.user).filter(unit=gate.unit)
    may_open = set(seen.values_list("pk", flat=True))
    context = {"gate": gate, "lists": filed, "fits": fits, "may_open": may_open}
    return render(request, "issues/permit.html", context)
