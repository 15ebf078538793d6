"""Addresses of supervision."""

from django.urls import path

from supervision.views import cards
from supervision.views import looking as views

app_name = "supervision"
urlpatterns = [
    path("", views.inspections, name="inspections"),
    path("export/", views.export_inspections, name="export_inspections"),
    path("orders/export/", views.export_orders, name="export_orders"),
    path("cards/export/", cards.export_cards, name="export_cards"),
    path("inspect/", views.inspect, name="inspect"),
    path("inspections/<int:pk>/release/", views.release, name="release"),
    path("findings/<int:pk>/raise/", views.raise_issue, name="raise_issue"),
    path("orders/", views.orders, name="orders"),
    path("orders/send/", views.send_order, name="send_order"),
    path("orders/<int:pk>/acknowledge/", views.acknowledge, name="acknowledge"),
    path("orders/<int:pk>/receipt/", views.receipt, name="receipt"),
    path("orders/<int:pk>/answer/", views.answer_order, name="answer_order"),
    path("cards/", cards.cards, name="cards"),
    path("cards/propose/", cards.propose_card, name="propose_card"),
    path("cards/<int:pk>/sign/", cards.sign_card, name="sign_card"),
    path("cards/<int:pk>/refuse/", cards.refuse_card, name="refuse_card"),
    path("cards/<int:pk>/lift/", cards.lift_card, name="lift_card"),
    path("cards/foresee/", cards.foresee, name="foresee"),
    path("cards/<int:pk>/", cards.card, name="card"),
    path("cards/<int:pk>/notice/", cards.notice, name="notice"),
    path("cards/<int:pk>/reply/", cards.reply_card, name="reply_card"),
    path("cards/<int:pk>/talk/", cards.hold_talk, name="hold_talk"),
    path("cards/<int:pk>/appeal/", cards.appeal_card, name="appeal_card"),
    path("cards/<int:pk>/appeal/answer/", cards.answer_appeal, name="answer_appeal"),
    path("cards/<int:pk>/weigh/", cards.weigh_card, name="weigh_card"),
    path("ladder/", cards.ladder, name="ladder"),
    path("ladder/<int:pk>/", cards.edit_rung, name="edit_rung"),
    path("orders/<int:pk>/escalate/", views.escalate_order, name="escalate_order"),
    path("orders/<int:pk>/word/", views.order_word, name="order_word"),
]
