"""Addresses of the journal."""

from django.urls import path

from journal import views

app_name = "journal"
urlpatterns = [
    path("", views.index, name="index"),
    path("export/", views.export_entries, name="export_entries"),
    path("checkpoints/export/", views.export_checkpoints, name="export_checkpoints"),
    path("verify-chain/", views.verify_chain, name="verify_chain"),
    path("retention/", views.retention, name="retention"),
    path("retention/<int:pk>/erase/", views.erase, name="erase"),
    path("retention/<int:pk>/hold/", views.hold_erasure, name="hold_erasure"),
    path("retention/<int:pk>/let-go/", views.let_go, name="let_go"),
]
