"""Addresses of what people said."""

from django.urls import path

from outreach.views import hearing as views
from outreach.views import letters, visits
from outreach.views import tickets as hotline

app_name = "outreach"
urlpatterns = [
    path("visits/", visits.visits, name="visits"),
    path("visits/export/", visits.export_visits, name="export_visits"),
    path("visits/record/", visits.record_visit, name="record_visit"),
    path("visits/coverage/", visits.cover, name="coverage"),
    path("visits/coverage/missed/", visits.export_missed, name="export_missed"),
    path("visits/teams/form/", visits.form_team, name="form_team"),
    path("visits/targets/list/", visits.list_targets, name="list_targets"),
    path("visits/<int:pk>/", visits.visit, name="visit"),
    path("visits/<int:pk>/settle/", visits.settle, name="settle"),
    path("visits/<int:pk>/tell/", visits.tell_back, name="tell_back"),
    path("visits/<int:pk>/call/", visits.call_back, name="call_back"),
    path("visits/<int:pk>/adopt/", visits.adopt_visit, name="adopt_visit"),
    path("opinions/", views.opinions, name="opinions"),
    path("opinions/export/", views.export_opinions, name="export_opinions"),
    path("opinions/record/", views.record_opinion, name="record_opinion"),
    path("opinions/<int:pk>/", views.opinion, name="opinion"),
    path("opinions/<int:pk>/adopt/", views.adopt, name="adopt"),
    path("opinions/<int:pk>/decline/", views.decline, name="decline"),
    path("opinions/<int:pk>/merge/", views.merge_opinion, name="merge_opinion"),
    path("opinions/<int:pk>/sort/", views.sort_opinion, name="sort_opinion"),
    path("opinions/<int:pk>/answer/", views.answer_opinion, name="answer_opinion"),
    path("opinions/<int:pk>/again/", views.take_up_again, name="take_up_again"),
    path("letters/", letters.letters, name="letters"),
    path("letters/export/", letters.export_letters, name="export_letters"),
    path("letters/<int:pk>/", letters.letter, name="letter"),
    path("letters/<int:pk>/assign/", letters.assign, name="assign"),
    path("letters/<int:pk>/set-aside/", letters.set_aside, name="set_aside"),
    path("letters/<int:pk>/reply/", letters.reply, name="reply"),
    path("letters/<int:pk>/return/", letters.return_reply, name="return_reply"),
    path("letters/<int:pk>/answer/", letters.answer, name="answer"),
    path("attachments/<int:pk>/", letters.attachment, name="attachment"),
    path("tickets/", hotline.tickets, name="tickets"),
    path("tickets/export/", hotline.export_tickets, name="export_tickets"),
    path("tickets/strays/", hotline.strays, name="strays"),
    path("tickets/strays/<int:pk>/place/", hotline.place_ticket, name="place_ticket"),
    path("tickets/rates/", hotline.hotline, name="hotline"),
    path("tickets/rates/export/", hotline.export_hotline, name="export_hotline"),
    path("tickets/<int:pk>/", hotline.ticket, name="ticket"),
    path("tickets/<int:pk>/rule/", hotline.rule_ticket, name="rule_ticket"),
    path("tickets/<int:pk>/adopt/", hotline.adopt_ticket, name="adopt_ticket"),
]
