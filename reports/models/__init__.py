"""Papers, what was frozen with them, and numbers the office notes by hand."""

from reports.models.circular import Circular, Frozen, Reconciliation
from reports.models.noted import Noted

__all__ = ["Circular", "Frozen", "Noted", "Reconciliation"]
