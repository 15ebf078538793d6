"""Addresses of the campaigns."""

from django.urls import path

from campaigns.views import campaigns, dictionaries, groups, progress

app_name = "campaigns"
urlpatterns = [
    path("", campaigns.index, name="index"),
    path("new/", campaigns.plan, name="plan"),
    path("grid/", progress.newest_grid, name="grid"),
    path("calendar/", dictionaries.calendar, name="calendar"),
    path("calendar/<int:year>/", dictionaries.set_year, name="set_year"),
    path("taxonomies/", dictionaries.taxonomies, name="taxonomies"),
    path("taxonomies/<int:pk>/edit/", dictionaries.edit_taxonomy, name="edit_taxonomy"),
    path("categories/<int:pk>/edit/", dictionaries.edit_category, name="edit_category"),
    path("<int:pk>/", campaigns.campaign, name="campaign"),
    path("<int:pk>/launch/", campaigns.launch, name="launch"),
    path("<int:pk>/finish/", campaigns.finish, name="finish"),
    path("<int:pk>/units/", campaigns.units, name="units"),
    path("<int:pk>/enrol/", campaigns.enrol, name="enrol"),
    path("<int:pk>/attach/", campaigns.attach, name="attach"),
    path("<int:pk>/grid/", progress.campaign_grid, name="campaign_grid"),
    path("<int:pk>/grid/export/", progress.export_grid, name="export_grid"),
    path("<int:pk>/coverage/", progress.coverage, name="coverage"),
    path("<int:pk>/gates/", progress.gates, name="gates"),
    path("<int:pk>/groups/", groups.groups, name="groups"),
    path("<int:pk>/groups/export/", groups.export_groups, name="export_groups"),
    path("<int:pk>/groups/new/", groups.set_up_group, name="set_up_group"),
    path("<int:pk>/pairings/", groups.pairings, name="pairings"),
    path("<int:pk>/pairings/export/", groups.export_pairings, name="export_pairings"),
    path("<int:pk>/pairings/new/", groups.pair, name="pair"),
    path("<int:pk>/children/", groups.children, name="children"),
    path("<int:pk>/report-up/", groups.report_up, name="report_up"),
    path("groups/", groups.newest_groups, name="newest_groups"),
    path("groups/<int:pk>/", groups.seat, name="seat"),
    path("members/<int:pk>/unseat/", groups.unseat, name="unseat"),
    path("pairings/<int:pk>/unpair/", groups.unpair, name="unpair"),
    path("reports/<int:pk>/receive/", groups.receive_report, name="receive_report"),
    path("tasks/<int:pk>/finish/", groups.finish_task, name="finish_task"),
    path("documents/<int:pk>/", campaigns.document, name="document"),
    path("participations/<int:pk>/withdraw/", campaigns.withdraw, name="withdraw"),
    path("phases/<int:pk>/advance/", campaigns.advance, name="advance"),
    path("phases/<int:pk>/add-task/", campaigns.add_task, name="add_task"),
    path("tasks/<int:pk>/reschedule/", campaigns.reschedule, name="reschedule"),
    path("tasks/<int:pk>/urge/", progress.urge, name="urge"),
    path("tasks/<int:pk>/complete/<int:unit>/", progress.complete, name="complete"),
    path("tasks/<int:pk>/undo/<int:unit>/", progress.undo, name="undo"),
]
