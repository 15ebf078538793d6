"""What is typed on the campaign's pages."""

from campaigns.forms.campaign import (
    AddTaskForm,
    AttachForm,
    CompleteForm,
    EditCategoryForm,
    EditTaxonomyForm,
    EnrolForm,
    ForceGateForm,
    GridFilter,
    OfUnit,
    PlanForm,
    RefineForm,
    RescheduleForm,
    YearForm,
)

__all__ = [
    "AddTaskForm",
    "AttachForm",
    "CompleteForm",
    "EditCategoryForm",
    "EditTaxonomyForm",
    "EnrolForm",
    "ForceGateForm",
    "GridFilter",
    "OfUnit",
    "PlanForm",
    "RefineForm",
    "RescheduleForm",
    "YearForm",
]
