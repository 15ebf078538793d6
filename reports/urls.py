"""Addresses of dashboards and circulars."""

from django.urls import path

from reports.views import dashboard
from reports.views.unsent import unsent

app_name = "reports"
urlpatterns = [
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("counts/", dashboard.counts, name="counts"),
    path("morning/", dashboard.morning, name="morning"),
    path("wall/", dashboard.wall, name="wall"),
    path("unsent/", unsent, name="unsent"),
]
