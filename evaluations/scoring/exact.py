"""Exact numbers: reading them, rounding them as people do, writing them down."""

from decimal import (
    ROUND_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    Decimal,
    InvalidOperation,
    localcontext,
)
from fractions import Fraction

from evaluations.scoring.faults import SchemeFault

MODES = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN, "down": ROUND_DOWN}
PRECISION = 60


def exact(value: object) -> Fraction:
    """A number as it was written: 85.3 is 853/10, never the nearest binary fraction."""
    if isinstance(value, Fraction):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise SchemeFault(f"“{value}”不是数字。")
    try:
        return Fraction(Decimal(str(value).strip()))
    except (InvalidOperation, ValueError, OverflowError) as error:
        raise SchemeFault(f"“{value}”不是数字。") from error


def rounded(value: Fraction, digits: int, mode: str = "half_up") -> Decimal:
    """The value with so many decimals; a half goes up unless the scheme says otherwise."""
    scaled = value * 10**digits
    whole, rest = divmod(abs(scaled.numerator), scaled.denominator)
    twice = 2 * rest
    if mode == "half_up":
        whole += twice >= scaled.denominator
    elif mode == "half_even":
        whole += twice > scaled.denominator or (twice == scaled.denominator and whole % 2 == 1)
    elif mode != "down":
        raise SchemeFault(f"不认识的取整方式“{mode}”，可用：{'、'.join(MODES)}。")
    signed = -whole if scaled < 0 else whole
    with localcontext(prec=PRECISION):
        return Decimal(signed).scaleb(-digits)


def text(value: Fraction, digits: int) -> str:
    """The value written with exactly so many decimals."""
    return f"{rounded(value, digits):.{digits}f}"


def shown(value: Fraction, digits: int = 10) -> dict[str, str]:
    """The value as a fraction and as a decimal, for people who check."""
    return {"fraction": f"{value.numerator}/{value.denominator}", "decimal": text(value, digits)}


def plain(value: Fraction) -> str:
    """A short way to write a number in a sentence."""
    if value.denominator == 1:
        return str(value.numerator)
    return text(value, 4).rstrip("0").rstrip(".")
