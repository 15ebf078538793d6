"""A rate taken apart: part and whole, each with the way to its rows."""

from dataclasses import dataclass

from reports.figures.figure import rate


@dataclass(frozen=True)
class Share:
    """What was divided by what."""

    labels: tuple[str, str]
    counts: tuple[int, int]
    ways: tuple[str, ...]

    @property
    def text(self) -> str:
        """The rate with one decimal; “—” without a whole."""
        found = rate(*self.counts)
        return "—" if found is None else f"{found}%"

    @property
    def terms(self) -> list[tuple[str, int, str]]:
        """Part and whole with label, number and way."""
        return list(zip(self.labels, self.counts, self.ways, strict=True))
