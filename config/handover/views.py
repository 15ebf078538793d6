"""The door to the archive: what it holds, and the file itself."""

import tempfile
from typing import cast

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate

from campaigns.http import newest_campaign
from common.refusal import Refused
from config.handover.pack import pack
from roster.http import Request
from roster.views.proving import proved_lately


@proved_lately("制作移交包")
def handover(plain: HttpRequest) -> HttpResponseBase:
    """Explain the archive of the campaign meant; POST makes and gives it."""
    request = cast(Request, plain)
    campaign = newest_campaign(request.user)
    if not request.user.is_office:
        raise Http404
    if request.method != "POST":
        return render(request, "handover.html", {"campaign_meant": campaign})
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    try:
        pack(campaign, file, by=request.user, today=localdate())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("handover")
    file.seek(0)
    name = f"{campaign.name}移交包{localdate()}.zip"
    return FileResponse(file, as_attachment=True, filename=name)
