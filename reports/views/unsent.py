"""Who has not filed yet, with the sentence for the work group."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from campaigns.models import Campaign
from reports.figures import Facts
from roster.http import Request


def unsent(request: Request) -> HttpResponse:
    """Units that have sent no list of their own."""
    campaign = Campaign.objects.meant_by(request.user)
    if campaign is None or not request.user.sees_all_units:
        raise Http404
    units = Facts(campaign, localdate()).units_without_list
    return render(request, "reports/unsent.html", {"units": units, "campaign": campaign})
