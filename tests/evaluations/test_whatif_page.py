from fractions import Fraction

import pytest

from evaluations.models import Standing
from evaluations.scoring.whatif import Scored, retold

ROWS = [
    Scored("A", {"UP": Fraction(90), "SERV": Fraction(80)}),
    Scored("B", {"UP": Fraction(80), "SERV": Fraction(90)}),
]


def ranks(weights):
    return {row.code: row.rank for row in retold(ROWS, weights)}


def test_the_heavier_side_decides():
    assert ranks({"UP": Fraction(30), "SERV": Fraction(70)}) == {"A": 2, "B": 1}
    assert ranks({"UP": Fraction(70), "SERV": Fraction(30)}) == {"A": 1, "B": 2}


def test_leaving_a_side_out_and_nudging_show_how_firm_a_place_is():
    first, _ = retold(ROWS, {"UP": Fraction(50), "SERV": Fraction(50)})
    assert (first.best, first.worst) == (1, 2)
    assert first.without == {"UP": 2, "SERV": 1}


def test_without_any_weight_nothing_is_ranked():
    assert ranks({"UP": Fraction(0), "SERV": Fraction(0)}) == {"A": None, "B": None}


def test_the_page_stores_nothing(sign_in, office, tallied):
    before = list(Standing.objects.values_list("rank", "score"))
    address = f"/rounds/{tallied.pk}/standings/what-if/"
    page = sign_in(office).get(address, {"w-UP": "0", "w-SERV": "100", "w-PEER": "0"})
    assert page.status_code == 200
    assert list(Standing.objects.values_list("rank", "score")) == before


@pytest.mark.parametrize("person", ["clerk", "stranger"])
def test_units_do_not_play_with_weights(sign_in, request, published, person):
    client = sign_in(request.getfixturevalue(person))
    assert client.get(f"/rounds/{published.pk}/standings/what-if/").status_code == 404
