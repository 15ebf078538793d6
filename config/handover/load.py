"""Reading an archive into an empty system, and proving that it arrived whole."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from zipfile import ZipFile

from django.apps import apps
from django.core import serializers
from django.core.exceptions import (
    FieldDoesNotExist,
    ObjectDoesNotExist,
    SuspiciousFileOperation,
    ValidationError,
)
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.utils import validate_file_name
from django.core.management.color import no_style
from django.core.serializers.base import DeserializationError
from django.db import DatabaseError, connection, transaction

import journal.rules as journal
from campaigns.models import Campaign
from common.refusal import Refused
from config.handover.proof import verify
from config.handover.tables import NO_ENTRY, labels, lines, tables

LONGEST_LINE = 16 << 20
UNREADABLE = (
    *(DeserializationError, ValidationError, FieldDoesNotExist, ObjectDoesNotExist),
    *(DatabaseError, KeyError, TypeError, ValueError),
)


@transaction.atomic
def load(path: Path) -> Campaign:
    """接收: verify, read every table, compare each with the list; all of it or nothing."""
    told, faults = verify(path)
    if faults:
        raise Refused("移交包不完整，没有读入：" + "；".join(faults[:5]) + "。")
    with ZipFile(path) as archive:
        _refuse_strange(told)
        _refuse_full(told)
        try:
            for one in told["files"]:
                if one["name"].startswith("data/"):
                    _read(archive, one)
            campaign = Campaign.objects.get(pk=told["key"])
        except UNREADABLE:
            raise Refused("移交包里的数据不合本系统的格式，已全部退回。") from None
        _reset_keys(told)
        _compare(campaign, told)
        _files(archive, told)
    journal.write(campaign, "接收移交", by=None, note=path.name)
    return campaign


def _tables(told: dict[str, Any]) -> list[Any]:
    return [
        apps.get_model(one["name"].removeprefix("data/").removesuffix(".jsonl"))
        for one in told["files"]
        if one["name"].startswith("data/")
    ]


def _refuse_full(told: dict[str, Any]) -> None:
    full = [
        str(model._meta.verbose_name) for model in _tables(told) if model._base_manager.exists()
    ]
    if full:
        raise Refused("移交包只能读入空库，这里已有：" + "、".join(full) + "。请另建一个空库。")


def _refuse_strange(told: dict[str, Any]) -> None:
    """Only our own tables are read, and files only where uploads lie."""
    known = {f"data/{label}.jsonl" for label in labels()}
    for one in told["files"]:
        name = str(one["name"])
        if name.startswith("data/") and name not in known:
            raise Refused(f"移交包里有不该移交的表“{name}”，没有读入。")
        if name.startswith("files/"):
            _refuse_climbing(name.removeprefix("files/"))


def _refuse_climbing(name: str) -> None:
    try:
        validate_file_name(name, allow_relative_path=True)
    except SuspiciousFileOperation:
        raise Refused(f"移交包里的文件路径“{name}”越界，没有读入。") from None


def _read(archive: ZipFile, one: dict[str, Any]) -> None:
    label = one["name"].removeprefix("data/").removesuffix(".jsonl")
    with archive.open(one["name"]) as file:
        for row in serializers.deserialize("python", _rows(file, label.lower())):
            row.save(force_insert=True)


def _rows(file: IO[bytes], label: str) -> Iterator[dict[str, Any]]:
    """The rows of one table: none of another one, and no account that could come in."""
    while line := file.readline(LONGEST_LINE):
        row = json.loads(line)
        if row["model"] != label:
            raise Refused(f"移交包里的表“{label}”夹带了别的表的行，没有读入。")
        if label == "roster.user":
            row["fields"] |= NO_ENTRY
        yield row


def _reset_keys(told: dict[str, Any]) -> None:
    """New rows must not meet the keys that came with the archive."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), _tables(told)):
            cursor.execute(statement)


def _compare(campaign: Campaign, told: dict[str, Any]) -> None:
    """Write every table down again: the digests must be those of the list."""
    listed = {one["name"]: one["sha256"] for one in told["files"]}
    for label, rows in tables(campaign):
        digest = hashlib.sha256()
        for line in lines(rows):
            digest.update(line)
        if digest.hexdigest() != listed.get(f"data/{label}.jsonl"):
            raise Refused(f"“{rows.model._meta.verbose_name}”读入后与移交包不一致，已全部退回。")


def _files(archive: ZipFile, told: dict[str, Any]) -> None:
    for one in told["files"]:
        name = one["name"].removeprefix("files/")
        if name != one["name"] and not default_storage.exists(name):
            default_storage.save(name, ContentFile(archive.read(one["name"])))
