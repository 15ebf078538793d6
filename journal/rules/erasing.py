"""Personal data is kept as long as its term says: proposed by night, confirmed by a person."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache, partial
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.files.storage import Storage
from django.db import models, transaction
from django.db.models import Q
from django.db.models.fields.files import FieldFile
from django.utils.timezone import make_aware, now

from common.dictionaries import dictionary
from common.refusal import Refused
from journal.models import Erasure
from journal.rules.writing import write
from roster.models import User

AT_ONCE = 500


@dataclass(frozen=True)
class Term:
    """保存期限: how long what of a table is kept, by which law, and what stays."""

    key: str
    what: str
    model: str
    since: str
    days: int
    law: str
    remains: str
    blank: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    @property
    def table(self) -> type[models.Model]:
        """The model whose rows are kept."""
        return apps.get_model(self.model)

    def until(self, today: date) -> date:
        """The day before which the term is over."""
        return today - timedelta(days=self.days)

    def rows(self, until: date) -> models.QuerySet[Any]:
        """What is over the term on that day and still holds something."""
        found = self.table._base_manager.filter(**{f"{self.since}__lt": self._moment(until)})
        if not self.blank:
            return found
        holds = Q(pk__in=[])
        for name, empty in self.empties().items():
            holds |= ~Q(**{name: empty})
        return found.filter(holds)

    def empties(self) -> dict[str, Any]:
        """What the fields that are emptied hold afterwards."""
        kinds = {name: self.table._meta.get_field(name) for name in self.blank}
        is_dict = models.JSONField
        return {name: {} if isinstance(kind, is_dict) else "" for name, kind in kinds.items()}

    def _moment(self, until: date) -> date | datetime:
        """Midnight where the field keeps a time, the day where it keeps a day."""
        table: Any = self.table
        *way, name = self.since.split("__")
        for step in way:
            table = table._meta.get_field(step).related_model
        if isinstance(table._meta.get_field(name), models.DateTimeField):
            return make_aware(datetime.combine(until, time.min))
        return until


@cache
def terms() -> dict[str, Term]:
    """Every term of the installation, the days as the environment sets them."""
    own = dict(pair.split("=", 1) for pair in settings.RETENTION_DAYS)
    made = {}
    for key, told in dictionary("journal", "terms").items():
        days = int(own.get(key, told["days"])) if told["days"] else 0
        made[key] = Term(key=key, **{**told, "days": days})
    return made


def overdue(today: date) -> Iterator[tuple[Term, int]]:
    """到期: every term with how many rows are over it today; a dry run."""
    for term in terms().values():
        yield term, term.rows(term.until(today)).count() if term.days else 0


def propose_erasures(today: date) -> int:
    """提出清除: one proposal a table, renewed every night; what is held stays untouched."""
    proposed = 0
    for term, count in overdue(today):
        standing = Erasure.objects.standing().filter(term=term.key)
        if not count or standing.filter(status=Erasure.Status.HELD).exists():
            continue
        facts = {"until": term.until(today), "count": count}
        if not standing.update(**facts):
            Erasure.objects.create(term=term.key, **facts)
        proposed += 1
    return proposed


@transaction.atomic
def erase(erasure: Erasure, *, by: User) -> int:
    """清除: empty or delete what was proposed, for good; return how many rows. Office only."""
    _require(by)
    term = _term(erasure)
    erasure.move(Erasure.Status.DONE, by=by, decided_at=now())
    count = sum(_erase_part(term, rows) for rows in _parts(term, erasure.until))
    Erasure.objects.filter(pk=erasure.pk).update(count=count)
    write(erasure, "清除", by=by, note=f"{term.what}：{count}行，{term.law}", term=term.key)
    return count


def _parts(term: Term, until: date) -> Iterator[list[Any]]:
    """The rows a few hundred at a time, by their keys: of a million none but these are held."""
    over, last = term.rows(until).order_by("pk"), None
    while rows := list((over if last is None else over.filter(pk__gt=last))[:AT_ONCE]):
        yield rows
        last = rows[-1].pk


def _erase_part(term: Term, rows: list[Any]) -> int:
    paths = [held for row in rows for held in _files(term, row)]
    part = term.table._base_manager.filter(pk__in=[row.pk for row in rows])
    if term.blank:
        part.update(**term.empties())
    else:
        part.delete()
    if paths:
        transaction.on_commit(partial(_drop, paths))
    return len(rows)


def _files(term: Term, row: Any) -> list[tuple[Storage, str]]:
    held = (getattr(row, name) for name in (*term.files, *term.blank))
    return [(one.storage, str(one.name)) for one in held if isinstance(one, FieldFile) and one]


def _drop(paths: list[tuple[Storage, str]]) -> None:
    for storage, name in paths:
        storage.delete(name)


@transaction.atomic
def hold_erasure(erasure: Erasure, *, reason: str, by: User) -> None:
    """暂缓: a case is pending that needs the data; nothing is erased until it is let go."""
    _require(by)
    if not reason.strip():
        raise Refused("请写明暂缓的理由，如正在办理的案件或复核。")
    erasure.move(Erasure.Status.HELD, by=by, decided_at=now(), reason=reason.strip())
    write(erasure, "暂缓清除", by=by, note=reason.strip())


@transaction.atomic
def let_go(erasure: Erasure, *, by: User) -> None:
    """解除暂缓: the proposal waits for a person again."""
    _require(by)
    erasure.move(Erasure.Status.PROPOSED, by=by, decided_at=now())
    write(erasure, "解除暂缓", by=by, note=erasure.reason)


def _require(by: User) -> None:
    if not by.is_office:
        raise Refused("到期个人信息的清除和暂缓由领导小组办公室办理。")


def _term(erasure: Erasure) -> Term:
    found = terms().get(erasure.term)
    if found is None or not found.days:
        raise Refused("保存期限表里已没有这一项，请刷新页面。")
    return found
