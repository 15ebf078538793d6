"""Addresses of the journal."""

from django.urls import path

from journal import views

app_name = "journal"
urlpatterns = [
    path("", views.index, name="index"),
    path("verify-chain/", views.verify_chain, name="verify_chain"),
]
