"""What a page of figures is narrowed to: campaign, phase, period, unit with those below it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404
from django.utils.timezone import localdate

from campaigns.models import Campaign
from reports.figures import Facts, Figure, Value
from reports.figures.held import held
from reports.forms import ScopeForm
from roster.http import Request
from roster.models import Unit, User
from roster.words import Work

Reach = frozenset[int] | None
NAMED = ("campaign", "phase", "span", "since", "until", "unit", "sole")


@dataclass(frozen=True)
class Scope:
    """The facts that the address asks for, the form that changes it, and how it is carried on."""

    facts: Facts
    form: ScopeForm

    @property
    def query(self) -> str:
        """What is set, as a query of an address."""
        return urlencode(self.facts.asked)

    @property
    def kept(self) -> str:
        """The same with its question mark; nothing where nothing is set."""
        return f"?{self.query}" if self.facts.asked else ""

    def value(self, figure: Figure) -> Value:
        """The number of a figure, its way to the rows narrowed likewise."""
        return Value(figure, figure.count(self.facts), self.query)

    @property
    def context(self) -> dict[str, object]:
        """What every page of figures is given."""
        return {"facts": self.facts, "scope": self.form, "kept": self.kept, "query": self.query}


def scope_of(request: Request, *, has_period: bool = True) -> Scope:
    """The counted facts of the campaign meant, as far as the person may see."""
    campaign = _campaign(request)
    reach = _reach(request)
    form = ScopeForm(request.GET, campaign=campaign, user=request.user, has_period=has_period)
    facts = Facts(
        campaign,
        localdate(),
        _below(form, reach),
        is_told_to_units=reach is not None,
        period=form.period,
        asked=_asked(request, form),
    )
    return Scope(held(facts), form)


def facts_of(request: Request) -> Facts:
    """The facts alone, of today and without a period."""
    return scope_of(request, has_period=False).facts


def _campaign(request: Request) -> Campaign:
    """The campaign that the address names, else the one meant; 404 where there is none to see."""
    user = request.user
    if user.is_officer:
        raise Http404
    if named := request.GET.get("campaign"):
        seen = Campaign.objects.visible_to(user)
        campaign = seen.filter(pk=named).first() if named.isdecimal() else None
    else:
        campaign = Campaign.objects.meant_by(user)
    if campaign is None:
        raise Http404
    return campaign


def reach_of(user: User) -> Reach:
    """Everything for those who work across units, else the units one works for."""
    if user.sees_all_units:
        return None
    return frozenset(unit.pk for unit in user.units_as(Work.CLERK, Work.HEAD))


def _reach(request: Request) -> Reach:
    reach = reach_of(request.user)
    if reach is not None and not reach:
        raise Http404
    return reach


def _below(form: ScopeForm, reach: Reach) -> Reach:
    """The chosen unit and, unless it alone is meant, those below it, as far as one's reach goes."""
    chosen = form.root
    if chosen is None:
        return reach
    found = Unit.objects.below(chosen).values_list("pk", flat=True)
    below = frozenset([chosen.pk]) if form.is_sole else frozenset(found)
    return below if reach is None else below & reach


def _asked(request: Request, form: ScopeForm) -> dict[str, str]:
    """What is set and understood; what is not is said by the form and carried nowhere."""
    named = [name for name in NAMED if name in form.fields and name not in form.errors]
    return {name: request.GET[name] for name in named if request.GET.get(name)}


def may_see(code: str, request: Request) -> bool:
    """Whether others have filed is no business of a unit."""
    return code != "units_unsent" or request.user.sees_all_units


def is_own_only(request: Request) -> bool:
    """Tell whether the person has no unit's figures to read, but a list of one's own."""
    user = request.user
    has_unit = user.sees_all_units or user.units_as(Work.CLERK, Work.HEAD)
    return not has_unit and user.cadre_id is not None and not user.is_officer
