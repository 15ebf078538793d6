"""导入指标: figures from outside with their windows, sources and methods."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from common.refusal import Refused
from evaluations import policy, rules
from evaluations.forms import IndicatorForm
from evaluations.views.raters import round_for
from roster.http import Request


def index(request: Request, pk: int) -> HttpResponse:
    """What was entered, and the form for more."""
    round_ = round_for(request, pk, "enter")
    form = IndicatorForm(request.POST or None, round_=round_)
    if form.is_bound and form.is_valid():
        fields = dict(form.cleaned_data)
        try:
            count = rules.enter_indicators(round_, fields.pop("side"), by=request.user, **fields)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已导入{count}个单位的指标，计票时计入。")
            return redirect("evaluations:indicators", pk)
    context = {
        "round": round_,
        "form": form,
        "rows": round_.indicators.select_related("side", "unit"),
        "can": policy.possible(request.user, round_),
    }
    return render(request, "evaluations/indicators.html", context)
