"""Reading an archive into an empty system, and proving that it arrived whole."""

import hashlib
import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from django.apps import apps
from django.core import serializers
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management.color import no_style
from django.db import connection, transaction

import journal.rules as journal
from campaigns.models import Campaign
from common.refusal import Refused
from config.handover.proof import verify
from config.handover.tables import lines, tables


@transaction.atomic
def load(path: Path) -> Campaign:
    """接收: verify, read every table, compare each with the list; all of it or nothing."""
    told, faults = verify(path)
    if faults:
        raise Refused("移交包不完整，没有读入：" + "；".join(faults[:5]) + "。")
    with ZipFile(path) as archive:
        _refuse_full(told)
        for one in told["files"]:
            if one["name"].startswith("data/"):
                _read(archive, one)
        _reset_keys(told)
        campaign = Campaign.objects.get(pk=told["key"])
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


def _read(archive: ZipFile, one: dict[str, Any]) -> None:
    with archive.open(one["name"]) as file:
        rows = (json.loads(line) for line in file)
        for row in serializers.deserialize("python", rows):
            row.save(force_insert=True)


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
