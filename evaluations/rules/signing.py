"""The record of the count: supervisors put their names under one result."""

from django.db import transaction

import journal.rules as journal
from common.refusal import Conflict, Refused
from common.wording import tidy
from evaluations import policy
from evaluations.models import Round, Signature
from roster.models import User
from roster.words import Work

SUPERVISORS = 3
SIGNED_WHEN = (Round.Status.TALLIED, Round.Status.APPROVED)


@transaction.atomic
def sign_tally(round_: Round, *, by: User, name: str = "", identity: str = "") -> Signature:
    """签计票记录: a supervisor signs for himself; the office enters who has signed on paper.

    A result that is ranked anew has another digest and needs new signatures (001-32).
    """
    policy.require(by, "sign_tally")
    if round_.status not in SIGNED_WHEN:
        raise Refused("只有已计票、未公示的评议可以签计票记录。")
    own = by.works_as(Work.INSPECTOR)
    written = by.name if own else tidy(name)
    if not written:
        raise Refused("请填写在纸质计票记录上签名的监票人姓名。")
    if not own and User.objects.filter(name=written, duties__work=Work.INSPECTOR).exists():
        raise Refused(f"“{written}”有督导账号，请本人登录签名。")
    row, fresh = Signature.objects.get_or_create(
        round=round_,
        result_digest=round_.result_digest,
        name=written,
        defaults={
            "identity": "督导组" if own else tidy(identity),
            "signer": by if own else None,
            "entered_by": by,
        },
    )
    if not fresh:
        raise Conflict(f"“{written}”已经在这份计票记录上签名。")
    journal.write(round_, "签计票记录", by=by, note=str(row), digest=round_.result_digest)
    return row


def supervisors_needed(round_: Round) -> int:
    """How many supervisors the frozen rules ask for."""
    return int(round_.plan.get("rules", {}).get("tally_supervisors_min") or SUPERVISORS)


def require_signatures(round_: Round) -> None:
    """Refuse while too few supervisors stand for the result as it is now."""
    needed, signed = supervisors_needed(round_), Signature.objects.under(round_).count()
    if signed < needed:
        raise Refused(
            f"计票记录须有{needed}名监票人签名，现有{signed}名，还差{needed - signed}名，"
            "请监票人签名后再公示。"
        )
