"""What every page shares: doing a verb from a form, walking a long list."""

import base64
import binascii
import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from common.labels import Label
from common.refusal import Refused

Row = TypeVar("Row", bound=Model)


def done(form: forms.BaseForm, verb: Callable[..., Any], *arguments: Any, **named: Any) -> bool:
    """Do the verb with the form's cleaned data; a refusal becomes the form's own error."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        verb(*arguments, **named, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def did(
    request: HttpRequest, said: str, verb: Callable[..., Any], *given: Any, **named: Any
) -> bool:
    """Do a verb that needs no form; what came of it is told on the next page."""
    try:
        verb(*given, **named)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, said)
    return True


def need(can: Collection[str], verb: str) -> None:
    """Answer 404 where the person may not do the verb, as if the page were not there."""
    if verb not in can:
        raise Http404


@dataclass
class Page(Generic[Row]):
    """One screen of a long list and the marks that lead on."""

    rows: list[Row]
    count: int
    is_capped: bool
    next: str
    is_first: bool


COUNT_CAP = 10_000


def page(rows: QuerySet[Row], order: Sequence[str], mark: str = "", *, size: int = 50) -> Page[Row]:
    """Cut one screen by keyset, never by OFFSET; the count stops at 10,000.

    `order` names non-null fields, "-" for descending; the primary key is added as the last one.
    `mark` is the opaque `next` of the page before; a damaged one starts over.
    """
    fields = [*order, "pk"]
    capped = rows.order_by()[: COUNT_CAP + 1].count()
    cut = rows.order_by(*fields)
    start = _read(mark, fields)
    try:
        cut = cut if start is None else cut.filter(_after(fields, start))
    except (TypeError, ValueError, ValidationError):
        start = None
    screen = list(cut[: size + 1])
    more = len(screen) > size
    screen = screen[:size]
    onward = _write(screen[-1], fields) if more else ""
    return Page(screen, min(capped, COUNT_CAP), capped > COUNT_CAP, onward, start is None)


def ordered(asked: str, ways: Mapping[str, Sequence[str]], usual: Sequence[str]) -> list[str]:
    """Return the fields to order by for `?sort=`: a name from `ways`, "-" before it turns it."""
    fields = ways.get(asked.removeprefix("-"))
    if fields is None:
        return list(usual)
    if not asked.startswith("-"):
        return list(fields)
    return [field[1:] if field.startswith("-") else f"-{field}" for field in fields]


WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PERSONAL, ISSUED = "X-Personal-Rows", "X-Issued"
"""What a page tells the door about its file; the door keeps it to itself."""
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def download(content: bytes, name: str, kind: str = WORKBOOK) -> HttpResponse:
    """Answer with a file to keep, whatever its name's script."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["Cache-Control"] = "no-store"
    return answer


def labelled(answer: HttpResponseBase, label: int, *, personal: int = 0) -> HttpResponseBase:
    """Say which label the rows of a file bear at most, and how many of them are personal data.

    The door weighs both with what the address says of its files.
    """
    answer["X-Label"] = Label(label).name.lower()
    answer[PERSONAL] = str(personal)
    return answer


def issued(answer: HttpResponse) -> HttpResponse:
    """Say that the file is a paper as it was issued: its mark stands in the properties only."""
    answer[ISSUED] = "1"
    return answer


def given_out(file: Any, name: str) -> FileResponse:
    """Answer with an attached file: always to keep, never drawn by the browser."""
    answer = FileResponse(file, as_attachment=True, filename=name)
    answer["Content-Type"] = "application/octet-stream"
    answer["Content-Security-Policy"] = "sandbox"
    return answer


def streamed(lines: Iterable[str], name: str) -> StreamingHttpResponse:
    """Answer with a text file that is written while it is sent."""
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["Cache-Control"] = "no-store"
    return answer


def _after(fields: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows behind the mark: (a > x) or (a = x and b > y) ..."""
    behind, equal = Q(), Q()
    for field, value in zip(fields, values, strict=True):
        name = field.lstrip("-")
        way = "lt" if field.startswith("-") else "gt"
        behind |= equal & Q(**{f"{name}__{way}": value})
        equal &= Q(**{name: value})
    return behind


def _write(row: Model, fields: Sequence[str]) -> str:
    values = []
    for field in fields:
        value: Any = row
        for part in field.lstrip("-").split("__"):
            value = getattr(value, part)
        values.append(value if isinstance(value, int | str) else str(value))
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _read(mark: str, fields: Sequence[str]) -> list[Any] | None:
    if not mark:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(mark + "=" * (-len(mark) % 4)))
    except (ValueError, binascii.Error):
        return None
    if not isinstance(values, list) or len(values) != len(fields):
        return None
    return None if any(isinstance(one, str) and "\0" in one for one in values) else values
