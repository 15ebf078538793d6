"""Addresses of dashboards and circulars."""

from django.urls import path

from reports.views import circulars, dashboard
from reports.views.discontent import discontent, export_discontent
from reports.views.figure import figure
from reports.views.hollow import hollow
from reports.views.noted import noted
from reports.views.unsent import unsent

app_name = "reports"
urlpatterns = [
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("counts/", dashboard.counts, name="counts"),
    path("checks/", dashboard.cross_checks, name="checks"),
    path("counts/sheet/", dashboard.counts_sheet, name="counts_sheet"),
    path("morning/", dashboard.morning, name="morning"),
    path("wall/", dashboard.wall, name="wall"),
    path("figures/<str:code>/", figure, name="figure"),
    path("noted/", noted, name="noted"),
    path("hollow/", hollow, name="hollow"),
    path("discontent/", discontent, name="discontent"),
    path("discontent/export/", export_discontent, name="export_discontent"),
    path("unsent/", unsent, name="unsent"),
    path("circulars/", circulars.index, name="circulars"),
    path("circulars/export/", circulars.export_circulars, name="export_circulars"),
    path("circulars/compose/", circulars.compose, name="compose"),
    path("circulars/<int:pk>/", circulars.circular, name="circular"),
    path("circulars/<int:pk>/edit/", circulars.edit, name="edit_circular"),
    path("circulars/<int:pk>/approve/", circulars.approve, name="approve"),
    path("circulars/<int:pk>/send-back/", circulars.send_back, name="send_back"),
    path("circulars/<int:pk>/release/", circulars.release, name="release"),
    path("circulars/<int:pk>/withdraw/", circulars.withdraw, name="withdraw"),
    path("circulars/<int:pk>/override/", circulars.override, name="override"),
    path("circulars/<int:pk>/pages/", circulars.pages, name="pages"),
    path("circulars/<int:pk>/word/", circulars.word, name="word"),
    path("circulars/<int:pk>/sheet/", circulars.sheet, name="sheet"),
]
