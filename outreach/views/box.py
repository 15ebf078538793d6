"""The public box: three pages without account, session or script."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from common.refusal import Refused
from outreach import rules
from outreach.forms import CodeForm, JudgeForm, LetterForm
from outreach.models import Letter
from outreach.rules.questions import ask
from roster.http import address

MOST_BYTES = 16 * 1024 * 1024 + 64 * 1024
TOO_LARGE = "照片和附件一共不能超过15兆。请按返回键回到刚才的页面，写的文字还在，减少照片后再投。"
CHOOSE = "请按“满意”或“不满意，请重新办理”；您写的内容还在。"


@csrf_exempt
@login_not_required
@never_cache
def send_letter(request: HttpRequest) -> HttpResponse:
    """投信: the empty sheet, or what was typed with what is wrong, or the query code."""
    if request.method != "POST":
        return _sheet(LetterForm())
    if _length(request) > MOST_BYTES:
        return _sheet(LetterForm(), TOO_LARGE, status=413)
    form = LetterForm(request.POST)
    if not form.is_valid():
        return _sheet(form, "请检查填写的内容：" + "；".join(_faults(form)))
    files = request.FILES.getlist("files")
    try:
        code = rules.send_letter(place=address(request), files=files, **form.cleaned_data)
    except Refused as refusal:
        return _sheet(form, str(refusal), lost_files=bool(files))
    return _shown("outreach/box_sent.html", {"code": code})


@csrf_exempt
@login_not_required
@never_cache
def look_up(request: HttpRequest) -> HttpResponse:
    """查询: the state and the approved reply of one letter."""
    form = CodeForm(request.POST or None)
    if not form.is_valid():
        return _shown("outreach/box_look.html", {"code": request.POST.get("code", "")[:30]})
    code = form.cleaned_data["code"]
    try:
        row = rules.look_up(code, place=address(request))
    except Refused as refusal:
        return _shown("outreach/box_look.html", {"fault": refusal, "code": code})
    return _letter(row, code)


@csrf_exempt
@login_not_required
@never_cache
@require_POST
def judge_reply(request: HttpRequest) -> HttpResponse:
    """评价答复: satisfied, or back to the unit."""
    form = JudgeForm(request.POST)
    typed = request.POST.get("complaint", "")
    code = request.POST.get("code", "").strip()[:30]
    try:
        row = rules.look_up(code, place=address(request))
    except Refused as refusal:
        return _shown("outreach/box_look.html", {"fault": refusal, "code": code})
    if not form.is_valid():
        return _letter(row, code, fault=CHOOSE, typed=typed)
    said = {name: form.cleaned_data[name] for name in ("is_satisfied", "complaint")}
    try:
        rules.judge_reply(row, **said)
    except Refused as refusal:
        return _letter(row, code, fault=str(refusal), typed=typed)
    return _letter(row, code)


def _letter(row: Letter, code: str, fault: str = "", typed: str = "") -> HttpResponse:
    """A reply is shown only once it is approved."""
    is_out = row.status in {Letter.Status.ANSWERED, Letter.Status.SET_ASIDE}
    facts = {"row": row, "code": code, "fault": fault, "typed": typed}
    facts["reply"] = row.reply if is_out else ""
    return _shown("outreach/box_letter.html", facts)


def _sheet(
    form: LetterForm, fault: str = "", *, lost_files: bool = False, status: int = 200
) -> HttpResponse:
    token, question = ask()
    facts = {"form": form, "fault": fault, "token": token, "question": question}
    answer = _shown("outreach/box.html", {**facts, "lost_files": lost_files})
    answer.status_code = status
    return answer


def _shown(template: str, facts: Mapping[str, Any]) -> HttpResponse:
    """Drawn without the request: nobody signed in and no session can enter the page."""
    return HttpResponse(render_to_string(template, dict(facts)))


def _length(request: HttpRequest) -> int:
    said = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(said) if said.isdecimal() else MOST_BYTES + 1


def _faults(form: LetterForm) -> list[str]:
    return [f"{form[name].label}{found[0]}" for name, found in form.errors.items()]
