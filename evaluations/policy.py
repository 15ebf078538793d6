"""Who may run a round, witness it, decide on it, appeal against it."""

from common.refusal import Refused
from evaluations.models import Round
from roster.models import Unit, User
from roster.words import Work

RUNNING = frozenset(
    {
        "draft",
        "configure",
        "keep_windows",
        "handle_rating",
        "name_raters",
        "draw_raters",
        "rehearse",
        "wipe",
        "freeze",
        "hand_out",
        "open",
        "enter",
        "end",
        "seal",
        "sign_tally",
        "adjust",
        "rank",
        "publish",
        "answer",
        "finish",
        "void",
        "designate",
        "commend",
        "note_use",
        "keep_gain",
        "report_round",
    }
)
NEXT: dict[str, frozenset[str]] = {
    Round.Status.DRAFT: frozenset(
        {"configure", "name_raters", "draw_raters", "rehearse", "freeze"}
    ),
    Round.Status.REHEARSING: frozenset({"hand_out", "wipe"}),
    Round.Status.FROZEN: frozenset(
        {"name_raters", "draw_raters", "hand_out", "open", "enter", "void"}
    ),
    Round.Status.OPEN: frozenset({"enter", "end", "void"}),
    Round.Status.ENDED: frozenset({"enter", "seal", "adjust", "approve_adjustment", "void"}),
    Round.Status.SEALED: frozenset({"adjust", "approve_adjustment"}),
    Round.Status.TALLIED: frozenset(
        {"adjust", "approve_adjustment", "rank", "sign_tally", "approve", "void"}
    ),
    Round.Status.APPROVED: frozenset({"sign_tally", "publish"}),
    Round.Status.PUBLISHED: frozenset({"appeal", "answer", "finish"}),
    Round.Status.FINAL: frozenset(),
    Round.Status.VOID: frozenset(),
}


def granted(user: User, unit: Unit | None = None) -> frozenset[str]:
    """The evaluation verbs this person may use, whatever the status of the round."""
    verbs: set[str] = set()
    if user.is_office:
        verbs |= RUNNING | {"approve_adjustment"}
    if user.works_as(Work.INSPECTOR):
        verbs |= {"seal", "sign_tally"}
    if user.is_leader:
        verbs |= {"approve", "approve_adjustment", "decide_designation", "decide_commendation"}
    if unit is not None and user.works_for(unit.pk, Work.HEAD):
        verbs |= {"appeal"}
    return frozenset(verbs)


def possible(user: User, round_: Round, unit: Unit | None = None) -> frozenset[str]:
    """The verbs to draw buttons for: granted, and fitting the status."""
    return granted(user, unit) & NEXT[round_.status]


def require(user: User | None, verb: str, unit: Unit | None = None) -> None:
    """Raise Refused unless the person may; `None` is the system itself."""
    if user is not None and verb not in granted(user, unit):
        raise Refused("您没有办理此项评议工作的权限，请联系领导小组办公室。")
