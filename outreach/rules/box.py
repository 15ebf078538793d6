"""The public box: take a letter in, hand it to a unit, answer it, hear whether that was enough."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.timezone import localdate, now

import campaigns.rules as campaigns
import journal.rules as journal
import notices.rules as notices
from campaigns.models import Campaign
from common.attached import kept
from common.refusal import Conflict, Refused
from common.sealing import seal
from common.wording import tidy
from outreach import policy
from outreach.models import Attachment, Letter, Opinion
from outreach.rules.hearing import record_opinion
from outreach.rules.knocks import EVERYBODY, knock
from outreach.rules.questions import settle_question
from roster.models import Unit, User
from roster.readings import without_personal_data
from roster.words import Work

SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
MOST_FILES, LONGEST = 3, 2000
OF_ONE_PLACE, OF_ALL, LOOKS = 30, 600, 60
REPLY_WORKDAYS, MOST_RETURNS = 7, 3
JUDGED = "这封信还没有答复或已经评价过，现在不能评价。"
Status = Letter.Status


def send_letter(
    *,
    text: str,
    token: str,
    sum_said: str,
    place: str,
    about_unit: str = "",
    contact: str = "",
    files: Sequence[UploadedFile[Any]] = (),
) -> str:
    """投信: keep a stranger's letter word for word; return the query code, which is told once."""
    knock("letter", place, OF_ONE_PLACE)
    knock("letter", EVERYBODY, OF_ALL)
    question = settle_question(token, sum_said)
    campaign = Campaign.objects.newest()
    if campaign is None:
        raise Refused("意见箱还没有开放，可拨打12345反映。")
    if not tidy(text):
        raise Refused("请写下您要反映的情况。")
    if len(text) > LONGEST:
        raise Refused(f"内容请控制在{LONGEST}字以内，现在有{len(text)}字。")
    if len(files) > MOST_FILES:
        raise Refused(f"附件最多{MOST_FILES}个，请减少后再提交。")
    named = [kept(file) for file in files]
    return _keep(campaign, question, text, tidy(about_unit)[:60], tidy(contact)[:100], named)


@transaction.atomic
def _keep(
    campaign: Campaign,
    question: str,
    text: str,
    about_unit: str,
    contact: str,
    named: Sequence[tuple[str, bytes]],
) -> str:
    if Letter.objects.filter(question=question).exists():
        raise Refused("这封信已经收到，请不要重复提交。")
    code = "".join(secrets.choice(SIGNS) for _ in range(12))
    row = Letter.objects.create(
        campaign=campaign,
        question=question,
        text=text.replace("\0", ""),
        about_unit=about_unit,
        contact_sealed=seal(contact, settings.FIELD_KEY) if contact else "",
        code_digest=_digest(code),
    )
    for place, (ending, content) in enumerate(named, 1):
        held = Attachment(letter=row, name=f"附件{place}{ending}")
        held.file.save(f"{secrets.token_hex(16)}{ending}", ContentFile(content))
    journal.write(row, "收到网上来信", by=None)
    office = User.objects.filter(duties__work=Work.OFFICE).distinct()
    said = "意见箱今天有新的来信，请分办。"
    notices.tell(office, key=f"letters-{localdate()}", text=said, url="/outreach/letters/")
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


def look_up(code: str, *, place: str) -> Letter:
    """查询: the letter of this code; guessing is slowed down and tells nothing."""
    knock("look", place, LOOKS)
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    row = Letter.objects.filter(code_digest=_digest(plain)).first()
    if row is None:
        raise Refused("没有找到这个查询码，请核对后再试。")
    return row


def _digest(code: str) -> str:
    secret = f"letter {settings.CODE_PEPPER}".encode()
    return hmac.new(secret, code.encode(), hashlib.sha256).hexdigest()


