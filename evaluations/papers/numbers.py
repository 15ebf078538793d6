"""How exact numbers are shown on pages and papers."""

from collections.abc import Mapping
from decimal import Decimal


def four(number: Mapping[str, str] | None, otherwise: str) -> str:
    """Four decimals of an exact number, or a word where there is none."""
    return f"{Decimal(number['decimal']):.4f}" if number else otherwise
