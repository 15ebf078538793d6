"""First drafts: sentences with the names of figures, and what those names say on a day."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from campaigns.models import Campaign
from common.dictionaries import dictionary
from evaluations.models import Round
from reports.drafts import annexes
from reports.drafts.cases import CASE_TABLES, case_phrases
from reports.drafts.emptied import without_empty
from reports.drafts.moves import moves_phrase
from reports.drafts.own import PAPER, filled_template
from reports.drafts.phrases import COMPARED, progress_phrases
from reports.drafts.ranks import RANKING_NAMES, ranking_phrases
from reports.drafts.said import Piece, Pieces, Said
from reports.drafts.tokens import Section, fill, filled, named, refuse_unknown, traced
from reports.drafts.ways import address, figures_in, prints
from reports.figures import BY_CODE, Facts, every_figure, every_value
from reports.figures.afield import HELD
from reports.models import Circular, Frozen, Template

__all__ = [
    "Said",
    "address",
    "annexes_of",
    "behind_paper",
    "counted_cases",
    "fill",
    "fill_own",
    "filled",
    "first_sections",
    "named",
    "names_for_templates",
    "pattern",
    "prints",
    "refuse_unknown",
    "said",
    "sections_of",
    "tables_of",
    "traced",
    "words_of",
]


NOT_HELD = ("kind_", "method_", "channel_")
HELD_CODES = frozenset(figure.code for figure in HELD)


def pattern(kind: str) -> Any:
    """The shipped draft of a kind of paper: title, sections, annexes."""
    return dictionary("reports", "drafts")[kind]


def said(facts: Facts, round_: Round | None, earlier: Circular | None) -> list[Said]:
    """Everything that may be named in a paper, with what it says today."""
    numbers = every_value(facts)
    plain = [Said.of(value) for value in numbers.values()]
    phrases = progress_phrases(facts, numbers, earlier)
    units = annexes.unit_table(facts)
    phrases += [moves_phrase(facts, earlier, units), *case_phrases(facts)]
    return plain + phrases + (ranking_phrases(round_, numbers) if round_ else [])


def first_sections(shape: Any, campaign: Campaign, today: date) -> list[Section]:
    """The sections of a first draft; meetings and inspections that were not held are left out."""
    facts = Facts(campaign, today)
    asked = named(part["text"] for part in shape["sections"])
    held = [
        one
        for code, one in every_figure(facts).items()
        if one.label in asked and (code in HELD_CODES or code.startswith(NOT_HELD))
    ]
    empty = {one.label for one in held if not one.count(facts)}
    return [
        {"title": part["title"], "text": without_empty(part["text"], empty)}
        for part in shape["sections"]
    ]


def counted_cases(campaign: Campaign, today: date) -> dict[str, str]:
    """How many cases the title of a circular about cases names."""
    return {one.label: one.text for one in case_phrases(Facts(campaign, today))}


def annexes_of(facts: Facts, kind: str, round_: Round | None) -> list[annexes.Table]:
    """The tables of a kind of paper, from the same facts."""
    made: list[annexes.Table] = []
    for name in pattern(kind)["annexes"]:
        if name == "cohorts":
            made += annexes.cohort_tables(round_) if round_ else []
        elif name in CASE_TABLES:
            made.append(CASE_TABLES[name](facts))
        else:
            made.append(annexes.TABLES[name](facts))
    return [table for table in made if table["rows"]]


def words_of(row: Circular, facts: Facts | None = None) -> list[Said]:
    """What the names in this paper say: frozen once approved, of the day before that."""
    if row.is_frozen:
        return [
            Said(one.code, one.label, one.definition, one.text, one.unit, pieces_of(one))
            for one in row.figures.all()
        ]
    return said(facts or Facts(row.campaign, row.as_of), row.round, row.earlier)


def pieces_of(row: Frozen) -> Pieces:
    """The words of a frozen phrase with their ways."""
    return tuple(Piece(text, way) for text, way in row.pieces or [(row.text, "")])


def behind_paper(row: Circular, words: Sequence[Said]) -> set[str]:
    """The codes of all figures that the text and the tables of a paper stand on."""
    named_here = named(part["text"] for part in row.sections)
    ways = [piece.way for one in words if one.label in named_here for piece in one.pieces]
    ways += [way for table in row.annexes for line in table.get("ways", ()) for way in line]
    asked = figures_in(ways) | set(COMPARED)
    parts = [BY_CODE[code].share or () for code in asked if code in BY_CODE]
    return asked | {code for pair in parts for code in pair}


def sections_of(row: Circular, facts: Facts | None = None) -> list[Section]:
    """The text with its numbers in place."""
    return filled(row.sections, {one.label: one.text for one in words_of(row, facts)})


def tables_of(row: Circular, facts: Facts | None = None) -> list[annexes.Table]:
    """The annexed tables: frozen ones from approval on, today's before."""
    if row.is_frozen:
        return list(row.annexes)
    return annexes_of(facts or Facts(row.campaign, row.as_of), row.kind, row.round)


def names_for_templates(campaign: Campaign) -> set[str]:
    """Every name an own template may ask for: the paper's parts, figures, phrases."""
    facts = Facts(campaign, localdate())
    names = {one.label for one in said(facts, None, None)}
    return names | set(PAPER) | RANKING_NAMES


def fill_own(template: Template, row: Circular) -> bytes:
    """A paper in an own template, from frozen words once it is approved."""
    facts = Facts(row.campaign, row.as_of)
    titles = [str(table["title"]) for table in tables_of(row, facts)]
    words, sections = words_of(row, facts), sections_of(row, facts)
    return filled_template(template, row, words, sections, titles)
