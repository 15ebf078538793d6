"""Pages of cards: who would get one, proposals, one card with all that followed, the ladder."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from campaigns.http import (
    Register,
    answered,
    exported_rows,
    listed,
    narrowed,
    newest_campaign,
    pressed,
    recorded,
)
from campaigns.models import Campaign
from common.pages import DOCX, did, done, download, need
from evaluations.models import Round
from evaluations.rules.adjusting import OPEN_TO
from journal.models import Entry
from roster.http import Request
from supervision import policy, rules
from supervision.figures import candidates
from supervision.forms.cards import (
    AnswerForm,
    AppealForm,
    AskLiftForm,
    CardForm,
    DecideForm,
    LadderForm,
    RespondForm,
    RungForm,
    TalkForm,
)
from supervision.models import Card, Rung
from supervision.papers import card_notice
from supervision.views.looking import looks, supervises, units_to_look_at

PAGE, CARDS = "supervision/record.html", "/supervision/cards/"
STATES = (("", "全部"), *Card.Status.choices)


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
        ("状态", lambda row: row.get_status_display()),
        ("意见", lambda row: row.answer),
    ),
    ("unit", "rung", "proposed_by", "signed_by"),
    {"unit": ["unit__order", "unit_id"], "rung": ["rung__order"], "day": ["proposed_at"]},
)
AT_CARDS = {"page": PAGE, "back": CARDS, "place": "亮牌"}


def _of_state(request: Request) -> Any:
    _, rows = narrowed(request, CARD_REGISTER)
    state = request.GET.get("state", "")
    return rows.filter(status=state) if state in Card.Status.values else rows


def cards(request: Request) -> HttpResponse:
    """亮牌: proposals for those who sign, signed ones for the unit."""
    return listed(
        request,
        CARD_REGISTER,
        "supervision/cards.html",
        _of_state(request),
        states=STATES,
        state=request.GET.get("state", ""),
        may_look=looks(request.user),
        supervises=supervises(request.user),
        is_office=request.user.is_office,
    )


def export_cards(request: Request) -> HttpResponse:
    """The same cards as a workbook."""
    return exported_rows(request, CARD_REGISTER, _of_state(request))


def would_get(request: Request) -> HttpResponse:
    """试算: who reaches a rung today; nothing is written and nobody is told."""
    if not supervises(request.user):
        raise Http404
    rows = candidates(newest_campaign(request.user), localdate())
    context = {"rows": rows, "today": localdate(), "may_look": looks(request.user)}
    return render(request, "supervision/would_get.html", context)


def propose_card(request: Request) -> HttpResponse:
    """Propose a card, from scratch or from the facts of the trial."""
    units = units_to_look_at(request)
    start = {name: request.GET.get(name, "") for name in ("unit", "rung")}
    if start["unit"].isdecimal():
        found = candidates(newest_campaign(request.user), localdate())
        start["reason"] = next(
            (one.reason for one in found if one.unit.pk == int(start["unit"])), ""
        )
    form = CardForm(request.POST or None, units=units, initial=start)
    hint = "建议须由提出人以外的人签发才生效。"
    return recorded(request, form, rules.propose_card, **AT_CARDS, title="建议亮牌", hint=hint)


def _card(request: Request, pk: int, verb: str = "") -> Card:
    rows = Card.objects.visible_to(request.user)
    row: Card = get_object_or_404(rows.select_related("unit", "rung", "campaign"), pk=pk)
    if verb:
        need(policy.granted(request.user, row.unit), verb)
    return row


def card(request: Request, pk: int) -> HttpResponse:
    """One card: why, who signed, what the unit said, talks, appeal, how it ended."""
    row = _card(request, pk)
    can = policy.granted(request.user, row.unit)
    signing = {"sign_red_card" if row.rung.needs_leader else "sign_card"}
    context = {
        "card": row,
        "talks": row.talks.select_related("by"),
        "facts": _facts(row),
        "may_sign": bool(can & signing),
        "entries": Entry.objects.about(row),
        "rounds": rounds_to_weigh_in(row.campaign) if "weigh" in can else (),
        "can": can,
    }
    return render(request, "supervision/card.html", context)


def _facts(row: Card) -> list[tuple[str, object]]:
    return [
        ("等级", row.rung),
        ("提出", f"{row.proposed_by.name}　{localdate(row.proposed_at)}"),
        ("签发", f"{row.signed_by.name}　{localdate(row.signed_at)}" if row.signed_by else "—"),
        ("说明期限", row.respond_by or "—"),
        ("说明时间", _said(row)),
        ("后果", row.rung.meaning or "—"),
    ]


def _said(row: Card) -> str:
    if row.responded_at is None:
        return "尚未说明" if row.status == Card.Status.SIGNED else "—"
    return f"{localdate(row.responded_at)}{'（迟于期限）' if row.responded_late else ''}"


@require_POST
def sign_card(request: Request, pk: int) -> HttpResponse:
    """Sign a card."""
    row = _card(request, pk)
    said = "亮牌已签发，单位已收到通知。"
    return pressed(request, rules.sign_card, row, back=row.get_absolute_url(), said=said)


def _deed(
    request: Request,
    pk: int,
    verb: str,
    title: str,
    form: Callable[..., forms.Form],
    rule: Callable[..., Any],
    **start: Any,
) -> HttpResponse:
    """One verb on a card with its form."""
    row = _card(request, pk, verb)
    asked = form(request.POST or None, initial=start)
    back = row.get_absolute_url()
    return answered(request, asked, rule, row, page=PAGE, back=back, title=title)


def refuse_card(request: Request, pk: int) -> HttpResponse:
    """Turn a proposal down."""
    return _deed(request, pk, "refuse_card", "不予亮牌", AnswerForm, rules.refuse_card)


def respond(request: Request, pk: int) -> HttpResponse:
    """The unit explains."""
    return _deed(request, pk, "respond", "书面说明", RespondForm, rules.respond)


def record_talk(request: Request, pk: int) -> HttpResponse:
    """Note a talk."""
    day = localdate()
    return _deed(request, pk, "record_talk", "登记约谈", TalkForm, rules.record_talk, talked_on=day)


def ask_lift(request: Request, pk: int) -> HttpResponse:
    """The unit asks for the card to be lifted."""
    return _deed(request, pk, "ask_lift", "申请解除", AskLiftForm, rules.ask_lift)


def appeal(request: Request, pk: int) -> HttpResponse:
    """The unit appeals."""
    return _deed(request, pk, "appeal", "申诉", AppealForm, rules.appeal)


def decide_appeal(request: Request, pk: int) -> HttpResponse:
    """Decide on an appeal."""
    return _deed(request, pk, "decide_appeal", "答复申诉", DecideForm, rules.decide_appeal)


@require_POST
def weigh(request: Request, pk: int, round_pk: int) -> HttpResponse:
    """Enter a card into a round that is being counted."""
    row = _card(request, pk, "weigh")
    round_ = get_object_or_404(rounds_to_weigh_in(row.campaign), pk=round_pk)
    said = "已录入评议加减分，待另一人审批。"
    did(request, said, rules.weigh, row, round_, by=request.user)
    return redirect(row)


def rounds_to_weigh_in(campaign: Campaign) -> QuerySet[Round]:
    """Rounds that still take adjustments."""
    return Round.objects.filter(campaign=campaign, status__in=OPEN_TO)


def lift_card(request: Request, pk: int) -> HttpResponse:
    """Lift a card."""
    return _deed(request, pk, "lift_card", "核实解除", AnswerForm, rules.lift_card)


def notice(request: Request, pk: int) -> HttpResponse:
    """The notice of a signed card, as .docx."""
    row = _card(request, pk)
    if row.signed_at is None:
        raise Http404
    return download(card_notice(row), f"{row.unit.short}{row.rung}通知书.docx", DOCX)


def ladder(request: Request) -> HttpResponse:
    """The ladder as it stands; the office sees others to start from."""
    is_office = request.user.is_office
    if not supervises(request.user) or (request.method == "POST" and not is_office):
        raise Http404
    form = LadderForm(request.POST or None)
    if form.is_bound and form.is_valid():
        preset = form.cleaned_data["preset"]
        did(request, "已套用，原来的等级停用。", rules.load_ladder, preset, by=request.user)
        return redirect("supervision:ladder")
    rungs = Rung.objects.order_by("-is_enabled", "order")
    context = {"rungs": rungs, "form": form, "is_office": is_office}
    return render(request, "supervision/ladder.html", context)


def keep_rung(request: Request, pk: int) -> HttpResponse:
    """Change one rung."""
    if not request.user.is_office:
        raise Http404
    rung = get_object_or_404(Rung, pk=pk)
    names = list(RungForm.base_fields)
    start = {name: getattr(rung, name) for name in names}
    form = RungForm(request.POST or None, initial=start)
    if done(form, rules.keep_rung, rung, by=request.user):
        messages.success(request, "已保存，已经亮出的牌不变。")
        return redirect("supervision:ladder")
    context = {
        "form": form,
        "back": "/supervision/ladder/",
        "place": "亮牌阶梯",
        "title": f"设定{rung}",
    }
    return render(request, PAGE, context)
