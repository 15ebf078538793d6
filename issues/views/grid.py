"""The entry grid's letters: what the page is given and what it sends back while people type."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localtime, now

from campaigns.models import Category
from common.refusal import Conflict, Refused
from issues import policy, rules, screening
from issues.models import Issue, IssueList
from issues.models.issue import IssueQuerySet
from issues.words import Nature, Rectify, Source
from roster.models import User

PROMPTS = {
    "example": "何时、何地、何人、何事、多少？例：3月6日某企业备案，承诺3个工作日，实际9个工作日。",
    "cause": "从作风上找根源：是谁的什么态度、什么习惯造成的？",
    "measures": "一行一项，写到可以检查：谁、做什么、做到什么程度。",
    "due_on": "写日期；立行立改的选类型即可。",
}


def sheet(row: IssueList, user: User, *, is_readonly: bool) -> dict[str, Any]:
    """Return the whole block for the page: columns, rows and where to save."""
    seen = Issue.objects.visible_to(user).filter(issue_list=row).standing()
    issues = seen.prefetch_related("measures").order_by("seq", "pk")
    if not is_readonly:
        issues = issues.editable()
    lexicon = rules.current_lexicon()
    return {
        "columns": _columns(row),
        "rows": [_written(issue, lexicon) for issue in issues],
        "missing": _missing(row) if not is_readonly else [],
        "save_url": reverse("issues:save", args=[row.pk]),
        "person": f"{user.pk}",
        "readonly": is_readonly,
    }


def _columns(row: IssueList) -> list[dict[str, Any]]:
    categories = Category.objects.offered(row.campaign, row.unit)
    choices = [[str(one.pk), *dict.fromkeys((one.label, one.name))] for one in categories]
    return [
        _column("category", "问题类别", "choice", 120, options=choices, frozen=True),
        _column("text", "存在问题", "text", 220, required=True),
        _column("example", "具体事例", "text", 300, required=True),
        _column("source", "问题来源", "choice", 110, options=_pairs(Source)),
        _column("nature", "性质", "choice", 100, options=_pairs(Nature)),
        _column("cause", "原因分析", "text", 200, required=True),
        _column("target", "整改目标", "text", 160),
        _column("measures", "整改措施", "text", 260, required=True),
        _column("rectify", "整改类型", "choice", 100, options=_pairs(Rectify)),
        _column("due_on", "完成时限", "date", 110),
        _column("leader", "责任领导", "line", 90),
        _column("owner", "责任人", "line", 90, required=True),
        _column("note", "备注", "line", 100),
    ]


def _column(name: str, label: str, kind: str, width: int, **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "label": label,
        "kind": kind,
        "width": width,
        "prompt": PROMPTS.get(name, ""),
        **more,
    }


def _pairs(words: type[Source] | type[Rectify] | type[Nature]) -> list[list[str]]:
    return [[str(value), str(label)] for value, label in words.choices]


def _written(issue: Issue, lexicon: screening.Lexicon) -> dict[str, Any]:
    values = {
        name: str(getattr(issue, name))
        for name in (
            "text",
            "example",
            "source",
            "nature",
            "cause",
            "target",
            "rectify",
            "leader",
            "owner",
            "note",
        )
    }
    values["category"] = str(issue.category_id or "")
    values["due_on"] = issue.due_on.isoformat() if issue.has_due else issue.due_words
    values["measures"] = "\n".join(measure.text for measure in issue.measures.all())
    return {
        "id": issue.pk,
        "version": issue.version,
        "values": values,
        "remarks": remarks(issue, values["measures"], lexicon),
    }


PLACES = {"issue": "text", "example": "example", "measure": "measures"}


def remarks(issue: Issue, measures: str, lexicon: screening.Lexicon) -> list[dict[str, Any]]:
    """What the screen says of the words as they stand; it never blocks."""
    said = screening.remarks(issue.text, example=issue.example, measure=measures, lexicon=lexicon)
    return [
        {
            "field": PLACES[remark.field],
            "text": remark.text,
            "words": [span.word for span in remark.words],
        }
        for remark in said
    ]


def _missing(row: IssueList) -> list[dict[str, Any]]:
    return [
        {"row": gap.issue_id, "field": gap.field, "text": gap.text} for gap in rules.missing(row)
    ]


@transaction.atomic
def take(row: IssueList, letter: Mapping[str, Any], *, by: User) -> dict[str, Any]:
    """Save the changed rows and answer what became of each.

    A row that somebody else changed meanwhile is left as it is and handed back as a conflict; a
    row that says what cannot be is refused by itself. Raises Refused when this person may not
    change the list now.
    """
    policy.require_list(by, row, "edit")
    rules.require_open(row)
    answers, conflicts, lexicon = [], [], rules.current_lexicon()
    seen = Issue.objects.visible_to(by).filter(issue_list=row)
    for pk in letter.get("deleted", []):
        if issue := seen.filter(pk=pk).first():
            rules.remove(issue, by=by)
    for sent in letter.get("rows", []):
        try:
            issue = _save(row, seen, sent, by=by)
        except Conflict:
            conflicts.append(_written(seen.get(pk=sent["id"]), lexicon))
        except Issue.DoesNotExist:
            answers.append(_refused(sent, "这一条已被他人删除，请复制需要的文字后删去此行。"))
        except Refused as refusal:
            answers.append(_refused(sent, str(refusal)))
        else:
            answers.append(
                {
                    "temp": sent.get("temp"),
                    "id": issue.pk,
                    "version": issue.version,
                    "remarks": remarks(issue, sent["values"].get("measures", ""), lexicon),
                }
            )
    return {
        "rows": answers,
        "conflicts": conflicts,
        "missing": _missing(row),
        "saved_at": localtime(now()).strftime("%H:%M"),
    }


def _refused(sent: Mapping[str, Any], text: str) -> dict[str, Any]:
    """One row that could not be kept; the others are, and its text stays on the screen."""
    return {
        "temp": sent.get("temp"),
        "id": sent.get("id"),
        "version": sent.get("version"),
        "remarks": [{"field": "text", "text": text, "words": []}],
        "is_refused": True,
    }


def _save(row: IssueList, seen: IssueQuerySet, sent: Mapping[str, Any], *, by: User) -> Issue:
    fields = _fields(sent["values"])
    measures = sent["values"].get("measures", "").splitlines()
    if sent.get("id") is not None:
        issue = seen.get(pk=sent["id"])
        return rules.edit(issue, by=by, version=int(sent["version"]), measures=measures, **fields)
    temp = str(sent["temp"])[:40]
    if made := row.issues.filter(temp=temp).first():
        return rules.edit(made, by=by, version=made.version, measures=measures, **fields)
    return rules.draft(
        row.campaign, row.unit, issue_list=row, by=by, measures=measures, temp=temp, **fields
    )


def _fields(values: Mapping[str, str]) -> dict[str, Any]:
    names = ("text", "example", "cause", "target", "leader", "owner", "note")
    fields: dict[str, Any] = {name: values.get(name, "") for name in names}
    fields["category"] = Category.objects.filter(pk=values.get("category") or 0).first()
    fields["source"] = values.get("source") or Source.SELF
    fields["nature"] = values.get("nature") or ""
    fields["rectify"] = values.get("rectify") or Rectify.BY_DATE
    fields |= _due(values.get("due_on", ""))
    if fields["nature"] not in ["", *Nature.values]:
        raise Refused("问题性质不在选项中，请从下拉框选择。")
    if fields["source"] not in Source.values or fields["rectify"] not in Rectify.values:
        raise Refused("问题来源或整改类型不在选项中，请从下拉框选择。")
    return fields


def _due(written: str) -> dict[str, Any]:
    """A date where one can be read; otherwise the words stay as they were written."""
    try:
        return {"due_on": date.fromisoformat(written.strip()), "due_words": written}
    except ValueError:
        return {"due_on": None, "due_words": written.strip()[:100]}
