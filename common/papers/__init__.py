"""Official documents in GB/T 9704-2012 layout, as WPS-editable .docx; knows no office words."""

from common.papers.paper import Paper

__all__ = ["Paper"]
