"""How much is tried. CI tries a part; ``THOROUGH=1`` tries all of it, in an hour."""

import os
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

THOROUGH = bool(os.environ.get("THOROUGH"))


def tries(whole: int, *, usual: int) -> int:
    """How many examples of something random to try."""
    return whole if THOROUGH else usual


def a_part(everything: Sequence[T], *, one_in: int) -> Sequence[T]:
    """The first of every so many, usually."""
    return everything if THOROUGH else everything[::one_in]
