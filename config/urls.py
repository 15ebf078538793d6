"""All addresses; each app keeps its own."""

from django.urls import include, path

from config import page
from config.handover.views import handover
from config.manual import views as manual
from config.manual.tour import tour
from config.watch import views
from issues.views.board import public_board
from outreach.views import box

urlpatterns = [
    path("", page.home, name="home"),
    path("health/", views.health, name="health"),
    path("ready/", views.ready, name="ready"),
    path("metrics/", views.metrics, name="metrics"),
    path("jobs/", views.jobs, name="jobs"),
    path("manual/", manual.index, name="manual"),
    path("manual/word/", manual.word, name="manual_word"),
    path("manual/tour/", tour, name="tour"),
    path("manual/<slug:slug>/", manual.chapter, name="manual_chapter"),
    path("handover/", handover, name="handover"),
    path("board/", public_board, name="board"),
    path("box/", box.send_letter, name="box"),
    path("box/look/", box.look_up, name="box_look"),
    path("box/judge/", box.judge_reply, name="box_judge"),
    path("", include("roster.urls")),
    path("campaigns/", include("campaigns.urls")),
    path("reports/", include("reports.urls")),
    path("activities/", include("activities.urls")),
    path("outreach/", include("outreach.urls")),
    path("supervision/", include("supervision.urls")),
    path("issues/", include("issues.urls")),
    path("exchange/", include("config.transfers")),
    path("notices/", include("notices.urls")),
    path("journal/", include("journal.urls")),
    path("", include("evaluations.urls")),
]

handler500 = "config.watch.trouble.trouble"
