"""What was held, what must be studied, who sat a test, which rules were made."""

from activities.models.institution import Effect, Institution
from activities.models.register import Activity, ActivityKind
from activities.models.study import Requirement, TestResult

__all__ = ["Activity", "ActivityKind", "Effect", "Institution", "Requirement", "TestResult"]
