"""Writing the archive."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.db.models import FileField, Model

import journal.rules as journal
from campaigns.models import Campaign
from common.refusal import Refused
from config.exports import KINDS, Wanted
from config.handover.tables import lines, tables
from reports.models import Circular
from reports.papers import circular_document
from reports.sheets import circular_workbook
from roster.models import User

FORM = 1
LIST = "manifest.json"


def pack(campaign: Campaign, file: IO[bytes], *, by: User | None, today: date) -> str:
    """打包移交: write the archive; returns the digest of its list, which the journal keeps."""
    if by is not None and not by.is_office:
        raise Refused("活动档案由领导小组办公室打包移交。")
    listed: list[dict[str, Any]] = []
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for label, rows in tables(campaign):
            _add(archive, listed, f"data/{label}.jsonl", lines(rows))
        for name, content in _papers(campaign, today):
            _add(archive, listed, name, [content])
        content = _manifest(campaign, listed, today)
        archive.writestr(LIST, content)
    digest = hashlib.sha256(content).hexdigest()
    journal.write(campaign, "打包移交", by=by, note=f"{len(listed)}个文件", digest=digest)
    return digest


def _add(archive: ZipFile, listed: list[dict[str, Any]], name: str, parts: Iterable[bytes]) -> None:
    digest, size, count = hashlib.sha256(), 0, 0
    with archive.open(name, "w", force_zip64=True) as place:
        for part in parts:
            place.write(part)
            digest.update(part)
            size, count = size + len(part), count + 1
    told: dict[str, Any] = {"name": name, "sha256": digest.hexdigest(), "bytes": size}
    if name.startswith("data/"):
        told["rows"] = count
    listed.append(told)


def _papers(campaign: Campaign, today: date) -> Iterator[tuple[str, bytes]]:
    """What people read: the ledger, the papers with their tables, the documents on file."""
    yield "表格/整改台账.xlsx", KINDS["ledger"].make(Wanted(campaign, None, today))
    numbered = [Circular.Status.RELEASED, Circular.Status.WITHDRAWN]
    for row in Circular.objects.filter(campaign=campaign, status__in=numbered).order_by("pk"):
        yield f"文稿/{row.pk}-{row.full_number}.docx", circular_document(row)
        yield f"文稿/{row.pk}-{row.full_number}（附表）.xlsx", circular_workbook(row)
    yield from _attached(campaign)


def _attached(campaign: Campaign) -> Iterator[tuple[str, bytes]]:
    """Every file that hangs on a row: documents, photographs, what came with letters."""
    for _, rows in tables(campaign):
        for field in rows.model._meta.fields:
            if isinstance(field, FileField):
                for row in rows.exclude(**{field.name: ""}):
                    yield _file(getattr(row, field.name), row)


def _file(file: Any, row: Model) -> tuple[str, bytes]:
    try:
        with file.open("rb") as content:
            return f"files/{file.name}", content.read()
    except OSError:
        about = f"{row._meta.verbose_name}“{row}”"
        raise Refused(f"{about}的附件{file.name}在磁盘上找不到，先恢复附件再打包。") from None


def _manifest(campaign: Campaign, listed: list[dict[str, Any]], today: date) -> bytes:
    told = {
        "form": FORM,
        "product": "整改通",
        "campaign": campaign.name,
        "key": campaign.pk,
        "made_on": today.isoformat(),
        "files": listed,
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()
