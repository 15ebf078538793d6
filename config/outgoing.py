"""What every file that can be taken away is labelled as, by the address that makes it."""

from typing import Final

from common.labels import Label

SENSITIVE: Final = frozenset(
    {
        "handover",
        "activities:export_leaders",
        "activities:score_sheet",
        "activities:export_requirement",
        "campaigns:export_groups",
        "campaigns:export_pairings",
        "evaluations:export_commendations",
        "evaluations:export_raters",
        "evaluations:export_ratings",
        "evaluations:letters",
        "issues:export_list",
        "issues:list_paper",
        "issues:yearly_paper",
        "journal:export_entries",
        "notices:export_calls",
        "outreach:attachment",
        "outreach:export_letters",
        "outreach:export_missed",
        "outreach:export_opinions",
        "outreach:export_tickets",
        "outreach:export_visits",
        "roster:export_cadres",
        "supervision:export_entries",
    }
)
"""Personal data: names with telephones, marks, what somebody said, what cadres must mend."""
WHOLE: Final = frozenset({"handover"})
"""Archives: they cannot be counted in rows and always take two persons."""
ALONE: Final = frozenset({"journal:export_entries", "evaluations:letters"})
"""Taken out by one person: an audit nobody may hold up, and codes that are shown only once."""
PUBLIC: Final = frozenset(
    {
        "manual_word",
        "evaluations:check",
        "evaluations:receipts_of_day",
        "evaluations:rater_template",
        "journal:export_checkpoints",
    }
)
FORMAL: Final = frozenset(
    {
        "campaigns:document",
        "campaigns:unit_paper",
        "issues:extension_paper",
        "issues:closure_paper",
        "reports:template_file",
        "reports:filled",
        "reports:word",
        "supervision:notice",
        "supervision:order_document",
        "supervision:receipt",
    }
)
"""Papers to be sealed and issued: the mark stands in the file's properties, not on the page."""


def label_of(address: str) -> Label:
    """The label of the files that an address gives out; whatever is not named is internal."""
    if address in SENSITIVE:
        return Label.SENSITIVE
    return Label.PUBLIC if address in PUBLIC else Label.INTERNAL
