"""All addresses; each app keeps its own."""

from django.urls import include, path

from config import page

urlpatterns = [
    path("", page.home, name="home"),
    path("", include("roster.urls")),
    path("campaigns/", include("campaigns.urls")),
    path("reports/", include("reports.urls")),
    path("issues/", include("issues.urls")),
    path("exchange/", include("config.transfers")),
    path("notices/", include("notices.urls")),
    path("journal/", include("journal.urls")),
    path("", include("evaluations.urls")),
]
