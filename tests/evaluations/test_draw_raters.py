from hashlib import sha256

import pytest

import evaluations.rules as rules
from common.refusal import Refused
from evaluations.models import Draw, Rater
from evaluations.rules.drawing import drawn
from evaluations.rules.raters import Named

SEED = {
    "seed": "2026102 03 08 11 19 25 30 07",
    "seed_note": "福彩双色球2026102期",
    "witness": "赵正",
}


@pytest.fixture
def recipients(round_):
    return round_.sides.get(code="SERV")


@pytest.fixture
def pool(round_, recipients, unit, other_unit, office):
    rows = [
        Named(recipients, f"{group}{at}", [unit, other_unit], group=group, is_candidate=True)
        for group, size in (("企业", 12), ("村居", 8))
        for at in range(1, size + 1)
    ]
    rules.name_raters(round_, rows, by=office)
    return round_


@pytest.fixture
def announced(pool, recipients, office):
    quotas = {"企业": 4, "村居": 3}
    return rules.announce_draw(pool, recipients, strata="group", quotas=quotas, by=office)


def names(round_, state):
    return sorted(round_.raters.filter(state=state).values_list("name", flat=True))


def test_the_same_seed_names_the_same_people(announced, office):
    rules.draw_raters(announced, **SEED, by=office)
    first = names(announced.round, Rater.State.DRAWN)
    assert len(first) == 7
    rules.void_draw(announced, reason="演练", by=office)
    again = rules.announce_draw(
        announced.round, announced.side, strata="group", quotas=announced.quotas, by=office
    )
    assert again.pool_digest == announced.pool_digest
    rules.draw_raters(again, **SEED, by=office)
    assert names(announced.round, Rater.State.DRAWN) == first


def test_anybody_can_work_the_draw_out_by_hand(announced, office):
    rules.draw_raters(announced, **SEED, by=office)
    lots = sorted(
        (sha256(f"{SEED['seed']}:{row['number']}".encode()).hexdigest(), row["name"])
        for row in announced.pool
        if row["stratum"] == "企业"
    )
    mine = [name for name in names(announced.round, "drawn") if name.startswith("企业")]
    assert mine == sorted(name for _, name in lots[:4])


def test_another_seed_names_others():
    pool = [(number, "群众") for number in range(1, 201)]
    one, other = (set(drawn(seed, pool, {"群众": 20})["群众"]) for seed in ("1", "2"))
    assert len(one) == len(other) == 20 and one != other


def test_every_candidate_has_a_fair_chance():
    pool = [(number, "群众") for number in range(1, 11)]
    hits = dict.fromkeys(range(1, 11), 0)
    for seed in range(2000):
        for number in drawn(str(seed), pool, {"群众": 3})["群众"]:
            hits[number] += 1
    assert all(500 < count < 700 for count in hits.values())


def test_only_the_drawn_get_codes(announced, recipients, office):
    rules.draw_raters(announced, **SEED, by=office)
    round_ = announced.round
    rules.freeze(round_, by=office)
    letters = rules.hand_out_to_raters(round_, recipients, by=office)
    assert sorted(letter.rater.name for letter in letters) == names(round_, "drawn")


def test_the_pool_stands_before_the_seed_is_known(announced, office):
    with pytest.raises(Refused, match="在已公布的备选名单里，不能删除"):
        rules.drop_rater(announced.round.raters.first(), by=office)
    with pytest.raises(Refused, match="已经公布过备选名单"):
        rules.announce_draw(
            announced.round, announced.side, strata="group", quotas={"企业": 1}, by=office
        )
    with pytest.raises(Refused, match="种子来源"):
        rules.draw_raters(announced, seed="1", seed_note="", witness="赵正", by=office)


def test_a_quota_larger_than_its_pool_is_refused(pool, recipients, office):
    with pytest.raises(Refused, match="“村居”备选只有8人，名额不能是9"):
        rules.announce_draw(pool, recipients, strata="group", quotas={"村居": 9}, by=office)


def test_a_draw_happens_once(announced, office):
    rules.draw_raters(announced, **SEED, by=office)
    with pytest.raises(Refused, match="不能改为"):
        rules.draw_raters(announced, **SEED, by=office)


def test_a_stranger_draws_nothing(announced, pool, recipients, stranger):
    for act in (
        lambda: rules.announce_draw(
            pool, recipients, strata="group", quotas={"企业": 1}, by=stranger
        ),
        lambda: rules.draw_raters(announced, **SEED, by=stranger),
        lambda: rules.void_draw(announced, reason="x", by=stranger),
    ):
        with pytest.raises(Refused, match="没有办理此项评议工作的权限"):
            act()


def test_the_certificate_tells_how_to_check_it(pool, recipients, office, sign_in):
    client = sign_in(office)
    page = client.get(f"/rounds/{pool.pk}/sides/{recipients.pk}/announce/").content.decode()
    assert "企业（备选12人）" in page
    client.post(f"/rounds/{pool.pk}/sides/{recipients.pk}/announce/", {"quota-0": 4, "quota-1": 3})
    draw = Draw.objects.get()
    client.post(draw.get_absolute_url(), SEED)
    page = client.get(draw.get_absolute_url()).content.decode()
    assert SEED["seed"] in page and "SHA-256" in page
    assert page.count(">抽中<") == 7
    client.post(f"{draw.get_absolute_url()}void/", {"reason": "名单有误"})
    draw.refresh_from_db()
    assert draw.status == "void"
