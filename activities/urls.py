"""Addresses of the register."""

from django.urls import path

from activities.views import institutions, kinds, register, study

app_name = "activities"
urlpatterns = [
    path("", register.index, name="index"),
    path("export/", register.export, name="export"),
    path("hold/", register.choose, name="choose"),
    path("hold/<slug:code>/", register.hold, name="hold"),
    path("<int:pk>/", register.activity, name="activity"),
    path("<int:pk>/correct/", register.correct, name="correct"),
    path("<int:pk>/results/", study.record_results, name="record_results"),
    path("<int:pk>/score-sheet/", study.score_sheet, name="score_sheet"),
    path("study/", study.requirements, name="requirements"),
    path("study/new/", study.require_study, name="require_study"),
    path("study/<int:pk>/", study.requirement, name="requirement"),
    path("study/<int:pk>/export/", study.export_requirement, name="export_requirement"),
    path("leaders/", kinds.leaders, name="leaders"),
    path("leaders/export/", kinds.export_leaders, name="export_leaders"),
    path("kinds/", kinds.kinds, name="kinds"),
    path("kinds/new/", kinds.keep_kind, name="add_kind"),
    path("kinds/<int:pk>/", kinds.keep_kind, name="keep_kind"),
    path("institutions/", institutions.institutions, name="institutions"),
    path("institutions/export/", institutions.export_institutions, name="export_institutions"),
    path("institutions/register/", institutions.register_institution, name="register_institution"),
    path("institutions/<int:pk>/", institutions.institution, name="institution"),
    path("institutions/<int:pk>/check/", institutions.check_effect, name="check_effect"),
]
