"""Lists, issues and what happens to them."""

from issues.models.chain import Signature
from issues.models.citation import Citation, CitationQuerySet
from issues.models.claim import Claim
from issues.models.count import IssueCount
from issues.models.deeds import Extension, Measure, Progress, Verification
from issues.models.enquiry import Answer, Enquiry
from issues.models.foresight import Foresight, Liability
from issues.models.handover import Handover
from issues.models.issue import Issue, IssueQuerySet
from issues.models.issue_list import IssueList, IssueListQuerySet, Remark, Review
from issues.models.ledger import Ledger
from issues.models.lexicon import LexiconVersion
from issues.models.likeness import Likeness, LikenessQuerySet
from issues.models.link import Link
from issues.models.long_term import LongTerm
from issues.models.look_backs import LookBack, LookBackDraw
from issues.models.publication import Publication, PublicationQuerySet
from issues.models.second_look import SecondLook
from issues.models.sums import StaleSum, UnitSum

__all__ = [
    "Answer",
    "Citation",
    "CitationQuerySet",
    "Claim",
    "Enquiry",
    "Extension",
    "Foresight",
    "Handover",
    "Issue",
    "IssueCount",
    "IssueList",
    "IssueListQuerySet",
    "IssueQuerySet",
    "Ledger",
    "LexiconVersion",
    "Liability",
    "Likeness",
    "LikenessQuerySet",
    "Link",
    "LongTerm",
    "LookBack",
    "LookBackDraw",
    "Measure",
    "Progress",
    "Publication",
    "PublicationQuerySet",
    "Remark",
    "Review",
    "SecondLook",
    "Signature",
    "StaleSum",
    "UnitSum",
    "Verification",
]
