"""Addresses of lists, reviews and the ledger."""

from django.urls import path

from issues.views import board, checks, desk, issue, ledger, lists, long_term

app_name = "issues"
urlpatterns = [
    path("lists/", lists.index, name="lists"),
    path("lists/open/", lists.open_list, name="open_list"),
    path("lists/own/", lists.own_list, name="own_list"),
    path("lists/<int:pk>/", lists.issue_list, name="issue_list"),
    path("lists/<int:pk>/export/", lists.export_list, name="export_list"),
    path("lists/<int:pk>/save/", lists.save, name="save"),
    path("lists/<int:pk>/add/", lists.add, name="add"),
    path("lists/<int:pk>/submit/", lists.submit, name="submit"),
    path("lists/<int:pk>/amend/", lists.amend, name="amend"),
    path("reviews/", desk.queue, name="reviews"),
    path("reviews/<int:pk>/", desk.review, name="review"),
    path("reviews/<int:pk>/assign/", desk.assign, name="assign"),
    path("reviews/<int:pk>/approve/", desk.approve, name="approve"),
    path("checks/", checks.checks, name="checks"),
    path("checks/<slug:code>/", checks.check, name="check"),
    path("board/", board.board, name="board"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/export/", ledger.export_ledger, name="export_ledger"),
    path("<int:pk>/", issue.issue, name="issue"),
    path("<int:pk>/closure-paper/", issue.closure_paper, name="closure_paper"),
    path("<int:pk>/edit/", lists.edit, name="edit"),
    path("<int:pk>/remove/", lists.remove, name="remove"),
    path("<int:pk>/progress/", issue.report_progress, name="report_progress"),
    path("<int:pk>/extend/", issue.extend, name="extend"),
    path("<int:pk>/long-term/", long_term.ask_long_term, name="ask_long_term"),
    path("<int:pk>/request-closure/", issue.request_closure, name="request_closure"),
    path("<int:pk>/verify/", issue.verify, name="verify"),
    path("<int:pk>/reject/", issue.reject_closure, name="reject_closure"),
    path("<int:pk>/close/", issue.close, name="close"),
    path("<int:pk>/reopen/", issue.reopen, name="reopen"),
    path("<int:pk>/publish/", board.ask_publication, name="ask_publication"),
    path("<int:pk>/claim/", issue.claim, name="claim"),
    path("<int:pk>/cancel/", issue.cancel, name="cancel"),
    path("measures/<int:pk>/complete/", issue.complete_measure, name="complete_measure"),
    path("extensions/<int:pk>/answer/", issue.answer_extension, name="answer_extension"),
    path("long-terms/<int:pk>/answer/", long_term.answer_long_term, name="answer_long_term"),
    path("publications/<int:pk>/answer/", board.answer_publication, name="answer_publication"),
    path(
        "publications/<int:pk>/withdraw/",
        board.withdraw_publication,
        name="withdraw_publication",
    ),
    path("look-backs/<int:pk>/", issue.look_back, name="look_back"),
]
