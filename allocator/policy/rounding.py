"""How numbers are rounded, wherever a policy says that they are."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Literal

Rounding = Literal["half_up", "down", "none"]
_MODES = {"half_up": ROUND_HALF_UP, "down": ROUND_DOWN}


def rounded(number: Decimal, to: Decimal, how: Rounding) -> Decimal:
    """A number in whole steps, halves away from zero or everything beyond the last step cut off."""
    if how == "none":
        return number
    return (number / to).quantize(Decimal(1), _MODES[how]) * to
