"""Papers, what was frozen with them, numbers noted by hand, own Word templates."""

from reports.models.circular import Circular, Frozen, Reconciliation
from reports.models.noted import Noted
from reports.models.template import Template

__all__ = ["Circular", "Frozen", "Noted", "Reconciliation", "Template"]
