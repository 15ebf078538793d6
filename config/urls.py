"""All addresses; each app keeps its own."""

from django.urls import include, path

from reports.views import home

urlpatterns = [
    path("", home.home, name="home"),
    path("", include("roster.urls")),
    path("reports/", include("reports.urls")),
    path("issues/", include("issues.urls")),
    path("notices/", include("notices.urls")),
    path("", include("evaluations.urls")),
]
