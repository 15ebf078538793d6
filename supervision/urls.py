"""Addresses of supervision."""

from django.urls import path

from supervision import views

app_name = "supervision"
urlpatterns = [
    path("", views.inspections, name="inspections"),
    path("export/", views.export_inspections, name="export_inspections"),
    path("orders/export/", views.export_orders, name="export_orders"),
    path("cards/export/", views.export_cards, name="export_cards"),
    path("inspect/", views.inspect, name="inspect"),
    path("inspections/<int:pk>/release/", views.release, name="release"),
    path("findings/<int:pk>/raise/", views.raise_issue, name="raise_issue"),
    path("orders/", views.orders, name="orders"),
    path("orders/send/", views.send_order, name="send_order"),
    path("orders/<int:pk>/acknowledge/", views.acknowledge, name="acknowledge"),
    path("orders/<int:pk>/receipt/", views.receipt, name="receipt"),
    path("orders/<int:pk>/answer/", views.answer_order, name="answer_order"),
    path("cards/", views.cards, name="cards"),
    path("cards/propose/", views.propose_card, name="propose_card"),
    path("cards/<int:pk>/sign/", views.sign_card, name="sign_card"),
    path("cards/<int:pk>/refuse/", views.refuse_card, name="refuse_card"),
    path("cards/<int:pk>/lift/", views.lift_card, name="lift_card"),
]
