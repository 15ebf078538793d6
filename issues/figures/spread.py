"""What the ledger consists of, unit by unit: by source, category, nature, level or kind."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from campaigns.models import Campaign, Category, Taxonomy
from issues.figures.scope import FROM_THE_PUBLIC
from issues.models import IssueQuerySet
from issues.words import Level, Nature, Rectify, Source
from roster.models import Unit

WORDS = {
    "source": ("来源", Source),
    "level": ("层级", Level),
    "nature": ("性质", Nature),
    "rectify": ("整改类型", Rectify),
}


@dataclass(frozen=True)
class Column:
    """One value: what it is called and what the ledger's filter calls it."""

    label: str
    value: str


@dataclass(frozen=True)
class Line:
    """One unit's counts in the order of the columns, and how much the public said."""

    unit: Unit | None
    cells: list[int]
    total: int
    from_public: int

    @property
    def public_share(self) -> int:
        """Whole per cents of the issues that came from people outside the offices."""
        return round(100 * self.from_public / self.total) if self.total else 0


@dataclass(frozen=True)
class Spread:
    """The whole table."""

    name: str
    field: str
    columns: list[Column]
    lines: list[Line]
    whole: Line

    @property
    def rows(self) -> list[tuple[Line, list[tuple[Column, int]]]]:
        """Each line with its counts beside their columns."""
        return [(line, self._beside(line)) for line in self.lines]

    @property
    def whole_cells(self) -> list[tuple[Column, int]]:
        """The sums beside their columns."""
        return self._beside(self.whole)

    def _beside(self, line: Line) -> list[tuple[Column, int]]:
        return list(zip(self.columns, line.cells, strict=False))


def ways(campaign: Campaign) -> list[tuple[str, str]]:
    """How the table may be cut: by the words of the ledger or by a taxonomy of the campaign."""
    taxonomies = campaign.taxonomies.order_by("pk")
    named = [(f"t{taxonomy.pk}", taxonomy.name) for taxonomy in taxonomies]
    return [*((key, label) for key, (label, _) in WORDS.items()), *named]


def spread(rows: IssueQuerySet, campaign: Campaign, by: str) -> Spread:
    """Count the rows of the ledger by unit and value; values nobody has are left out."""
    if by in WORDS:
        name, words = WORDS[by]
        found = _by_word(rows, by)
        columns = [Column(str(label), str(value)) for value, label in words.choices]
        return _table(rows, name, by, columns, found)
    taxonomy = campaign.taxonomies.filter(pk=by.removeprefix("t") or 0).first()
    if taxonomy is None:
        return spread(rows, campaign, "source")
    return _by_taxonomy(rows, taxonomy)


def _by_word(rows: IssueQuerySet, field: str) -> Counter[tuple[int, str]]:
    pairs = rows.order_by().values_list("unit", field).annotate(n=Count("pk"))
    return Counter({(unit, value): n for unit, value, n in pairs})


def _by_taxonomy(rows: IssueQuerySet, taxonomy: Taxonomy) -> Spread:
    """An issue counts once in each entry it belongs to: its own, a parallel or a mapped one."""
    top = list(taxonomy.categories.filter(parent=None, unit=None).order_by("order", "pk"))
    home = _homes(taxonomy)
    own = rows.order_by().values_list("pk", "unit", "category").exclude(category=None)
    tagged = rows.order_by().exclude(more_categories=None)
    pairs = tagged.values_list("pk", "unit", "more_categories")
    found: set[tuple[int, int, int]] = set()
    for issue, unit, category in [*own.iterator(chunk_size=5000), *pairs]:
        found |= {(issue, unit, place) for place in home.get(category, ())}
    counts = Counter((unit, str(place)) for _, unit, place in found)
    columns = [Column(row.label, str(row.pk)) for row in top]
    return _table(rows, taxonomy.name, "category", columns, counts)


def _homes(taxonomy: Taxonomy) -> dict[int, set[int]]:
    """Which top entries of the taxonomy each category counts for."""
    parents = dict(Category.objects.values_list("pk", "parent"))
    inside = set(taxonomy.categories.values_list("pk", flat=True))
    homes: dict[int, set[int]] = {}
    for pk, local in Category.objects.values_list("pk", "local"):
        for place in (pk, local):
            if place in inside:
                homes.setdefault(pk, set()).add(_top(place, parents))
    return homes


def _top(pk: int, parents: dict[int, int | None]) -> int:
    while (above := parents.get(pk)) is not None:
        pk = above
    return pk


def _table(
    rows: IssueQuerySet,
    name: str,
    field: str,
    columns: list[Column],
    found: Counter[tuple[int, str]],
) -> Spread:
    used = {value for _, value in found}
    shown = [column for column in columns if column.value in used]
    totals = dict(rows.order_by().values_list("unit").annotate(n=Count("pk")))
    public = rows.filter(source__in=FROM_THE_PUBLIC)
    heard = dict(public.order_by().values_list("unit").annotate(n=Count("pk")))
    units = Unit.objects.filter(pk__in=totals).in_official_order()
    lines = [
        Line(
            unit,
            [found[unit.pk, column.value] for column in shown],
            totals[unit.pk],
            heard.get(unit.pk, 0),
        )
        for unit in units
    ]
    sums = [sum(column) for column in zip(*(line.cells for line in lines), strict=True)]
    whole = Line(None, sums, sum(totals.values()), sum(heard.values()))
    return Spread(name, field, shown, lines, whole)
