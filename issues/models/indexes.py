"""How issues are found: a dashboard counts without the rows, a home picks the few that wait."""

from typing import Final

INDEXES: Final = {
    "issues_by_due": ("campaign", "due_on", "id"),
    "issues_by_status": ("campaign", "status", "due_on", "id"),
    "issues_by_unit": ("campaign", "unit", "status", "due_on", "id"),
    "issues_of_list": ("issue_list", "seq"),
    "issues_by_kind": ("campaign", "status", "rectify", "source", "level"),
    "issues_by_category": ("campaign", "status", "unit", "category"),
    "issues_by_approval": ("campaign", "approved_at"),
    "issues_by_closing": ("campaign", "closed_at"),
    "issues_by_claim": ("campaign", "claim_due_on"),
    "issues_by_bounces": ("campaign", "bounced_count"),
}
