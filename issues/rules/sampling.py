"""Reading reviews a second time: a draw that can be repeated, and a second opinion."""

from django.db import transaction
from django.utils.timezone import now

import journal.rules as journal
from campaigns.models import Campaign
from common.lots import drawn
from common.refusal import Refused
from common.wording import tidy
from issues import policy
from issues.models import Review, SecondLook
from issues.words import Verdict
from roster.models import User

MOST = 200


@transaction.atomic
def draw_second_looks(campaign: Campaign, *, by: User, count: int, seed: str) -> list[SecondLook]:
    """抽查: draw answered reviews for a second reader; the seed is kept with each."""
    if not by.is_office:
        raise Refused("抽查复审由领导小组办公室抽取。")
    seed = tidy(seed)[:40]
    if not seed:
        raise Refused("请写明抽取种子（例如会议日期或公开摇出的号码），凭它可以重抽验证。")
    if not 1 <= count <= MOST:
        raise Refused(f"一次只能抽取1到{MOST}份，请改份数。")
    answered = Review.objects.filter(issue_list__campaign=campaign).exclude(verdict=Verdict.WAITING)
    pool = answered.filter(second_look=None).values_list("pk", flat=True)
    chosen = sorted(drawn(seed, pool, count))
    rows = SecondLook.objects.bulk_create(
        SecondLook(review_id=pk, seed=seed, drawn_by=by) for pk in chosen
    )
    if not rows:
        raise Refused("已审核的清单都抽查过了，没有可以再抽的。")
    note = f"种子{seed}，抽取{len(rows)}份"
    journal.write(campaign, "抽查复审", by=by, note=note)
    return rows


@transaction.atomic
def look_again(row: SecondLook, *, by: User, verdict: str, text: str = "") -> SecondLook:
    """复审: give the second opinion; never by whoever gave the first."""
    policy.require_list(by, row.review.issue_list, "look_again")
    if row.review.by_id == by.pk:
        raise Refused("这份清单是您审核的，须由另一名审核员复审。")
    if verdict not in {Verdict.PASSED, Verdict.REFUSED}:
        raise Refused("请选择通过或不通过。")
    words = tidy(text)
    if verdict != row.review.verdict and not words:
        raise Refused("与原审核结论不一致，请写明理由。")
    fields = {"verdict": verdict, "text": words, "by": by, "answered_at": now()}
    if not SecondLook.objects.filter(pk=row.pk, verdict=Verdict.WAITING).update(**fields):
        raise Refused("这份清单已经由他人复审。")
    row.refresh_from_db()
    journal.write(row.review.issue_list, "复审", by=by, note=f"{row.get_verdict_display()} {words}")
    return row
