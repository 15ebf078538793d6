"""Addresses of what people said."""

from django.urls import path

from outreach.views import hearing as views
from outreach.views import letters

app_name = "outreach"
urlpatterns = [
    path("visits/", views.visits, name="visits"),
    path("visits/export/", views.export_visits, name="export_visits"),
    path("visits/record/", views.record_visit, name="record_visit"),
    path("visits/<int:pk>/settle/", views.settle, name="settle"),
    path("visits/<int:pk>/adopt/", views.adopt_visit, name="adopt_visit"),
    path("opinions/", views.opinions, name="opinions"),
    path("opinions/export/", views.export_opinions, name="export_opinions"),
    path("opinions/record/", views.record_opinion, name="record_opinion"),
    path("opinions/<int:pk>/adopt/", views.adopt, name="adopt"),
    path("opinions/<int:pk>/decline/", views.decline, name="decline"),
    path("letters/", letters.letters, name="letters"),
    path("letters/export/", letters.export_letters, name="export_letters"),
    path("letters/<int:pk>/", letters.letter, name="letter"),
    path("letters/<int:pk>/assign/", letters.assign, name="assign"),
    path("letters/<int:pk>/set-aside/", letters.set_aside, name="set_aside"),
    path("letters/<int:pk>/reply/", letters.reply, name="reply"),
    path("letters/<int:pk>/return/", letters.return_reply, name="return_reply"),
    path("letters/<int:pk>/answer/", letters.answer, name="answer"),
    path("attachments/<int:pk>/", letters.attachment, name="attachment"),
    path("tickets/", views.tickets, name="tickets"),
    path("tickets/export/", views.export_tickets, name="export_tickets"),
]
