"""Who rates whom in the round that is prepared: peers by cohort, recipients from a drawn pool."""

from random import Random

import evaluations.rules as rules
from evaluations.models import Round
from evaluations.rules.raters import Named
from roster.models import Unit, User

POOL = {"企业": 18, "村居": 12, "两代表一委员": 10, "群众": 20}
PLACES = {"企业": 8, "村居": 6, "两代表一委员": 4, "群众": 8}
FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜"
GIVEN = ("建国", "秀英", "志强", "丽华", "海涛", "晓燕", "永康", "桂兰", "文博", "春梅")


def make_raters(round_: Round, dice: Random, *, office: User) -> None:
    """Peers and superiors by rule, recipients as a pool of which some are drawn."""
    for code in ("UP", "PEER"):
        rules.lay_raters(round_, round_.sides.get(code=code), by=office)
    side = round_.sides.get(code="SERV")
    units = list(Unit.objects.filter(cohorts__round=round_).in_official_order())
    rows = [
        Named(
            side,
            dice.choice(FAMILY) + dice.choice(GIVEN),
            sorted(dice.sample(units, 4), key=lambda unit: unit.order),
            title=f"{group}代表",
            group=group,
            contact=f"138{dice.randint(10_000_000, 99_999_999)}",
            is_candidate=True,
        )
        for group, size in POOL.items()
        for _ in range(size)
    ]
    rules.name_raters(round_, rows, by=office)
    draw = rules.announce_draw(round_, side, strata="group", quotas=PLACES, by=office)
    rules.draw_raters(
        draw,
        seed="2026132 04 09 13 18 22 31 06",
        seed_note="福彩双色球第2026132期开奖号码，公布名单次日开出",
        witness="督导组赵正",
        by=office,
    )
