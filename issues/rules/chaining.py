"""The self-examination of a list and the chain that signs it: head, team, middle."""

from dataclasses import dataclass

from django.db import transaction

import journal.rules as journal
from common.refusal import Refused
from common.wording import tidy
from issues import policy
from issues.models import IssueList, Signature
from issues.models.issue_list import CHAIN
from issues.rules.drafting import require_open
from issues.rules.reviewing import seal
from roster.models import Cadre, User
from roster.words import PostLevel

LONGEST_EXAMINATION = 20_000
WORDS = {
    PostLevel.HEAD: "一把手对班子负责",
    PostLevel.DEPUTY: "班子成员对分管负责",
    PostLevel.MIDDLE: "中层对本科室负责",
}


@transaction.atomic
def examine(issue_list: IssueList, *, by: User, text: str) -> None:
    """写对照检查材料: keep the self-examination that belongs to the list (000-32)."""
    policy.require_list(by, issue_list, "examine")
    require_open(issue_list)
    kept = tidy(text)
    if len(kept) > LONGEST_EXAMINATION:
        raise Refused(f"对照检查材料超过{LONGEST_EXAMINATION}字，请精简后再保存。")
    IssueList.objects.filter(pk=issue_list.pk).update(self_examination=kept)
    journal.write(issue_list, "写对照检查材料", by=by, note=f"共{len(kept)}字")


@dataclass(frozen=True)
class Link:
    """One person of the chain: signed as the list reads now, signed an earlier wording, or not."""

    cadre: Cadre
    signature: Signature | None
    is_current: bool


@dataclass(frozen=True)
class Stage:
    """One step of the chain and its people."""

    level: str
    title: str
    links: list[Link]

    @property
    def owing(self) -> list[str]:
        """Who has not signed what the list says now."""
        return [link.cadre.name for link in self.links if not link.is_current]


def chain(issue_list: IssueList) -> list[Stage]:
    """责任链: the unit's leaders by step, each with the signature on record (000-29)."""
    if issue_list.cadre_id is not None:
        return []
    now_reads = seal(issue_list)
    signed = {row.cadre_id: row for row in issue_list.signatures.select_related("by")}
    people = Cadre.objects.serving().of(issue_list.unit).filter(level__in=CHAIN).by_post()
    links = [_link(cadre, signed.get(cadre.pk), now_reads) for cadre in people]
    stages = [
        Stage(level, WORDS[level], [link for link in links if link.cadre.level == level])
        for level in CHAIN
    ]
    return [stage for stage in stages if stage.links]


def _link(cadre: Cadre, signature: Signature | None, now_reads: str) -> Link:
    return Link(cadre, signature, bool(signature and signature.content_digest == now_reads))


@transaction.atomic
def sign(issue_list: IssueList, *, by: User, cadre: Cadre) -> Signature:
    """签字: a leader answers for the list; earlier steps of the chain sign first (000-29).

    The unit's clerk or head may put down a signature given on paper; it is marked as such.
    """
    policy.require_list(by, issue_list, "sign")
    _refuse_signer(issue_list, by, cadre)
    IssueList.objects.select_for_update().get(pk=issue_list.pk)
    for stage in chain(issue_list):
        if stage.level == cadre.level:
            break
        if stage.owing:
            raise Refused(
                f"责任链按“一把手→班子成员→中层”依次签字，{_few(stage.owing)}还没有签，"
                f"请等上一级签完后{cadre}再签。"
            )
    row, is_new = Signature.objects.get_or_create(
        issue_list=issue_list,
        cadre=cadre,
        content_digest=seal(issue_list),
        defaults={"by": by, "is_paper": by.cadre_id != cadre.pk},
    )
    if not is_new:
        raise Refused(f"{cadre}已经签过，清单此后没有改动，不用再签。")
    journal.write(issue_list, "责任链签字", by=by, note=str(cadre))
    return row


def _refuse_signer(issue_list: IssueList, by: User, cadre: Cadre) -> None:
    if issue_list.cadre_id is not None:
        raise Refused("个人清单由本人报送，不走责任链签字。")
    if not issue_list.issues.standing().exists():
        raise Refused("清单里还没有问题，写好以后再签字。")
    is_of_chain = cadre.unit_id == issue_list.unit_id and cadre.level in CHAIN
    if not is_of_chain or cadre.left_on:
        raise Refused(f"{cadre}不在这份清单的责任链上，由本单位在任的一把手、班子成员和中层签字。")
    is_own_hand = by.cadre_id == cadre.pk
    if not is_own_hand and not {"edit"} & policy.list_verbs(by, issue_list):
        raise Refused("只能签自己的名字；纸面签字请由单位联络员代录。")


def _few(names: list[str]) -> str:
    return "、".join(names[:3]) + (f"等{len(names)}人" if len(names) > 3 else "")
