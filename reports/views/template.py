"""The organisation's own Word templates: the list, one more, an end to one, filling one in."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from campaigns.http import newest_campaign
from common.pages import DOCX, did, done, download, page
from common.refusal import Refused
from reports import policy, rules
from reports.drafts import fill_own
from reports.drafts.own import PAPER
from reports.forms import TemplateForm
from reports.models import Circular, Template
from roster.http import Request


def templates(request: Request) -> HttpResponse:
    """The templates in use and the form for one more."""
    can = policy.granted(request.user)
    if "compose" not in can:
        raise Http404
    form = TemplateForm(request.POST or None, request.FILES or None)
    campaign = newest_campaign(request.user)
    if done(form, rules.keep_template, campaign, by=request.user):
        messages.success(request, "模板已收下，可在文稿页套用。")
        return redirect("reports:templates")
    rows = Template.objects.select_related("by")
    context = {
        "form": form,
        "page": page(rows, ["-at"], request.GET.get("after", "")),
        "paper_fields": PAPER.items(),
    }
    return render(request, "reports/templates.html", context)


@require_POST
def drop_template(request: Request, pk: int) -> HttpResponse:
    """No more of this one."""
    row = get_object_or_404(Template, pk=pk)
    if "keep_template" not in policy.granted(request.user):
        raise Http404
    did(request, "已停用。", rules.drop_template, row, by=request.user)
    return redirect("reports:templates")


def template_file(request: Request, pk: int) -> HttpResponse:
    """The template as it was uploaded."""
    row = get_object_or_404(Template, pk=pk)
    if "compose" not in policy.granted(request.user):
        raise Http404
    with row.file.open("rb") as file:
        return download(file.read(), f"{row.name}.docx", DOCX)


def filled(request: Request, pk: int, template: int) -> HttpResponse:
    """A paper in an organisation's own template."""
    if not request.user.sees_all_units:
        raise Http404
    papers = Circular.objects.visible_to(request.user).select_related("campaign", "approved_by")
    row = get_object_or_404(papers, pk=pk)
    chosen = get_object_or_404(Template.objects.fitting(row.kind), pk=template)
    try:
        content = fill_own(chosen, row)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(row)
    return download(content, f"{row.title}（{chosen.name}）.docx", DOCX)
