"""Addresses of what people said."""

from django.urls import path

from outreach import views

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
    path("tickets/", views.tickets, name="tickets"),
    path("tickets/export/", views.export_tickets, name="export_tickets"),
]
