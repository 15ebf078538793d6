"""From the unit's signature to the filing number, or back with reasons."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate, now

import campaigns.rules as campaigns
import journal.rules as journal
import notices.rules as notices
from common.dictionaries import dictionary
from common.refusal import Conflict, Refused
from issues import policy
from issues.models import Issue, IssueList, Remark, Review
from issues.rules.counting import step_all
from issues.rules.permits import grant_permit
from issues.rules.saying import answering
from issues.words import Level, Rectify, ReturnReason, Verdict
from roster.models import User

REQUIRED = {
    "text": "存在问题",
    "example": "具体事例",
    "cause": "原因分析",
    "owner": "责任人",
}


@dataclass(frozen=True)
class Gap:
    """One thing that is still missing before a list can be submitted."""

    issue_id: int | None
    field: str
    text: str


def missing(issue_list: IssueList) -> list[Gap]:
    """还差什么: what must be filled in before submission, line by line."""
    rows = list(issue_list.issues.standing().prefetch_related("measures").order_by("seq", "pk"))
    if not rows:
        return [Gap(None, "", "清单里还没有问题。")]
    numbered = enumerate((row for row in rows if row.is_editable), 1)
    return [gap for place, row in numbered for gap in _gaps(place, row)]


def _gaps(place: int, issue: Issue) -> list[Gap]:
    empty = [name for name in REQUIRED if not getattr(issue, name).strip()]
    gaps = [Gap(issue.pk, name, f"第{place}条没有写{REQUIRED[name]}。") for name in empty]
    if issue.category_id is None and not issue.category_raw:
        gaps.append(Gap(issue.pk, "category", f"第{place}条没有选问题类别。"))
    if not issue.measures.all():
        gaps.append(Gap(issue.pk, "measures", f"第{place}条没有写整改措施。"))
    if issue.rectify != Rectify.STANDING and not issue.has_due and not issue.due_words:
        gaps.append(Gap(issue.pk, "due_on", f"第{place}条没有写完成时限。"))
    return gaps


def content(issue_list: IssueList) -> list[dict[str, Any]]:
    """Return exactly what the list says now, in a fixed order, for snapshots and digests.

    The date of an issue that is already in the ledger is left out: an extension granted meanwhile
    does not change what was found.
    """
    rows = issue_list.issues.standing().prefetch_related("measures").order_by("seq", "pk")
    return [
        {
            "id": row.pk,
            "number": row.number,
            "category": row.category_id or row.category_raw,
            "text": row.text,
            "example": row.example,
            "source": row.source,
            "nature": row.nature,
            "cause": row.cause,
            "target": row.target,
            "measures": [measure.text for measure in row.measures.all()],
            "rectify": row.rectify,
            "due_on": "" if row.approved_at else row.due_on.isoformat(),
            "due_words": row.due_words,
            "leader": row.leader,
            "owner": row.owner,
        }
        for row in rows
    ]


def digest(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the SHA-256 (hex) of a list's content."""
    written = json.dumps(list(rows), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()


def seal(issue_list: IssueList) -> str:
    """内容摘要: the digest of everything a permit answers for, the self-examination included."""
    written = issue_list.self_examination
    return digest([*content(issue_list), *([{"self_examination": written}] if written else [])])


@transaction.atomic
def submit(issue_list: IssueList, *, by: User | None) -> Review:
    """报送: the head signs the list and sends it to the office; nothing may be missing."""
    policy.require_list(by, issue_list, "submit")
    gaps = missing(issue_list)
    if gaps:
        more = f" 等共{len(gaps)}处" if len(gaps) > 3 else ""
        raise Refused("还不能报送：" + "".join(gap.text for gap in gaps[:3]) + more)
    rows = content(issue_list)
    issue_list.move(
        IssueList.Status.SUBMITTED,
        submitted_at=now(),
        submitted_by=by,
        round=issue_list.round + 1,
        return_due_on=None,
    )
    for start in (Issue.Status.DRAFT, Issue.Status.RETURNED):
        step_all(issue_list, start, Issue.Status.SUBMITTED)
    review = Review.objects.create(
        issue_list=issue_list,
        round=issue_list.round,
        snapshot=rows,
        content_digest=seal(issue_list),
        submitted_at=issue_list.submitted_at or now(),
    )
    journal.write(issue_list, "报送", by=by, round=issue_list.round, issues=len(rows))
    return review


def assign(issue_list: IssueList, *, reviewer: User, by: User) -> None:
    """分派: one named person reviews the list."""
    policy.require_list(by, issue_list, "assign")
    policy.require_list(reviewer, issue_list, "approve")
    IssueList.objects.filter(pk=issue_list.pk).update(reviewer=reviewer)
    journal.write(issue_list, "分派审核", by=by, note=reviewer.name)


@transaction.atomic
def approve(issue_list: IssueList, *, by: User, text: str = "") -> str:
    """审核通过: file the list under a number; its issues enter the ledger, the unit's gate opens.

    Returns the filing number. The permit is bound to the digest of the content that was judged.
    """
    policy.require_list(by, issue_list, "approve")
    _refuse_other_reviewer(issue_list, by)
    review = _waiting_review(issue_list)
    if seal(issue_list) != review.content_digest:
        raise Refused("清单内容与报送时不一致，请退回单位重新报送。")
    number = _filing_number(issue_list)
    issue_list.move(
        IssueList.Status.APPROVED,
        approved_at=now(),
        reviewer=by,
        filing_number=number,
        content_digest=review.content_digest,
    )
    step_all(issue_list, Issue.Status.SUBMITTED, Issue.Status.RECTIFYING, approved_at=now())
    _answer(review, Verdict.PASSED, by=by, text=text)
    grant_permit(issue_list, number, by=by)
    journal.write(issue_list, "审核通过", by=by, note=text, number=number)
    _tell_unit(issue_list, f"{issue_list}已审核通过，备案号{number}。", "approved")
    return number


def _refuse_other_reviewer(issue_list: IssueList, by: User) -> None:
    """One named person answers for a list until it is handed over."""
    named = issue_list.reviewer
    if named is not None and named != by:
        raise Refused(f"这份清单由{named.name}审核；需要换人的请先点“分派审核员”移交。")


def _filing_number(issue_list: IssueList) -> str:
    level = {Level.TEAM: "班", Level.UNIT: "单", Level.PERSON: "个"}[Level(issue_list.level)]
    return f"{issue_list.campaign.year}{level}{issue_list.pk:05d}-{issue_list.round}"


def _waiting_review(issue_list: IssueList) -> Review:
    review = issue_list.reviews.filter(verdict=Verdict.WAITING).first()
    if review is None:
        raise Conflict("这份清单没有待审核的报送，可能刚刚已由他人审核，请刷新页面查看。")
    return review


def _answer(review: Review, verdict: str, *, by: User, text: str, **fields: Any) -> None:
    fields = {"verdict": verdict, "by": by, "text": text, "answered_at": now(), **fields}
    Review.objects.filter(pk=review.pk).update(**fields)


@transaction.atomic
def send_back(
    issue_list: IssueList,
    *,
    by: User,
    reasons: Sequence[str] = (),
    text: str = "",
    remarks: Mapping[int, tuple[Sequence[str], str]] | None = None,
) -> None:
    """退回修改: say why, per list and per issue, and by when it must come back.

    `remarks` maps an issue's pk to (coded reasons, words). At least one reason is needed.
    """
    policy.require_list(by, issue_list, "send_back")
    notes = {pk: note for pk, note in (remarks or {}).items() if note[0] or note[1].strip()}
    if not reasons and not notes:
        raise Refused("请至少选择一条退回原因，让单位知道怎么改。")
    _refuse_unknown(reasons, *(note[0] for note in notes.values()))
    if set(notes) - set(issue_list.issues.values_list("pk", flat=True)):
        raise Refused("有一条意见说的不是这份清单里的问题，请刷新页面后重试。")
    _refuse_other_reviewer(issue_list, by)
    review = _waiting_review(issue_list)
    days = dictionary("issues", "deadlines")["deadline_rules"]["review_by_office"]
    due = campaigns.calendar().add(localdate(), days["resubmit_workdays"])
    issue_list.move(IssueList.Status.RETURNED, return_due_on=due, reviewer=by)
    step_all(issue_list, Issue.Status.SUBMITTED, Issue.Status.RETURNED)
    _answer(review, Verdict.REFUSED, by=by, text=text, reasons=list(reasons))
    Remark.objects.bulk_create(
        Remark(review=review, issue_id=pk, reasons=list(codes), text=words)
        for pk, (codes, words) in notes.items()
    )
    journal.write(issue_list, "退回修改", by=by, note=text, reasons=list(reasons))
    _tell_unit(issue_list, f"{issue_list}被退回修改，请于{due}前重新报送。", "returned")


def _refuse_unknown(*groups: Sequence[str]) -> None:
    known = set(ReturnReason.values)
    for code in (code for group in groups for code in group):
        if code not in known:
            raise Refused(f"没有“{code}”这条退回原因，请刷新页面后重新选择。")


@transaction.atomic
def amend(issue_list: IssueList, *, by: User, reason: str) -> None:
    """重新打开清单: reopen a filed list for additions; the permit for the old one is void."""
    policy.require_list(by, issue_list, "amend")
    if not reason.strip():
        raise Refused("请写明修改的原因。")
    issue_list.move(IssueList.Status.DRAFT, version=F("version") + 1)
    issue_list.refresh_from_db()
    if issue_list.level != Level.PERSON:
        reason_shut = "清单备案后又有修改，须重新审核"
        campaigns.shut_gate(issue_list.campaign, issue_list.unit, reason=reason_shut, by=by)
    journal.write(issue_list, "重新打开清单", by=by, note=reason)


def _tell_unit(issue_list: IssueList, text: str, what: str) -> None:
    notices.tell(
        answering(issue_list.unit_id, issue_list.cadre_id),
        key=f"list-{issue_list.pk}-{issue_list.round}-{what}",
        text=text,
        kind="list",
        url=issue_list.get_absolute_url(),
    )
