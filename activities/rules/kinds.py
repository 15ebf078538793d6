"""The kinds of the register: data that the office edits, each with fields of its own."""

import re
from typing import Any, Final

from django.db import transaction

import journal.rules as journal
from activities import policy
from activities.models import ActivityKind
from common.dictionaries import dictionary
from common.refusal import Refused
from common.wording import tidy
from roster.models import User

Field = dict[str, Any]
MOST_FIELDS: Final = 12
MARKS: Final = {"数": "number", "日期": "date"}
LINE: Final = re.compile(
    r"(?P<must>\*?)(?P<label>[^：:（(*]+)(?:[（(](?P<mark>数|日期)[）)])?(?:[：:](?P<choices>.+))?"
)


def fields_of(text: str) -> list[Field]:
    """Read the office's lines into fields: `*授课人`, `篇数（数）`, `形式：线下、线上`.

    Raises Refused with the line that cannot be read.
    """
    lines = [line for line in (tidy(one) for one in text.splitlines()) if line]
    if len(lines) > MOST_FIELDS:
        raise Refused(f"登记项最多{MOST_FIELDS}个，现在有{len(lines)}个，请合并或删减。")
    fields = [_field(line) for line in lines]
    labels = [field["label"] for field in fields]
    if twice := next((label for label in labels if labels.count(label) > 1), None):
        raise Refused(f"登记项“{twice}”写了两次，请删去一个。")
    return fields


def _field(line: str) -> Field:
    found = LINE.fullmatch(line)
    if found is None:
        raise Refused(f"登记项“{line}”看不懂：一行写一项，可选项写成“形式：线下、线上”。")
    field: Field = {"label": found["label"].strip(), "type": MARKS.get(found["mark"] or "", "text")}
    if found["choices"]:
        choices = [one.strip() for one in re.split("[、，,;；]", found["choices"]) if one.strip()]
        field |= {"type": "choice", "choices": choices}
    return field | ({"is_required": True} if found["must"] else {})


def written(fields: list[Field]) -> str:
    """The fields as the lines the office types; the inverse of `fields_of`."""
    return "\n".join(_line(field) for field in fields)


def _line(field: Field) -> str:
    must = "*" if field.get("is_required") else ""
    marks = {kind: f"（{mark}）" for mark, kind in MARKS.items()}
    choices = f"：{'、'.join(field['choices'])}" if field["type"] == "choice" else ""
    return f"{must}{field['label']}{marks.get(field['type'], '')}{choices}"


@transaction.atomic
def keep_kind(
    kind: ActivityKind | None,
    *,
    name: str,
    group: str,
    fields_text: str,
    is_enabled: bool,
    by: User,
) -> ActivityKind:
    """设定种类: add a kind or change one; what was registered keeps what it holds."""
    policy.require(by, "keep_kind")
    name, fields = tidy(name), fields_of(fields_text)
    if ActivityKind.objects.filter(name=name).exclude(pk=kind.pk if kind else 0).exists():
        raise Refused(f"已经有名为“{name}”的种类，请换一个名称或修改原来的。")
    if kind is None:
        last = ActivityKind.objects.count()
        kind = ActivityKind(code=f"own-{last + 1}", order=last)
    kind.name, kind.group, kind.fields, kind.is_enabled = name, group, fields, is_enabled
    kind.save()
    journal.write(kind, "设定活动种类", by=by, note=name)
    return kind


def install_kinds() -> int:
    """装入活动种类: the shipped kinds; those that exist stay as they are."""
    made = 0
    for order, entry in enumerate(dictionary("activities", "kinds")["kinds"]):
        _, is_new = ActivityKind.objects.get_or_create(
            code=entry["code"],
            defaults={
                "name": entry["name"],
                "group": entry["group"],
                "needs_gate": entry.get("needs_gate", False),
                "fields": fields_of("\n".join(entry.get("fields", ()))),
                "order": order,
            },
        )
        made += is_new
    return made
