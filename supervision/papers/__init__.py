"""Papers of supervision as Word documents."""

from supervision.papers.card import card_notice
from supervision.papers.order import order_paper
from supervision.papers.receipt import receipt_document

__all__ = ["card_notice", "order_paper", "receipt_document"]