@transaction.atomic
def assign(row: Letter, *, by: User, unit: Unit) -> None:
    """交办来信: the unit answers within its workdays; the text also stands among the opinions."""
    policy.require_office(by)
    opinion = record_opinion(
        row.campaign,
        unit,
        channel=Opinion.Channel.BOX,
        text=without_personal_data(row.text),
        received_on=localdate(row.received_at),
        by=by,
    )
    due = campaigns.calendar().add(localdate(), REPLY_WORKDAYS)
    row.move(Status.ASSIGNED, unit=unit, opinion=opinion, due_on=due)
    journal.write(row, "交办来信", by=by, note=str(unit))
    _tell_unit(row, f"办公室交办一封网上来信，请于{due}前拟好答复。")


@transaction.atomic
def set_aside(row: Letter, *, by: User, reason: str) -> None:
    """不予受理: never without a reason, which the writer reads with the query code."""
    policy.require_office(by)
    if not tidy(reason):
        raise Refused("请写明不予受理的理由，来信人凭查询码可以看到。")
    row.move(Status.SET_ASIDE, reply=tidy(reason), answered_by=by, answered_at=now())
    journal.write(row, "不予受理", by=by, note=tidy(reason))


@transaction.atomic
def reply(row: Letter, *, by: User, text: str) -> None:
    """拟答复: the unit writes; nobody outside reads it before the office has approved."""
    policy.require(by, "reply", row.unit)
    if not tidy(text):
        raise Refused("请写明答复内容。")
    row.move(Status.DRAFTED, reply=tidy(text), replied_by=by)
    journal.write(row, "拟答复", by=by)


@transaction.atomic
def return_reply(row: Letter, *, by: User, reason: str) -> None:
    """退回答复: back to the unit, with what is missing."""
    policy.require_office(by)
    if not tidy(reason):
        raise Refused("请写明退回的原因。")
    row.move(Status.ASSIGNED)
    journal.write(row, "退回答复", by=by, note=tidy(reason))
    _tell_unit(row, f"来信答复被退回：{tidy(reason)[:100]}")


@transaction.atomic
def answer(row: Letter, *, by: User) -> None:
    """审定答复: somebody other than its writer lets the reply out."""
    policy.require_office(by)
    if row.replied_by_id == by.pk:
        raise Refused("拟答复和审定答复须由两个人办理。")
    row.move(Status.ANSWERED, answered_by=by, answered_at=now(), is_satisfied=None)
    journal.write(row, "审定答复", by=by)


@transaction.atomic
def judge_reply(row: Letter, *, is_satisfied: bool, complaint: str = "") -> None:
    """评价答复: satisfied ends it; not satisfied hands the letter to the unit again."""
    if row.status != Status.ANSWERED or row.is_satisfied is not None:
        raise Refused(JUDGED)
    if is_satisfied:
        answered = Letter.objects.filter(pk=row.pk, status=Status.ANSWERED, is_satisfied=None)
        if not answered.update(is_satisfied=True):
            raise Conflict(JUDGED)
        row.refresh_from_db()
        journal.write(row, "来信人满意", by=None)
        return
    if row.returns >= MOST_RETURNS:
        raise Refused("这封信已多次重办，办公室会另行与您联系，也可拨打12345。")
    due = campaigns.calendar().add(localdate(), REPLY_WORKDAYS)
    said = "\n".join(filter(None, [row.complaint, complaint.replace("\0", "")[:LONGEST]]))
    row.move(Status.ASSIGNED, complaint=said, returns=row.returns + 1, due_on=due)
    journal.write(row, "来信人不满意，重新办理", by=None)
    _tell_unit(row, f"来信人对答复不满意，请于{due}前重新办理并答复。")


def _tell_unit(row: Letter, text: str) -> None:
    duties = [Work.CLERK, Work.HEAD]
    people = User.objects.filter(duties__unit=row.unit, duties__work__in=duties).distinct()
    key = f"letter-{row.pk}-{row.returns}-{now():%m%d%H%M}"
    notices.tell(people, key=key, text=text, kind="letter", url=f"/outreach/letters/{row.pk}/")
