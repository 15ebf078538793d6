"""Rounds: the list, a new one, its page, and the steps it takes."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from campaigns.models import Campaign
from common.pages import done, page
from common.refusal import Refused
from evaluations import policy, rules
from evaluations.forms import ConfigureForm, DraftForm, ReasonForm
from evaluations.models import Invitation, Round, Scheme, Signature
from journal.models import Entry
from roster.http import Request


class Step(NamedTuple):
    """One final verb of a round: what it does, what is said before and after."""

    verb: Callable[..., Any]
    title: str
    consequence: str
    said: str
    needs_day: bool = False


STEPS: dict[str, Step] = {
    "rehearse": Step(
        rules.rehearse,
        "试运行",
        "可以发码、扫码、试投；试运行的码和票在“清除试运行”时全部删除。",
        "已进入试运行。",
    ),
    "wipe": Step(
        rules.wipe,
        "清除试运行",
        "试运行期间的测评码、选票和录入全部删除，评议回到筹备状态。",
        "试运行内容已清除。",
    ),
    "freeze": Step(
        rules.freeze,
        "冻结办法",
        "评议办法、权重、规则、分类和参评单位从此固定；如需更改只能作废后另建。",
        "已冻结，可以发放测评码。",
    ),
    "open": Step(
        rules.open,
        "开始评议",
        "测评码从现在起可以投票，并且不能再补发；结束前任何人看不到结果。",
        "评议已开始。",
    ),
    "end": Step(
        rules.end,
        "结束评议",
        "所有测评码立即失效，之后不能再投票。",
        "评议已结束，请两人共同封存。",
    ),
    "seal": Step(
        rules.seal,
        "封存选票",
        "须办公室和监票人先后各确认一次。第二人确认后，选票换号、按内容重排，"
        "原有编号全部销毁，随后自动计票。",
        "已确认。",
    ),
    "rank": Step(rules.rank, "重新排名", "按已批准的加减分重新计算得分和名次。", "已重新排名。"),
    "approve": Step(
        rules.approve, "审定结果", "审定后得分、名次和等次不再变动。", "结果已审定，可以公示。"
    ),
    "publish": Step(
        rules.publish,
        "公示结果",
        "各单位将看到公布的名次和本单位得分，并可在5个工作日内申请复核。",
        "已公示，并已通知各单位。",
        needs_day=True,
    ),
    "finish": Step(
        rules.finish, "定案", "公示期满且复核全部答复后定案。", "评议已定案。", needs_day=True
    ),
}


def index(request: Request) -> HttpResponse:
    """评议轮次: newest first."""
    rows = Round.objects.visible_to(request.user).select_related("campaign", "scheme")
    screen = page(rows, ["-pk"], request.GET.get("after", ""))
    context = {"page": screen, "can": policy.granted(request.user)}
    return render(request, "evaluations/rounds.html", context)


def draft(request: Request) -> HttpResponse:
    """新建评议: name and scheme; sides and cohorts follow."""
    if "draft" not in policy.granted(request.user):
        raise Http404
    campaign = Campaign.objects.meant_by(request.user)
    form = DraftForm(request.POST or None)
    if campaign and form.is_bound and form.is_valid():
        round_ = rules.draft(campaign, by=request.user, **form.cleaned_data)
        messages.success(request, "评议已建立，请核对分类和评议方。")
        return redirect(round_)
    context = {"form": form, "running": campaign, "schemes": Scheme.objects.offered()}
    return render(request, "evaluations/draft.html", context)


def show(request: Request, pk: int) -> HttpResponse:
    """一次评议: where it stands, progress as totals only, what may be done next."""
    round_ = get_object_or_404(_visible(request), pk=pk)
    if not request.user.sees_all_units:
        return redirect("evaluations:standings", pk=pk)
    context = {
        "round": round_,
        "can": policy.possible(request.user, round_),
        "sides": progress(round_),
        "cohorts": round_.cohorts.annotate(size=Count("units")).select_related("scheme"),
        "adjustments": round_.adjustments.select_related("unit", "entered_by", "approved_by"),
        "advice": _advice(round_),
        **_account(round_),
        "steps": STEPS,
        "entries": Entry.objects.about(round_)[:30],
    }
    return render(request, "evaluations/round.html", context)


def _account(round_: Round) -> dict[str, Any]:
    """The ballots accounted for and who signed, once there is a count."""
    if not round_.is_counted:
        return {}
    return {
        "accounts": rules.accounts(round_),
        "signed": list(Signature.objects.under(round_)),
        "needed": rules.supervisors_needed(round_),
    }


def _visible(request: Request) -> Any:
    return Round.objects.visible_to(request.user).select_related("campaign", "scheme")


def _advice(round_: Round) -> list[str]:
    try:
        return rules.advice(round_)
    except Refused as refusal:
        return [str(refusal)]


def progress(round_: Round) -> list[dict[str, Any]]:
    """Codes handed out and returned by side; a number below the minimum is not shown."""
    spent = Q(invitations__state=Invitation.State.SPENT)
    alive = ~Q(invitations__state=Invitation.State.VOID)
    sides = round_.sides.annotate(
        issued=Count("invitations", filter=alive, distinct=True),
        returned=Count("invitations", filter=spent, distinct=True),
        entered=Count("tallies", filter=~Q(tallies__source="codes"), distinct=True),
    )
    return [
        {
            "side": side,
            "issued": side.issued,
            "entered": side.entered,
            "returned": side.returned if side.returned >= round_.show_min else None,
            "few": 0 < side.returned < round_.show_min,
        }
        for side in sides
    ]


def step(request: Request, pk: int, verb: str) -> HttpResponse:
    """One step of the round: what will happen, then one button."""
    round_ = get_object_or_404(_visible(request), pk=pk)
    taken = STEPS[verb]
    if verb not in policy.granted(request.user):
        raise Http404
    form = forms.Form(request.POST or None)
    if request.method == "POST":
        form = forms.Form(request.POST)
        more = {"today": localdate()} if taken.needs_day else {}
        if done(form, taken.verb, round_, by=request.user, **more):
            messages.success(request, taken.said)
            return redirect(round_)
    context = {"round": round_, "form": form, "step": taken, "back": round_.get_absolute_url()}
    return render(request, "evaluations/step.html", context)


def void(request: Request, pk: int) -> HttpResponse:
    """作废: with a reason."""
    round_ = get_object_or_404(_visible(request), pk=pk)
    if "void" not in policy.granted(request.user):
        raise Http404
    form = ReasonForm(request.POST or None)
    if done(form, rules.void, round_, by=request.user):
        messages.success(request, "评议已作废。")
        return redirect(round_)
    taken = Step(rules.void, "作废评议", "作废后本次评议不再有结果，且不能恢复。", "")
    context = {"round": round_, "form": form, "step": taken, "back": round_.get_absolute_url()}
    return render(request, "evaluations/step.html", context)


def configure(request: Request, pk: int, cohort: int) -> HttpResponse:
    """调整分类: members, ranking, own scheme."""
    round_ = get_object_or_404(_visible(request), pk=pk)
    row = get_object_or_404(round_.cohorts, pk=cohort)
    if "configure" not in policy.granted(request.user):
        raise Http404
    form = ConfigureForm(request.POST or None, cohort=row)
    if done(form, rules.configure, round_, row, by=request.user):
        messages.success(request, "分类已保存。")
        return redirect(round_)
    return render(
        request, "evaluations/configure.html", {"round": round_, "cohort": row, "form": form}
    )
