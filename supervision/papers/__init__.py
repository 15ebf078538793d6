"""Papers of supervision as Word documents."""

from supervision.papers.card import card_notice
from supervision.papers.order import order_paper

__all__ = ["card_notice", "order_paper"]
