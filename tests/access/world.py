"""The demo district with a marker in every text that only one unit may read."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from django.apps import apps
from django.contrib.messages import ERROR, get_messages
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.test import Client
from django.urls import NoReverseMatch, reverse

from common.dictionaries import read
from exchange.models import Transfer
from roster.models import Unit, User

POLICY = Path(__file__).with_name("policy.yaml")
OWN = "U021"
HOME = (OWN, "U083")
"""The units of our roles; every other unit is foreign."""
MARKER = "他单位独有标记"
ROLES = {
    "visitor": "",
    "cadre": "cadre-edu",
    "clerk": "clerk-edu",
    "head": "head-edu",
    "outreach": "outreach",
    "superior": "superior",
    "inspector": "inspector",
    "reviewer": "reviewer",
    "office": "office",
    "leader": "leader",
    "system": "system",
    "security": "security",
    "auditor": "auditor",
}
STRANGERS = ("visitor", "cadre", "clerk", "head", "superior", "system", "security", "auditor")
"""Whoever must never read the marker of a unit that is not theirs."""


@dataclass(frozen=True)
class Cell:
    """One question: does this role get through to this page, on whose row?"""

    page: str
    role: str
    relation: str


def policy():
    """The policy file: pages and models."""
    return read(POLICY)


def plant(models):
    """Put the marker into the named texts of every foreign unit; return how many rows carry it."""
    marked = {}
    for label, rule in models.items():
        if isinstance(rule, dict):
            unit, text = rule["unit"], Concat(Value(MARKER), Cast("pk", CharField()))
            rows = apps.get_model(label)._base_manager.exclude(**{unit: None})
            marked[label] = (
                rows.exclude(**{f"{unit}__code__in": HOME})
                .filter(**rule.get("where", {}))
                .update(**{rule["marker"]: text})
            )
    return marked


def clients():
    """A browser for every role."""
    made = {}
    for role, username in ROLES.items():
        made[role] = Client()
        if username:
            user = User.objects.get(username=username)
            made[role].force_login(user, backend="roster.backends.OfficeBackend")
    return made


def cells(pages):
    """Every cell of the policy."""
    for name, rule in pages.items():
        if "why" in rule:
            continue
        relations = ["own", "foreign"] if "unit" in rule else ["any"]
        for relation in relations:
            for role in ROLES:
                yield Cell(name, role, relation)


class Rows:
    """The row that a page is asked for: ours, a foreign unit's, or any."""

    def __init__(self, pages):
        self.pages = pages
        self.held = {}

    def address(self, cell):
        key = (cell.page, cell.relation)
        if key not in self.held:
            try:
                self.held[key] = self._address(*key)
            except NoReverseMatch:
                self.held[key] = None
        return self.held[key]

    def _address(self, page, relation):
        rule = self.pages[page]
        if "row" not in rule:
            return reverse(page, kwargs=rule.get("with", {}))
        rows = apps.get_model(rule["row"])._base_manager.order_by("pk")
        rows = rows.filter(**rule.get("where", {}))
        if relation != "any":
            code = rule["unit"]
            own = relation == "own"
            rows = rows.filter(**{code: OWN}) if own else rows.exclude(**{f"{code}__in": HOME})
            rows = rows.exclude(**{code: None})
        row = rows.first() or borrowed(rule, relation)
        if row is None:
            return None
        given = {name: follow(row, path) for name, path in rule.get("with", {"pk": "pk"}).items()}
        return reverse(page, kwargs=given)


def borrowed(rule, relation):
    """Some other unit's row, copied for the unit that has none."""
    row = apps.get_model(rule["row"])._base_manager.filter(**rule.get("where", {})).first()
    if row is None or relation == "any":
        return None
    code = OWN if relation == "own" else "U001"
    path = rule["unit"].removesuffix("code").strip("_").split("__")
    try:
        with transaction.atomic():
            return _copy(row, path, Unit.objects.get(code=code))
    except IntegrityError:
        return None


def _copy(row, path, unit):
    head, *rest = path
    row.pk = None
    if not rest:
        setattr(row, head, unit)
    else:
        setattr(row, head, _copy(getattr(row, head), rest, unit))
    for field in row._meta.fields:
        text = getattr(row, field.attname)
        if isinstance(text, str):
            is_key = field.unique or field.name in ("number", "order_no")
            text = text.replace(MARKER, "")
            setattr(row, field.attname, f"{unit.code}{text}"[:20] if is_key else text)
        elif field.name == "sequence":
            setattr(row, field.attname, text + 9000)
    row.save()
    return row


def examples():
    """Rows that the demo does not leave behind: files on their way in and out."""
    for username, marker in (("clerk-edu", ""), ("clerk-u001", MARKER)):
        clerk = User.objects.get(username=username)
        made = Transfer.objects.create(
            kind="list", by=clerk, name=f"{marker}清单.xlsx", status=Transfer.Status.PREVIEW
        )
        made.source.save("a.xlsx", ContentFile(b"x"))


def follow(row, path):
    """The value at the end of a path such as round.pk; a number or a quoted word is itself."""
    if not isinstance(path, str) or path.startswith("="):
        return path.removeprefix("=") if isinstance(path, str) else path
    for name in path.split("."):
        row = getattr(row, name)
    return row


def ask(client, address, way):
    """Send the request; whatever it did is undone. Return whether it got through, and the body."""
    client.cookies.pop("messages", None)
    with transaction.atomic():
        answer = client.post(address) if way == "post" else client.get(address)
        body = readable(answer)
        through = passed(answer)
        transaction.set_rollback(True)
    return through, body


def passed(answer):
    if answer.status_code in (200, 204, 304, 422):
        return True
    if answer.status_code == 302:
        said = get_messages(answer.wsgi_request)
        refused = any(message.level >= ERROR for message in said)
        return not refused and not answer.url.startswith("/sign-in/")
    return False


def readable(answer):
    """The words of the answer, of a workbook or document too."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content[:2] == b"PK":
        try:
            with ZipFile(BytesIO(content)) as archive:
                content = b"\n".join(archive.read(name) for name in archive.namelist())
        except BadZipFile:
            pass
    return content.decode("utf-8", errors="ignore")
