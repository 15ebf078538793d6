"""Phrases of one counted round: ballots, who is first, who is last, who moved."""

from evaluations.models import Round, Standing
from reports.drafts.phrases import Numbers, Words, joined
from reports.drafts.said import Piece, Pieces, Said, strung
from reports.figures import round_code

MOST = 3

RANKING_NAMES = frozenset(
    {
        "评议",
        "评议名称",
        "评议各方",
        "参评单位",
        "排名类数",
        "发出票数",
        "收回票数",
        "有效票数",
        "各类第一名",
        "靠后单位",
        "位次变化",
    }
)
"""What a paper about a round may say besides; a test holds it to ranking_phrases."""


def ranking_phrases(round_: Round, numbers: Numbers) -> list[Said]:
    """What can be said of one counted round."""
    rows = list(Standing.objects.filter(round=round_).select_related("unit", "cohort").in_order())
    shown = [row for row in rows if row.cohort.is_published]
    sides = joined([side.name for side in round_.sides.order_by("pk")])
    return [
        Said.phrase(
            "r_name", "评议", "评议名称", [round_.name.replace("（", "").replace("）", "")]
        ),
        Said.phrase("r_title", "评议名称", "评议名称全称", [round_.name]),
        Said.phrase("r_sides", "评议各方", "参加评议的各方", [sides]),
        *(_counted(numbers, round_, part, label) for part, label in COUNTED),
        Said.phrase("r_first", "各类第一名", "各类名次第一的单位", _firsts(shown)),
        Said.phrase("r_tail", "靠后单位", "按办法确定的末位单位", _tails(shown)),
        Said.phrase("r_moves", "位次变化", "与上一次公布的评议相比", _moves(shown, round_)),
    ]


COUNTED = (
    ("units", "参评单位"),
    ("cohorts", "排名类数"),
    ("issued", "发出票数"),
    ("returned", "收回票数"),
    ("valid", "有效票数"),
)


def _counted(numbers: Numbers, round_: Round, part: str, label: str) -> Said:
    """A number of this round under the short name that papers use."""
    value = numbers[round_code(round_, part)]
    figure = value.figure
    pieces = (Piece(value.text, figure.code),)
    return Said(f"r_{part}", label, figure.definition, value.text, figure.unit, pieces)


def _names(rows: list[Standing], before: bool = False) -> Pieces:
    """The units, each with the way to the page that explains its place."""
    names = [
        (Piece(f"{row.cohort.name if before else ''}{row.unit.short}", row.get_absolute_url()),)
        for row in rows
    ]
    return strung(names, "、")


def _firsts(rows: list[Standing]) -> Words:
    first = [row for row in rows if row.rank == 1]
    return ["各类第一名为：", *_names(first, before=True)] if first else ["各类排名见附件"]


def _tails(rows: list[Standing]) -> Words:
    tail = [row for row in rows if row.is_tail]
    if not tail:
        return ["个别单位服务对象评得分偏低，须对照意见建议逐条整改"]
    return [*_names(tail), "在本类中靠后，须对照群众意见逐条整改"]


def round_before(round_: Round) -> Round | None:
    """The round of this campaign that was shown before this one."""
    rounds = Round.objects.filter(campaign=round_.campaign, status__in=Round.SHOWN)
    return rounds.filter(tallied_at__lt=round_.tallied_at).order_by("-tallied_at").first()


def earlier_ranks(round_: Round) -> dict[tuple[str, int], int]:
    """Places in the round that was shown before this one: (cohort code, unit) -> rank."""
    before = round_before(round_)
    if before is None:
        return {}
    rows = Standing.objects.filter(round=before, cohort__is_published=True).exclude(rank=None)
    found = rows.values_list("cohort__code", "unit", "rank")
    return {(code, unit): rank for code, unit, rank in found if rank is not None}


def _moves(rows: list[Standing], round_: Round) -> Words:
    before = earlier_ranks(round_)
    if not before:
        return []
    steps = []
    for row in rows:
        old = before.get((row.cohort.code, row.unit_id))
        if old is not None and row.rank is not None:
            steps.append((old - row.rank, row.unit.short))
    same: Words = ["各单位位次与上次相同"]
    return moves_of(steps, "位次", "ranks") or same


def moves_of(steps: list[tuple[int, str]], noun: str, page: str) -> Words:
    """Who rose and fell most; every step leads to the page that sets both places side by side."""
    up = [(name, f"升{step}位") for step, name in sorted(steps, reverse=True)[:MOST] if step > 0]
    down = [(name, f"降{-step}位") for step, name in sorted(steps)[:MOST] if step < 0]
    parts: Words = []
    for lead, moved in ((f"{noun}上升较多的是", up), ("下降较多的是", down)):
        named = [(Piece(f"{name}（"), Piece(step, f"~{page}"), Piece("）")) for name, step in moved]
        if named:
            parts += ["，"] if parts else []
            parts += [lead, *strung(named, "、")]
    return parts
