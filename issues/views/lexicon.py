"""The word lists of the text screen: what is on them, who changed what, and the way back."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from common.fields import Lines
from common.pages import did, done
from issues import rules, screening
from issues.models import LexiconVersion
from issues.screening.lexicon import KINDS, shipped_words
from roster.http import Request
from roster.words import Work

RECENT = 30


class WordsForm(forms.Form):
    """加词: one a line, or separated by blanks and commas."""

    words = Lines(label="加入的词", rows=3, help_text="每行一个，或用空格、顿号隔开。")

    def clean_words(self) -> list[str]:
        """The words one by one."""
        text = str(self.cleaned_data["words"])
        return text.replace("、", " ").replace("，", " ").replace(",", " ").split()


class TryForm(forms.Form):
    """试一试: how the screen reads a text now."""

    text = forms.CharField(label="试一段话", required=False, max_length=2000)


def _kind(request: Request) -> str:
    if not request.user.works_as(Work.OFFICE, Work.REVIEWER):
        raise Http404
    kind = request.GET.get("kind", "stock")
    return kind if kind in KINDS else "stock"


def lexicon(request: Request) -> HttpResponse:
    """One list with its words, the versions, and a place to try a text."""
    kind = _kind(request)
    form = WordsForm(request.POST or None)
    if done(form, rules.change_words, kind, is_on=True, by=request.user):
        messages.success(request, "已加入，从现在起按新的词表提示。")
        return redirect(f"{request.path}?kind={kind}")
    tried = request.GET.get("text", "").strip()
    context = {
        "kind": kind,
        "kinds": KINDS,
        "words": _listed(kind),
        "form": form,
        "try_form": TryForm({"text": tried}),
        "verdict": screening.judge(tried, lexicon=rules.current_lexicon()) if tried else None,
        "versions": LexiconVersion.objects.select_related("by")[:RECENT],
        "may_change": request.user.is_office,
    }
    return render(request, "issues/lexicon.html", context)


def _listed(kind: str) -> list[dict[str, object]]:
    """Every word of a list: shipped, added or taken off."""
    changes = rules.lexicon_changes().get(kind, {})
    shipped = shipped_words(kind)
    added = [word for word in changes if word not in shipped]
    return [
        {"word": word, "is_on": changes.get(word, True), "is_added": word in added}
        for word in [*added, *shipped]
    ]


@require_POST
def switch_word(request: Request) -> HttpResponse:
    """Take a word off its list, or put it back."""
    kind, word = request.POST.get("kind", ""), request.POST.get("word", "")
    is_on = request.POST.get("on") == "1"
    said = f"“{word}”已{'启用' if is_on else '停用'}。"
    did(request, said, rules.change_words, kind, [word], is_on=is_on, by=request.user)
    return redirect(f"{_address()}?kind={kind}")


@require_POST
def restore_lexicon(request: Request) -> HttpResponse:
    """Go back to a version, or to the shipped lists."""
    number = request.POST.get("version", "")
    version = get_object_or_404(LexiconVersion, pk=number) if number.isdecimal() else None
    did(request, "词表已恢复。", rules.restore_lexicon, version, by=request.user)
    return redirect("issues:lexicon")


def _address() -> str:
    return redirect("issues:lexicon").url
