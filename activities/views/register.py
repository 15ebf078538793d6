"""The register's pages."""

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from activities import policy, rules
from activities.forms import CorrectForm, HoldForm, InstitutionForm
from activities.models import Activity, ActivityKind, Institution
from campaigns.http import Register, exported, listed, narrowed, newest_campaign, recorded
from campaigns.models import Campaign
from roster.http import Request
from roster.models import Unit, User
from roster.words import Work

REGISTER = "/activities/"


def _own_units(user: User, campaign: Campaign) -> QuerySet[Unit]:
    units = Unit.objects.filter(participations__campaign=campaign).in_official_order()
    if user.is_office:
        return units
    return units.filter(pk__in=[unit.pk for unit in user.units_as(Work.CLERK, Work.HEAD)])


ACTIVITY_REGISTER = Register(
    "会议学习",
    Activity,
    "-held_on",
    "title",
    (
        ("日期", lambda row: row.held_on),
        ("单位", lambda row: row.unit.name),
        ("种类", lambda row: row.kind.name),
        ("名称", lambda row: row.title),
        ("主持人", lambda row: row.host),
        ("参加人数", lambda row: row.attended_count),
        ("情况", lambda row: row.text),
        ("准入号", lambda row: row.permit_number),
    ),
    ("unit", "kind"),
)


def index(request: Request) -> HttpResponse:
    """What was held, newest first, with counts by kind."""
    _, rows = narrowed(request, ACTIVITY_REGISTER)
    kinds = ActivityKind.objects.filter(activities__in=rows).annotate(n=Count("activities"))
    chosen = request.GET.get("kind", "")
    own = _own_units(request.user, newest_campaign(request.user))
    institutions = Institution.objects.filter(unit__in=own).select_related("unit")
    return listed(
        request,
        ACTIVITY_REGISTER,
        "activities/index.html",
        rows.filter(kind__code=chosen) if chosen else rows,
        kinds=kinds.order_by("order"),
        chosen=chosen,
        institutions=institutions[:20],
        may_hold=own.exists(),
    )


def export(request: Request) -> HttpResponse:
    """The same register as a workbook."""
    return exported(request, ACTIVITY_REGISTER)


def hold(request: Request) -> HttpResponse:
    """Note what was held."""
    units = _own_units(request.user, newest_campaign(request.user))
    form = HoldForm(request.POST or None, units=units)
    return recorded(request, form, rules.hold, page="activities/hold.html", back=REGISTER)


def correct(request: Request, pk: int) -> HttpResponse:
    """Mend a number or the words."""
    row = get_object_or_404(Activity.objects.visible_to(request.user), pk=pk)
    if "correct" not in policy.granted(request.user, row.unit):
        raise Http404
    start = {"attended_count": row.attended_count, "text": row.text}
    form = CorrectForm(request.POST or None, initial=start)
    if form.is_bound and form.is_valid():
        rules.correct(row, by=request.user, **form.cleaned_data)
        messages.success(request, "已更正。")
        return redirect("activities:index")
    context = {"form": form, "activity": row, "back": REGISTER}
    return render(request, "activities/correct.html", context)


def register_institution(request: Request) -> HttpResponse:
    """Note a rule that was made or mended."""
    units = _own_units(request.user, newest_campaign(request.user))
    form = InstitutionForm(request.POST or None, units=units)
    page_name = "activities/register_institution.html"
    return recorded(request, form, rules.register_institution, page=page_name, back=REGISTER)
