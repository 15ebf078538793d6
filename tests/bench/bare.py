"""The yardstick of casting: a view that reads a form and inserts one row, nothing else."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from evaluations.models import Ballot, Round


def insert(request: HttpRequest) -> HttpResponse:
    """One row under a fresh id; the round that was made last is looked up once."""
    round_id, side_id = home()
    Ballot.objects.bulk_create([Ballot(round_id=round_id, side_id=side_id, body="{}")])
    answer = "ok" + " " * len(request.POST)
    return HttpResponse(answer, headers={"Content-Length": str(len(answer))})


HOME: list[tuple[int, int]] = []


def home() -> tuple[int, int]:
    if not HOME:
        round_ = Round.objects.latest("pk")
        HOME.append((round_.pk, round_.sides.earliest("pk").pk))
    return HOME[0]


urlpatterns = [path("b/cast/", insert)]
