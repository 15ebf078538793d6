"""Pages of cards: who would get one, the proposal, the signature and what follows."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from campaigns.http import (
    Register,
    answered,
    exported,
    listed,
    newest_campaign,
    pressed,
    recorded,
)
from common.dictionaries import dictionary
from common.pages import WORD, done, download, need
from roster.http import Request
from roster.words import Work
from supervision import policy, rules
from supervision.figures import candidates
from supervision.forms import (
    AnswerForm,
    AppealAnswerForm,
    CardForm,
    RungForm,
    TalkForm,
    WeighForm,
    WordsForm,
)
from supervision.models import Card, Rung
from supervision.papers import card_notice
from supervision.views.looking import PAGE, looks, their_units

CARDS = "/supervision/cards/"

CARD_REGISTER = Register(
    "亮牌",
    Card,
    "-proposed_at",
    "reason",
    (
        ("单位", lambda row: row.unit.name),
        ("等级", lambda row: row.rung.name),
        ("事由", lambda row: row.reason),
        ("签发人", lambda row: row.signed_by.name if row.signed_by else ""),
        ("签发时间", lambda row: row.signed_at),
        ("文号", lambda row: row.number),
        ("书面说明", lambda row: row.reply),
        ("说明逾期", lambda row: "是" if row.is_late else ""),
        ("约谈", lambda row: row.talk),
        ("申诉", lambda row: row.appeal),
        ("复核意见", lambda row: row.appeal_answer),
        ("状态", lambda row: row.get_status_display()),
        ("意见", lambda row: row.answer),
    ),
    ("unit", "rung", "proposed_by", "signed_by"),
)


def cards(request: Request) -> HttpResponse:
    """亮牌: proposals for those who sign, signed ones for the unit."""
    return listed(request, CARD_REGISTER, "supervision/cards.html", may_look=looks(request.user))


def export_cards(request: Request) -> HttpResponse:
    """The same cards as a workbook."""
    return exported(request, CARD_REGISTER)


def _one(request: Request, pk: int) -> Card:
    rows = Card.objects.visible_to(request.user).select_related(
        "unit", "rung", "issue", "campaign", "proposed_by", "signed_by", "replied_by"
    )
    return get_object_or_404(rows, pk=pk)


def card(request: Request, pk: int) -> HttpResponse:
    """One card from the proposal to its end."""
    row = _one(request, pk)
    return render(
        request,
        "supervision/card.html",
        {"row": row, "can": policy.granted(request.user, row.unit)},
    )


def foresee(request: Request) -> HttpResponse:
    """今天谁会被亮牌: counted, never issued."""
    if not request.user.works_as(Work.OFFICE, Work.INSPECTOR, Work.LEADER):
        raise Http404
    found = candidates(newest_campaign(request.user), localdate())
    return render(
        request,
        "supervision/foresee.html",
        {"rows": found, "may_look": looks(request.user), "today": localdate()},
    )


def ladder(request: Request) -> HttpResponse:
    """亮牌阶梯: names, colours, triggers and consequences, and how other places do it."""
    newest_campaign(request.user)
    presets = dictionary("supervision", "ladders")["card_rules"]["presets"]
    facts = {"rungs": Rung.objects.all(), "presets": presets, "is_office": request.user.is_office}
    return render(request, "supervision/ladder.html", facts)


def edit_rung(request: Request, pk: int) -> HttpResponse:
    """Change one rung."""
    if not request.user.is_office:
        raise Http404
    rung = get_object_or_404(Rung, pk=pk)
    names = list(RungForm.base_fields)
    form = RungForm(request.POST or None, initial={n: getattr(rung, n) for n in names})
    if done(form, rules.edit_rung, rung, by=request.user):
        return redirect("supervision:ladder")
    facts = {"form": form, "back": "/supervision/ladder/", "title": f"修改{rung}"}
    return render(request, PAGE, facts)


def propose_card(request: Request) -> HttpResponse:
    """Propose a card."""
    given = {name: request.GET.get(name, "") for name in ("unit", "rung", "reason")}
    form = CardForm(request.POST or None, units=their_units(request), initial=given)
    return recorded(request, form, rules.propose_card, page=PAGE, back=CARDS, title="建议亮牌")


def notice(request: Request, pk: int) -> HttpResponse:
    """The notice as a Word document; there is none before the signature."""
    row = _one(request, pk)
    if row.signed_at is None:
        raise Http404
    return download(card_notice(row), f"{row.rung}通知书{row.number}.docx", WORD)


@require_POST
def sign_card(request: Request, pk: int) -> HttpResponse:
    """Sign a card."""
    return pressed(request, rules.sign_card, _one(request, pk), back=f"{CARDS}{pk}/")


def _deed(
    request: Request, pk: int, verb: Callable[..., Any], form: forms.Form, title: str
) -> HttpResponse:
    row = _one(request, pk)
    facts = {"page": PAGE, "back": f"{CARDS}{pk}/", "title": title}
    return answered(request, form, verb, row, **facts)


def _needed(request: Request, pk: int, verb: str) -> None:
    need(policy.granted(request.user, _one(request, pk).unit), verb)


def refuse_card(request: Request, pk: int) -> HttpResponse:
    """Turn a proposal down."""
    return _deed(request, pk, rules.refuse_card, AnswerForm(request.POST or None), "不予亮牌")


def lift_card(request: Request, pk: int) -> HttpResponse:
    """Lift a card."""
    return _deed(request, pk, rules.lift_card, AnswerForm(request.POST or None), "解除亮牌")


def reply_card(request: Request, pk: int) -> HttpResponse:
    """Explain oneself."""
    _needed(request, pk, "reply_card")
    return _deed(request, pk, rules.reply_card, WordsForm(request.POST or None), "书面说明")


def hold_talk(request: Request, pk: int) -> HttpResponse:
    """Note the talk."""
    _needed(request, pk, "hold_talk")
    return _deed(request, pk, rules.hold_talk, TalkForm(request.POST or None), "登记约谈")


def appeal_card(request: Request, pk: int) -> HttpResponse:
    """Object."""
    _needed(request, pk, "appeal_card")
    return _deed(request, pk, rules.appeal_card, WordsForm(request.POST or None), "申诉")


def answer_appeal(request: Request, pk: int) -> HttpResponse:
    """Answer the objection."""
    _needed(request, pk, "sign_card")
    form = AppealAnswerForm(request.POST or None)
    return _deed(request, pk, rules.answer_appeal, form, "复核申诉")


def weigh_card(request: Request, pk: int) -> HttpResponse:
    """Enter the card among the adjustments of a round."""
    if not request.user.is_office:
        raise Http404
    form = WeighForm(request.POST or None, campaign=newest_campaign(request.user))
    return _deed(request, pk, rules.weigh_card, form, "计入评议")
