"""The manual as pages: contents with search, one chapter."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from common.pages import DOCX, download
from config.manual.paper import manual_paper
from config.manual.text import Chapter, chapters
from roster.http import Request

MOST_FOUND = 6


def _own(request: HttpRequest) -> set[str]:
    user = cast(Request, request).user
    return {duty.work for duty in user.standing_duties}


def index(request: HttpRequest) -> HttpResponse:
    """Contents, the chapters of the reader's own duties first; with `?q=` what was found."""
    works, word = _own(request), request.GET.get("q", "").strip()
    rows = sorted(chapters(), key=lambda chapter: not works & set(chapter.works))
    found = [(row, row.finds(word)[:MOST_FOUND]) for row in rows] if word else []
    context = {
        "rows": [(row, bool(works & set(row.works))) for row in rows],
        "found": [(row, lines) for row, lines in found if lines],
        "word": word,
    }
    return render(request, "manual/index.html", context)


def chapter(request: HttpRequest, slug: str) -> HttpResponse:
    """One chapter."""
    rows = chapters()
    meant: Chapter | None = next((row for row in rows if row.slug == slug), None)
    if meant is None:
        raise Http404
    return render(request, "manual/chapter.html", {"chapter": meant, "rows": rows})


def word(request: HttpRequest) -> HttpResponse:
    """The whole manual as one Word file."""
    return download(manual_paper(), "整改通操作手册.docx", DOCX)
