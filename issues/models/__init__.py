"""Lists, issues and what happens to them."""

from issues.models.chain import Signature
from issues.models.claim import Claim
from issues.models.count import IssueCount
from issues.models.deeds import Extension, LookBack, Measure, Progress, Verification
from issues.models.enquiry import Answer, Enquiry
from issues.models.issue import Issue, IssueQuerySet
from issues.models.issue_list import IssueList, IssueListQuerySet, Remark, Review
from issues.models.link import Link
from issues.models.long_term import LongTerm
from issues.models.publication import Publication
from issues.models.second_look import SecondLook

__all__ = [
    "Answer",
    "Claim",
    "Enquiry",
    "Extension",
    "Issue",
    "IssueCount",
    "IssueList",
    "IssueListQuerySet",
    "IssueQuerySet",
    "Link",
    "LongTerm",
    "LookBack",
    "Measure",
    "Progress",
    "Publication",
    "Remark",
    "Review",
    "SecondLook",
    "Signature",
    "Verification",
]
