"""Conditions of grade rules such as “满意率+基本满意率>=0.85 or 满意率>=0.50”."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from evaluations.scoring.exact import exact
from evaluations.scoring.faults import SchemeFault

TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?%?)|(?P<sign>>=|<=|==|!=|[><=≥≤≠+\-*/()（）])"
    r"|(?P<name>[A-Za-z_一-鿿][\w一-鿿]*))"
)
WORDS = {
    "and": "and",
    "or": "or",
    "not": "not",
    "且": "and",
    "或": "or",
    "并且": "and",
    "或者": "or",
}
SIGNS = {"≥": ">=", "≤": "<=", "≠": "!=", "=": "==", "（": "(", "）": ")"}
COMPARE: dict[str, Callable[[Fraction, Fraction], bool]] = {
    ">=": lambda left, right: left >= right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    "<": lambda left, right: left < right,
    "==": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
}
MAX_LENGTH = 400
MAX_DEPTH = 20
Facts = Mapping[str, Fraction]
Truth = Callable[[Facts], bool]
Number = Callable[[Facts], Fraction]


@dataclass(frozen=True)
class Condition:
    """A condition that was read and can be asked of the facts of a unit."""

    text: str
    names: frozenset[str]
    holds: Truth


def condition(text: str) -> Condition:
    """Read a condition; anything but sums, comparisons, and/or/not is refused."""
    if len(text) > MAX_LENGTH:
        raise SchemeFault("等次条件过长。")
    reader = _Reader(text)
    truth = reader.either(0)
    if reader.peek() is not None:
        raise SchemeFault(f"等次条件“{text}”在“{reader.peek()}”处读不懂。")
    return Condition(text, frozenset(reader.names), truth)


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.names: set[str] = set()
        self.tokens = self._split(text)
        self.at = 0

    @staticmethod
    def _split(text: str) -> list[tuple[str, str]]:
        tokens: list[tuple[str, str]] = []
        place = 0
        while text[place:].strip():
            found = TOKEN.match(text, place)
            if not found:
                raise SchemeFault(f"等次条件“{text}”里有读不懂的符号。")
            kind = str(found.lastgroup)
            word = found.group(kind)
            if kind == "name" and word.lower() in WORDS:
                kind, word = "word", WORDS[word.lower()]
            tokens.append((kind, SIGNS.get(word, word)))
            place = found.end()
        return tokens

    def peek(self) -> str | None:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else None

    def take(self, *wanted: str) -> str | None:
        token = self.peek()
        if token is not None and token in wanted and self.tokens[self.at][0] != "number":
            self.at += 1
            return token
        return None

    def either(self, depth: int) -> Truth:
        parts = [self.both(depth)]
        while self.take("or"):
            parts.append(self.both(depth))
        return lambda facts: any(part(facts) for part in parts)

    def both(self, depth: int) -> Truth:
        parts = [self.one(depth)]
        while self.take("and"):
            parts.append(self.one(depth))
        return lambda facts: all(part(facts) for part in parts)

    def one(self, depth: int) -> Truth:
        if depth > MAX_DEPTH:
            raise SchemeFault("等次条件括号套得太深。")
        if self.take("not"):
            inner = self.one(depth + 1)
            return lambda facts: not inner(facts)
        start = self.at
        if self.take("("):
            try:
                group = self.either(depth + 1)
                if self.take(")") and self.peek() in (None, ")", "and", "or"):
                    return group
            except SchemeFault:
                pass
            self.at = start
        return self.compared(depth)

    def compared(self, depth: int) -> Truth:
        left = self.sum(depth)
        sign = self.take(*COMPARE)
        if sign is None:
            raise SchemeFault(f"等次条件“{self.text}”缺少比较符号（>=、<、=…）。")
        right = self.sum(depth)
        holds = COMPARE[sign]
        return lambda facts: holds(left(facts), right(facts))

    def sum(self, depth: int) -> Number:
        value = self.product(depth)
        while sign := self.take("+", "-"):
            value = _combined(value, self.product(depth), sign)
        return value

    def product(self, depth: int) -> Number:
        value = self.atom(depth)
        while sign := self.take("*", "/"):
            value = _combined(value, self.atom(depth), sign)
        return value

    def atom(self, depth: int) -> Number:
        if depth > MAX_DEPTH or self.at >= len(self.tokens):
            raise SchemeFault(f"等次条件“{self.text}”没有写完。")
        if self.take("("):
            value = self.sum(depth + 1)
            if not self.take(")"):
                raise SchemeFault(f"等次条件“{self.text}”括号不配对。")
            return value
        kind, word = self.tokens[self.at]
        self.at += 1
        if kind == "number":
            return _constant(word)
        if kind == "name":
            self.names.add(word)
            return lambda facts: facts.get(word, Fraction(0))
        raise SchemeFault(f"等次条件“{self.text}”在“{word}”处读不懂。")


def _constant(word: str) -> Number:
    value = exact(word[:-1]) / 100 if word.endswith("%") else exact(word)
    return lambda facts: value


def _combined(left: Number, right: Number, sign: str) -> Number:
    if sign == "+":
        return lambda facts: left(facts) + right(facts)
    if sign == "-":
        return lambda facts: left(facts) - right(facts)
    if sign == "*":
        return lambda facts: left(facts) * right(facts)
    return lambda facts: left(facts) / right(facts) if right(facts) else Fraction(0)
