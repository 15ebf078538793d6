"""Every file a signed-in person takes away: labelled, marked, noted in the journal.

Much personal data leaves only with another person's word; see exchange.rules.let_out.
"""

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import PurePath
from urllib.parse import unquote, urlencode
from zipfile import ZipFile

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.timezone import localtime, now

import exchange.rules as exchange
import journal.rules as journal
from common.labels import Label
from common.pages import ISSUED, PERSONAL
from common.refusal import Refused
from common.watermark import SHEET, TABLE, stamped
from config.outgoing import ALONE, FORMAL, WHOLE, label_of
from roster.models import User

VERB = "下载"
LONGEST_NAME = 120
SALT = "export"


class Downloads:
    """Notes the download before it leaves; what cannot be noted is not handed out."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; what goes out as a file is weighed, marked and noted."""
        answer = self.answer(request)
        user = request.user
        if answer.status_code == 200 and isinstance(user, User) and _is_file(answer):
            return _handed_out(request, answer, user, now())
        return answer


def _is_file(answer: HttpResponseBase) -> bool:
    is_paper = answer.get("Content-Type", "").startswith("application/pdf")
    return is_paper or answer.get("Content-Disposition", "").startswith("attachment")


def _handed_out(
    request: HttpRequest, answer: HttpResponseBase, user: User, at: datetime
) -> HttpResponseBase:
    address = request.resolver_match.view_name if request.resolver_match else ""
    label, name = max(label_of(address), _said(answer)), _name(request, answer)
    weight, rows = _weight(answer, address, label, name)
    shown = ISSUED not in answer.headers and address not in FORMAL
    del answer[ISSUED], answer[PERSONAL]
    facts: dict[str, object] = {"path": request.path, "label": label.label}
    if address not in ALONE:
        try:
            export = exchange.let_out(
                request.get_full_path(), label=weight, rows=rows, by=user, at=at
            )
        except Refused:
            return _asking(request, name, label, rows)
        facts |= {"export": export.pk} if export else {}
    number = f"D{localtime(at):%Y%m%d}-{secrets.token_hex(4)}"
    answer["X-Label"] = label.name.lower()
    answer["X-Export-Number"] = number
    answer["Cache-Control"] = "no-store"
    if isinstance(answer, HttpResponse):
        if label is not Label.PUBLIC:
            _stamp(answer, name, _mark(label, user, at, number), is_shown=shown)
        facts |= {
            "bytes": len(answer.content),
            "sha256": hashlib.sha256(answer.content).hexdigest(),
        }
    journal.write(user, VERB, by=user, note=f"{number} {name}", **facts)
    return answer


def _weight(
    answer: HttpResponseBase, address: str, label: Label, name: str
) -> tuple[Label, int | None]:
    """What is weighed: every row of a file of persons, else the rows that are personal data."""
    own, personal = label_of(address), int(answer.get(PERSONAL, "0"))
    if personal and own < Label.SENSITIVE and label is not Label.SEALED:
        return Label.SENSITIVE, personal
    rows = None if address in WHOLE else _rows(answer, name)
    return (label if label is Label.SEALED else own), rows


def _said(answer: HttpResponseBase) -> Label:
    """What the page itself said of its rows."""
    return Label[answer.get("X-Label", "public").upper()]


def _mark(label: Label, user: User, at: datetime, number: str) -> str:
    return f"{label.label}　{user.name} {localtime(at):%Y-%m-%d %H:%M} {number}"


def _stamp(answer: HttpResponse, name: str, mark: str, *, is_shown: bool) -> None:
    answer.content = stamped(answer.content, PurePath(name).suffix.lower(), mark, shown=is_shown)
    if answer.has_header("Content-Length"):
        answer["Content-Length"] = str(len(answer.content))


def _rows(answer: HttpResponseBase, name: str) -> int | None:
    """How many rows of a table leave; none for a single paper, unknown for what is streamed."""
    ending = PurePath(name).suffix.lower()
    if not isinstance(answer, HttpResponse):
        return None if ending == ".csv" else 0
    if ending == TABLE:
        with ZipFile(BytesIO(answer.content)) as file:
            sheets = (one for one in file.namelist() if SHEET.fullmatch(one))
            return sum(file.read(sheet).count(b"<row ") for sheet in sheets)
    return answer.content.count(b"\n") if ending == ".csv" else 0


def _asking(request: HttpRequest, name: str, label: Label, rows: int | None) -> HttpResponse:
    """Lead to the page that asks; what it asks for is signed so that nobody can rewrite it."""
    wanted = {
        "by": request.user.pk,
        "target": request.get_full_path(),
        "name": name,
        "label": label.value,
        "rows": rows,
    }
    what = signing.dumps(wanted, salt=SALT, compress=True)
    return HttpResponseRedirect(f"{reverse('exchange:ask_export')}?{urlencode({'what': what})}")


def _name(request: HttpRequest, answer: HttpResponseBase) -> str:
    said = answer.get("Content-Disposition", "")
    _, _, coded = said.partition("filename*=utf-8''")
    coded = coded or said.partition("filename*=UTF-8''")[2]
    plain = said.partition('filename="')[2].rstrip('"')
    return (unquote(coded) or plain or request.path)[:LONGEST_NAME]
