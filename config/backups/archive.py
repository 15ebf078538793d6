"""The backup file: manifest, tables, uploaded files and keys, in one encrypted archive."""

import hashlib
import io
import json
import os
import tarfile
import tempfile
from datetime import datetime
from pathlib import Path
from typing import IO, Any, cast

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

import journal.rules as journal
from common.refusal import Refused
from config.backups import media, tables
from config.backups.crypt import MAGIC, MAGIC_SM, Opener, Sealer
from evaluations.models import Round

_OWN = ("code-pepper.key", "field.key", "journal.key", "secret.key")
KEYS = (*_OWN, *(f"{name}.old" for name in _OWN))
OPEN = ("open", "ended")
"""While a round stands here a stolen backup could pair codes with papers (docs/deploy.md)."""
SUFFIX = ".zgtbak"


def write(folder: Path, secret: str, at: datetime) -> Path:
    """备份: write the file beside its final name, then move it there; return where it is."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    rounds = sorted(Round.objects.filter(status__in=OPEN).values_list("pk", flat=True))
    mark = "".join(f"-r{pk}" for pk in rounds)
    target = folder / f"zgt-{at:%Y%m%d-%H%M%S}{mark}{SUFFIX}"
    half = target.with_suffix(".part")
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        sealer = Sealer(out, secret, MAGIC_SM if settings.BACKUP_SM4 else MAGIC)
        with tarfile.open(fileobj=cast(IO[bytes], sealer), mode="w|gz") as archive:
            _fill(archive, at)
        sealer.close()
        out.flush()
        os.fsync(out.fileno())
    half.rename(target)
    return target


def _fill(archive: tarfile.TarFile, at: datetime) -> None:
    manifest: dict[str, Any] = {"at": at.isoformat(), "tables": {}, "files": {}}
    manifest["migrations"] = sorted(map(list, MigrationRecorder(connection).applied_migrations()))
    with transaction.atomic():
        _freeze()
        for model in tables.kept_models():
            manifest["tables"][model._meta.label] = _add_table(archive, model)
        manifest["checkpoints"] = journal.export_checkpoints()
    for name in media.names():
        with tempfile.TemporaryFile() as held:
            manifest["files"][name] = media.copied(name, held)
            _add_held(archive, f"media/{name}", held)
    for name in KEYS:
        if (settings.DATA_DIR / name).exists():
            archive.add(settings.DATA_DIR / name, f"keys/{name}")
    _add(archive, "manifest.json", json.dumps(manifest, ensure_ascii=False).encode())


def _freeze() -> None:
    """All tables as they stand at one moment (SQLite's own transaction does that by itself)."""
    if connection.vendor == "postgresql" and not connection.savepoint_ids:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _add_table(archive: tarfile.TarFile, model: Any) -> dict[str, Any]:
    said, count = hashlib.sha256(), 0
    with tempfile.TemporaryFile() as held:
        for line in tables.lines(model):
            held.write(line)
            said.update(line)
            count += 1
        _add_held(archive, f"tables/{model._meta.label}.jsonl", held)
    return {"rows": count, "digest": said.hexdigest()}


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    archive.addfile(entry, io.BytesIO(content))


def _add_held(archive: tarfile.TarFile, name: str, held: IO[bytes]) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = held.tell()
    held.seek(0)
    archive.addfile(entry, held)


def restore(source: Path, *known: str) -> dict[str, Any]:
    """恢复: fill the empty database and the folder; return the manifest that it must agree with."""
    manifest: dict[str, Any] = {}
    by_label = {model._meta.label: model for model in tables.kept_models()}
    with source.open("rb") as file, transaction.atomic():
        opener = Opener(file, *known)
        with tarfile.open(fileobj=cast(IO[bytes], opener), mode="r|gz") as archive:
            for entry in archive:
                content = archive.extractfile(entry)
                if content is not None:
                    _take(entry.name, content, by_label, manifest)
        opener.read()
        tables.renumber()
    return manifest


def _take(name: str, content: IO[bytes], by_label: dict[str, Any], manifest: Any) -> None:
    kind, _, rest = name.partition("/")
    if name == "manifest.json":
        manifest.update(json.loads(content.read()))
    elif kind == "tables":
        label = rest.removesuffix(".jsonl")
        if label not in by_label:
            raise Refused(f"备份中的表 {label} 本版本没有，请用备份时的版本恢复后再升级。")
        tables.load(by_label[label], content)
    elif kind == "media":
        media.put(rest, content)
    elif kind == "keys" and rest in KEYS:
        _put(settings.DATA_DIR, rest, content)


def _put(root: Path, name: str, content: IO[bytes]) -> None:
    target = (root / name).resolve()
    if not target.is_relative_to(root.resolve()):
        raise Refused(f"备份中的文件路径“{name}”越界，已停止。")
    target.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        while piece := content.read(1024 * 1024):
            out.write(piece)


def compare(manifest: dict[str, Any]) -> list[str]:
    """核对: rows, digests, files and the journal against what the backup says; faults in words."""
    faults = []
    for model in tables.kept_models():
        told = manifest["tables"].get(model._meta.label, {"rows": 0, "digest": ""})
        count, said = tables.digest(model)
        if count != told["rows"] or (count and said != told["digest"]):
            faults.append(f"{model._meta.verbose_name}：应有 {told['rows']} 行，现有 {count} 行。")
    for name, said in manifest["files"].items():
        if media.digest(name) != said:
            faults.append(f"文件 {name} 缺失或内容不符。")
    return faults + journal.verify_journal(manifest["checkpoints"])


def expired(folder: Path, keep: int) -> list[Path]:
    """Which files go: beyond the newest so many, and those of rounds that are sealed by now."""
    files = sorted(folder.glob(f"*{SUFFIX}"), reverse=True)
    standing = set(Round.objects.filter(status__in=OPEN).values_list("pk", flat=True))
    spent = [file for file in files if _rounds(file) - standing]
    return sorted({*files[keep:], *spent})


def _rounds(file: Path) -> set[int]:
    return {int(part[1:]) for part in file.name.removesuffix(SUFFIX).split("-") if part[:1] == "r"}
