"""Numbers noted by hand: the register of them and one more."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate

from campaigns.http import newest_campaign
from common.pages import page
from common.refusal import Refused
from reports import policy, rules
from reports.forms import NoteForm
from reports.models import Noted
from roster.http import Request


def noted(request: Request) -> HttpResponse:
    """Every word on every noted number, newest first, and the form for one more."""
    campaign = newest_campaign(request.user)
    if not request.user.sees_all_units:
        raise Http404
    can = policy.granted(request.user)
    form = NoteForm(request.POST or None, initial={"noted_on": localdate()})
    if form.is_bound and form.is_valid():
        try:
            rules.note(campaign, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "数字已登记，可以在文稿里引用。")
            return redirect("reports:noted")
    rows = Noted.objects.filter(campaign=campaign).select_related("by")
    screen = page(rows, ["-noted_on"], request.GET.get("after", ""))
    context = {"form": form, "page": screen, "can": can, "campaign": campaign}
    return render(request, "reports/noted.html", context)
