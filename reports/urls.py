"""Addresses of dashboards and circulars."""

from django.urls import path

from reports.views import circulars, dashboard, template
from reports.views.compared import compared
from reports.views.discontent import discontent, export_discontent
from reports.views.figure import figure, rows, rows_sheet
from reports.views.frozen import frozen
from reports.views.hollow import hollow
from reports.views.noted import noted
from reports.views.own import own
from reports.views.unsent import unsent

app_name = "reports"
urlpatterns = [
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("own/", own, name="own"),
    path("counts/", dashboard.counts, name="counts"),
    path("checks/", dashboard.cross_checks, name="checks"),
    path("counts/sheet/", dashboard.counts_sheet, name="counts_sheet"),
    path("tables/", dashboard.tables, name="tables"),
    path("tables/csv/", dashboard.table_csv, name="table_csv"),
    path("morning/", dashboard.morning, name="morning"),
    path("wall/", dashboard.wall, name="wall"),
    path("figures/<str:code>/", figure, name="figure"),
    path("figures/<str:code>/rows/", rows, name="rows"),
    path("figures/<str:code>/rows/sheet/", rows_sheet, name="rows_sheet"),
    path("noted/", noted, name="noted"),
    path("templates/", template.templates, name="templates"),
    path("templates/<int:pk>/", template.template_file, name="template_file"),
    path("templates/<int:pk>/drop/", template.drop_template, name="drop_template"),
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
    path("circulars/<int:pk>/figures/<str:code>/", frozen, name="frozen"),
    path("circulars/<int:pk>/compared/<str:code>/", compared, name="compared"),
    path("circulars/<int:pk>/word/", circulars.word, name="word"),
    path("circulars/<int:pk>/template/<int:template>/", template.filled, name="filled"),
    path("circulars/<int:pk>/sheet/", circulars.sheet, name="sheet"),
    path("circulars/<int:pk>/sheet/csv/", circulars.sheet_csv, name="sheet_csv"),
]
