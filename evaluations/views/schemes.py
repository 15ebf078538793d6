"""评议办法: the library, one scheme with a preview of its ballot, copying and changing."""

from typing import Any

from django.contrib import messages
from django.forms import BaseFormSet, formset_factory
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import get_random_string
from django.views.decorators.http import require_POST

from common.pages import did
from common.refusal import Refused
from evaluations import policy, rules
from evaluations.forms import SchemeForm, SideForm
from evaluations.forms.scheme_data import content_of, initial_of, sides_of
from evaluations.models import Scheme
from evaluations.scoring.scheme import weight_advice
from roster.http import Request

MOST_SIDES = 10
Sides = formset_factory(SideForm, extra=3, can_delete=True, max_num=MOST_SIDES)


def index(request: Request) -> HttpResponse:
    """评议办法: the schemes on offer, with weights in words."""
    _require(request, "draft", "approve")
    rows = [(row, rules.read_plan(row.content)) for row in Scheme.objects.all()]
    return render(request, "evaluations/schemes.html", {"rows": rows})


def show(request: Request, pk: int) -> HttpResponse:
    """One scheme: sides, options, grades, rules, and what its ballot looks like."""
    _require(request, "draft", "approve")
    scheme = get_object_or_404(Scheme, pk=pk)
    plan = rules.read_plan(scheme.content)
    context = {
        "scheme": scheme,
        "plan": plan,
        "typed": initial_of(scheme.content),
        "ties": _ties(plan),
        "advice": [text for rule in plan.schemes if (text := weight_advice(rule))],
        "papers": _papers(plan),
        "can": policy.granted(request.user),
    }
    return render(request, "evaluations/scheme.html", context)


def _ties(plan: Any) -> list[str]:
    """What decides between equals, in the words of the sides."""
    names = {side.code: side.name for rule in plan.schemes for side in rule.sides}
    names["closure_rate"] = "整改销号率"
    return [names.get(code, code) for code in plan.rules.tiebreak]


def _papers(plan: Any) -> list[dict[str, Any]]:
    """One sample ballot for every kind of boxes and items that the sides use."""
    found: dict[Any, dict[str, Any]] = {}
    for rule in plan.schemes:
        for side in rule.sides:
            items = tuple(share.name for share in side.items) or ("",)
            options = rule.options_of(side)
            key = (options.id, items)
            found.setdefault(key, {"options": options, "items": items, "sides": []})
            found[key]["sides"].append(side.name)
    return list(found.values())


def copy(request: Request, pk: int) -> HttpResponse:
    """复制办法: the copy is the office's own and may be changed."""
    scheme = _to_change(request, pk)
    code = f"own_{get_random_string(8, 'abcdefghijkmnpqrstuvwxyz23456789')}"
    return _written(request, scheme, code=code, name=f"{scheme.name}（本地）")


def edit(request: Request, pk: int) -> HttpResponse:
    """修改办法: only an own one; a shipped one is copied first."""
    scheme = _to_change(request, pk)
    if not scheme.is_own:
        messages.info(request, "随软件提供的办法不直接改，已为您打开一份复制件。")
        return redirect("evaluations:copy_scheme", pk)
    return _written(request, scheme, code=scheme.code, name=scheme.name)


def _written(request: Request, scheme: Scheme, *, code: str, name: str) -> HttpResponse:
    first = {**initial_of(scheme.content), "name": name}
    form = SchemeForm(request.POST or None, initial=first)
    sides = Sides(request.POST or None, initial=sides_of(scheme.content), prefix="side")
    if request.method == "POST" and form.is_valid() and sides.is_valid():
        content = content_of(form, _kept(sides), code=code, before=scheme.content)
        try:
            kept = rules.keep_scheme(
                code=code, name=form.cleaned_data["name"], content=content, by=request.user
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "办法已保存，请核对票面预览。")
            return redirect(kept)
    title = "修改评议办法" if code == scheme.code else "复制评议办法"
    context = {"scheme": scheme, "form": form, "sides": sides, "most": MOST_SIDES, "title": title}
    return render(request, "evaluations/scheme_form.html", context)


def _kept(sides: "BaseFormSet[SideForm]") -> list[SideForm]:
    return [
        side
        for side in sides.forms
        if side.cleaned_data.get("code") and not side.cleaned_data.get("DELETE")
    ]


@require_POST
def switch(request: Request, pk: int) -> HttpResponse:
    """启用或停用."""
    scheme = _to_change(request, pk)
    said = "已停用，新建评议时不再列出。" if scheme.is_enabled else "已启用。"
    wanted = not scheme.is_enabled
    did(request, said, rules.switch_scheme, scheme, is_enabled=wanted, by=request.user)
    return redirect(scheme)


def _to_change(request: Request, pk: int) -> Scheme:
    _require(request, "draft")
    return get_object_or_404(Scheme, pk=pk)


def _require(request: Request, *verbs: str) -> None:
    if not policy.granted(request.user) & set(verbs):
        raise Http404
