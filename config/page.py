"""What stands around every page (menu, campaign, unread notices) and the way home."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate

from campaigns.models import Campaign
from config import home as desk
from config.manual.tour import story
from config.menu import address, menu
from config.welcome import welcome
from roster.models import User

MOST_OFFERED = 12


def context(request: HttpRequest) -> dict[str, Any]:
    """Give the frame its values; one query for notices, one for the campaign."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    campaigns = [] if user.is_officer else _campaigns(user)
    meant = None if user.is_officer else _meant(user, campaigns)
    return {
        "campaign": meant,
        "campaigns": campaigns,
        "unread_count": user.notices.unread().count(),
        "notices_url": address("notices:index"),
        "menu": menu(user, request.path),
        "duties": [duty.get_work_display() for duty in user.standing_duties],
        "story": partial(story, user, meant),
    }


def _campaigns(user: User) -> list[Campaign]:
    """What the switch in the header offers, newest first."""
    return list(Campaign.objects.visible_to(user).order_by("-starts_on", "-pk")[:MOST_OFFERED])


def _meant(user: User, campaigns: list[Campaign]) -> Campaign | None:
    """The campaign of this page, out of those already fetched where it is among them."""
    chosen = [one for one in campaigns if one.pk == user.meant_campaign]
    own = [one for one in campaigns if one.parent_id is None]
    return next(iter(chosen or own), None) or Campaign.objects.meant_by(user)


def home(request: HttpRequest) -> HttpResponse:
    """Lead each duty to its own work."""
    user = request.user
    campaign = Campaign.objects.meant_by(user) if isinstance(user, User) else None
    if campaign is None or not isinstance(request.user, User) or request.user.is_officer:
        user = request.user
        said = welcome(user) if isinstance(user, User) and user.is_officer else None
        return render(request, "home.html", {"welcome": said})
    if request.user.is_leader and not request.user.is_office:
        return redirect("reports:morning")
    today = localdate()
    boxes = desk.boxes(request.user, campaign, today)
    owing = desk.unfiled(campaign) if request.user.is_office else []
    return render(
        request,
        "home.html",
        {
            "figures": desk.figures(request.user, campaign, today),
            "boxes": boxes,
            "idle": [box for box in boxes if not box.rows],
            "owing": owing,
            "welcome": welcome(request.user),
            "urging": desk.urging(campaign, owing),
            "today": today,
        },
    )
