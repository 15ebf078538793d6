"""Addresses of the register."""

from django.urls import path

from activities import views

app_name = "activities"
urlpatterns = [
    path("", views.index, name="index"),
    path("export/", views.export, name="export"),
    path("hold/", views.hold, name="hold"),
    path("<int:pk>/correct/", views.correct, name="correct"),
    path("institutions/register/", views.register_institution, name="register_institution"),
]
