"""What stands around every page (menu, campaign, unread notices) and the way home."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate

from campaigns.models import Campaign
from config import home as desk
from config.menu import address, menu
from roster.models import User


def context(request: HttpRequest) -> dict[str, Any]:
    """Give the frame its values; one query for notices, one for the campaign."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {
        "campaign": Campaign.objects.newest(),
        "unread_count": user.notices.unread().count(),
        "notices_url": address("notices:index"),
        "menu": menu(user, request.path),
        "duties": [duty.get_work_display() for duty in user.standing_duties],
    }


def home(request: HttpRequest) -> HttpResponse:
    """Lead each duty to its own work."""
    campaign = Campaign.objects.newest()
    if campaign is None or not isinstance(request.user, User) or request.user.is_officer:
        user = request.user
        welcome = desk.welcome(user) if isinstance(user, User) and user.is_officer else None
        return render(request, "home.html", {"welcome": welcome})
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
            "welcome": desk.welcome(request.user),
            "urging": desk.urging(campaign, owing),
            "today": today,
        },
    )
