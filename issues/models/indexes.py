"""How issues are found: the last four let a dashboard count without reading the rows."""

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
}
