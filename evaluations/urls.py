"""Addresses of evaluations: rounds for those who signed in, /b/ for whoever holds a code."""

from django.urls import path, re_path

from evaluations.views import (
    ballots,
    codes,
    draws,
    entries,
    raters,
    registers,
    results,
    rounds,
    whatif,
)

STEP_NAMES = "|".join(rounds.STEPS)

app_name = "evaluations"
urlpatterns = [
    path("rounds/", rounds.index, name="rounds"),
    path("rounds/new/", rounds.draft, name="draft"),
    path("rounds/<int:pk>/", rounds.show, name="round"),
    path("rounds/<int:pk>/cohorts/<int:cohort>/configure/", rounds.configure, name="configure"),
    path("rounds/<int:pk>/void/", rounds.void, name="void"),
    path("rounds/<int:pk>/hand-out/", codes.hand_out, name="hand_out"),
    path("rounds/<int:pk>/sides/<int:side>/enter/", entries.enter, name="enter"),
    path("rounds/<int:pk>/sides/<int:side>/form/", entries.form, name="form"),
    path("rounds/<int:pk>/sides/<int:side>/void-unused/", codes.void_unused, name="void_unused"),
    path("rounds/<int:pk>/verify/", registers.verify, name="verify"),
    path("rounds/<int:pk>/sign/", registers.sign, name="sign"),
    path("rounds/<int:pk>/standings/record/", results.record, name="record"),
    path("rounds/<int:pk>/standings/<int:unit>/feedback/", results.feedback, name="feedback"),
    path("rounds/<int:pk>/raters/", raters.index, name="raters"),
    path("rounds/<int:pk>/raters/export/", raters.export, name="export_raters"),
    path("rounds/<int:pk>/raters/template/", raters.template, name="rater_template"),
    path("rounds/<int:pk>/raters/new/", raters.name_rater, name="name_rater"),
    path("rounds/<int:pk>/raters/import/", raters.upload, name="upload_raters"),
    path("rounds/<int:pk>/raters/confirm/", raters.confirm, name="confirm_raters"),
    path("rounds/<int:pk>/raters/lay/<int:side>/", raters.lay, name="lay_raters"),
    path("rounds/<int:pk>/raters/<int:rater>/drop/", raters.drop, name="drop_rater"),
    path("rounds/<int:pk>/letters/", codes.letters, name="letters"),
    path("rounds/<int:pk>/sides/<int:side>/announce/", draws.announce, name="announce_draw"),
    path("rounds/<int:pk>/draws/<int:draw>/", draws.show, name="draw"),
    path("rounds/<int:pk>/draws/<int:draw>/void/", draws.void, name="void_draw"),
    path("rounds/<int:pk>/register/", registers.register, name="register"),
    path("rounds/<int:pk>/upload/", entries.upload, name="upload"),
    path("rounds/<int:pk>/adjust/", entries.adjust, name="adjust"),
    path("adjustments/<int:pk>/approve/", entries.approve_adjustment, name="approve_adjustment"),
    path("rounds/<int:pk>/standings/", results.standings, name="standings"),
    path("rounds/<int:pk>/standings/export/", results.export, name="export"),
    path("rounds/<int:pk>/standings/summary/", results.summary, name="summary"),
    path("rounds/<int:pk>/standings/odd/", results.odd, name="odd"),
    path("rounds/<int:pk>/standings/reference/", whatif.reference, name="reference"),
    path("rounds/<int:pk>/standings/what-if/", whatif.whatif, name="whatif"),
    path("rounds/<int:pk>/standings/<int:unit>/", results.explain, name="explain"),
    path("rounds/<int:pk>/standings/<int:unit>/appeal/", results.appeal, name="appeal"),
    path("rounds/<int:pk>/standings/<int:unit>/answer/", results.answer, name="answer"),
    re_path(rf"^rounds/(?P<pk>\d+)/(?P<verb>{STEP_NAMES})/$", rounds.step, name="step"),
    path("schemes/", rounds.schemes, name="schemes"),
    path("b/", ballots.door, name="ballot"),
    path("b/paper/", ballots.paper, name="paper"),
    path("b/cast/", ballots.cast, name="cast"),
    path("b/limits/", ballots.limits, name="limits"),
    path("b/receipts/<int:pk>/", ballots.receipts, name="receipts"),
    re_path(
        r"^b/receipts/(?P<pk>\d+)/(?P<on>\d{4}-\d\d-\d\d)/$", ballots.day, name="receipts_of_day"
    ),
    path("b/check/<int:pk>/", ballots.check, name="check"),
]
