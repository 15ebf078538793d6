"""导入导出: bring workbooks in (choose, see every cell, confirm) and find one's files again."""

from django.urls import path

from config.transfers import exporting, learning, views

app_name = "exchange"
urlpatterns = [
    path("", views.transfers, name="transfers"),
    path("import/", views.choose, name="import"),
    path("headings/", learning.headings, name="headings"),
    path("headings/<int:pk>/forget/", learning.forget, name="forget_heading"),
    path("exports/", exporting.exports, name="exports"),
    path("exports/ask/", exporting.ask_export, name="ask_export"),
    path("exports/<int:pk>/decide/", exporting.decide_export, name="decide_export"),
    path("<int:pk>/", views.preview, name="preview"),
    path("<int:pk>/state/", views.state, name="state"),
    path("<int:pk>/confirm/", views.confirm, name="confirm"),
    path("<int:pk>/drop/", views.drop, name="drop"),
    path("<int:pk>/headings/", learning.learn_headings, name="learn_headings"),
    path("<int:pk>/units/", learning.learn_units, name="learn_units"),
    path("<int:pk>/returned/", views.returned, name="returned"),
    path("<int:pk>/download/", views.download, name="download"),
]
