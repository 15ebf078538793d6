"""Keeping the word lists of the text screen: the office adds, takes off, goes back."""

import json
from collections.abc import Iterable
from functools import lru_cache

from django.db import transaction

import journal.rules as journal
from common.refusal import Refused
from common.wording import tidy
from issues.models import LexiconVersion
from issues.screening.lexicon import KINDS, Changes, Lexicon, edited
from roster.models import User

SHORTEST, LONGEST_WORD, MOST_WORDS = 2, 20, 200


def current_lexicon() -> Lexicon:
    """现行词表: the shipped lists with the office's newest changes."""
    return _compiled(json.dumps(lexicon_changes(), ensure_ascii=False))


@lru_cache(maxsize=4)
def _compiled(changes: str) -> Lexicon:
    """Compiling takes a while; what is written the same is the same."""
    return edited(json.loads(changes))


def lexicon_changes() -> Changes:
    """词表改动: what differs from the shipped lists now."""
    return _words(LexiconVersion.objects.first())


def _words(version: LexiconVersion | None) -> Changes:
    return {kind: dict(words) for kind, words in version.words.items()} if version else {}


@transaction.atomic
def change_words(
    kind: str, words: Iterable[str], *, is_on: bool, by: User, note: str = ""
) -> LexiconVersion:
    """改词表: put words on a list or take them off; every change is a version."""
    _require_office(by)
    listed = [word for word in dict.fromkeys(map(tidy, words)) if word]
    _refuse_words(kind, listed)
    changes = lexicon_changes()
    changes.setdefault(kind, {}).update(dict.fromkeys(listed, is_on))
    said = f"{'加入' if is_on else '停用'}{KINDS[kind]}：{'、'.join(listed)}"
    return _keep(changes, f"{said}。{note}" if note else said, by)


def _refuse_words(kind: str, words: list[str]) -> None:
    if kind not in KINDS:
        raise Refused("没有这类词表，请从列表中选择。")
    if not words:
        raise Refused("请写明要改的词。")
    if len(words) > MOST_WORDS:
        raise Refused(f"一次最多改{MOST_WORDS}个词，请分次修改。")
    for word in words:
        if not SHORTEST <= len(word) <= LONGEST_WORD:
            raise Refused(f"“{word[:LONGEST_WORD]}”应为{SHORTEST}至{LONGEST_WORD}个字。")


@transaction.atomic
def restore_lexicon(version: LexiconVersion | None, *, by: User) -> LexiconVersion:
    """恢复词表: go back to an earlier version, or to the shipped lists; nothing is lost by it."""
    _require_office(by)
    return _keep(_words(version), f"恢复到{version or '出厂词表'}", by)


def _require_office(by: User) -> None:
    if not by.is_office:
        raise Refused("词表由领导小组办公室维护。")


def _keep(changes: Changes, note: str, by: User) -> LexiconVersion:
    version = LexiconVersion.objects.create(words=changes, note=note[:200], by=by)
    journal.write(version, "改词表", by=by, note=note)
    return version
