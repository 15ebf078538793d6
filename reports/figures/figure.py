"""One named figure: 统计口径, unit, how it is counted, where its rows are."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.urls import reverse

from reports.figures.behind import Asked, Behind, Listed
from reports.figures.facts import Facts

Number = int | Decimal | None


@dataclass(frozen=True)
class Figure:
    """One named figure."""

    code: str
    label: str
    definition: str
    unit: str
    count: Callable[[Facts], Number]
    address: str = ""
    query: str = ""
    behind: Behind | Asked | Listed | None = None
    share: tuple[str, str] | None = None

    def url(self) -> str:
        """Where the rows behind the figure are listed: the list's own page, or the figure's."""
        if not self.address:
            return reverse("reports:rows", args=[self.code])
        return reverse(self.address) + (f"?{self.query}" if self.query else "")

    @property
    def goes_back(self) -> bool:
        """Tell whether the figure can be told of a day that has passed."""
        return self.behind is not None and self.behind.goes_back


TONES = {
    "overdue": "red",
    "due_soon": "orange",
    "units_unsent": "orange",
    "rebound_rate": "orange",
    "issues_closed": "green",
}


@dataclass(frozen=True)
class Value:
    """A figure with its number on a day."""

    figure: Figure
    number: Number
    query: str = ""

    @property
    def url(self) -> str:
        """Where its rows are; a number that the address narrows leads to just those rows."""
        if self.query:
            return f"{reverse('reports:rows', args=[self.figure.code])}?{self.query}"
        return self.figure.url()

    @property
    def text(self) -> str:
        """The number as it is printed; “—” where nothing can be said."""
        return "—" if self.number is None else f"{self.number}"

    @property
    def tone(self) -> str:
        """The colour beside the word, plain while there is nothing to act on."""
        return TONES.get(self.figure.code, "") if self.number else ""

    def as_json(self) -> dict[str, object]:
        """The value as scripts compare it."""
        number = self.number
        return {
            "code": self.figure.code,
            "label": self.figure.label,
            "definition": self.figure.definition,
            "unit": self.figure.unit,
            "value": str(number) if isinstance(number, Decimal) else number,
            "url": self.figure.url(),
        }


def rate(part: int, whole: int) -> Decimal | None:
    """A percentage with one decimal, half up; None without a whole."""
    if not whole:
        return None
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)
