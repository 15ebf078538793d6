"""Texts of many rows as the lines of one, put together by the database."""

from typing import Any

from django.db.models import Aggregate, F, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat


class Lines(Aggregate):
    """The texts of a group under one another, in the order of a second expression."""

    output_field = TextField()
    arity = 2

    def as_sql(self, compiler: Any, connection: Any, *_args: Any, **_extra: Any) -> Any:
        """PostgreSQL and its kin: STRING_AGG with its own ORDER BY."""
        text, order = self.source_expressions[:2]
        said, said_with = compiler.compile(text)
        placed, placed_with = compiler.compile(order)
        sql = f"STRING_AGG({said}, CHR(10) ORDER BY {placed})"
        return sql, [*said_with, *placed_with]

    def as_sqlite(self, compiler: Any, connection: Any, **_extra: Any) -> Any:
        """SQLite reads the group in the order of its index."""
        said, said_with = compiler.compile(self.source_expressions[0])
        return f"GROUP_CONCAT({said}, CHAR(10))", said_with


def lines(rows: QuerySet[Any], link: str, order: str, *, numbered: bool = False) -> Any:
    """The `text` of the rows that point here, one a line; with `numbered` each begins 1. 2. 3."""
    text: Any = F("text")
    if numbered:
        text = Concat(Cast(order, TextField()), Value("."), "text", output_field=TextField())
    joined = (
        rows.filter(**{link: OuterRef("pk")})
        .order_by()
        .values(link)
        .annotate(joined=Lines(text, F(order)))
        .values("joined")
    )
    return Coalesce(Subquery(joined), Value(""), output_field=TextField())
