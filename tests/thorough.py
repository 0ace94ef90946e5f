"""How much is tried. CI tries a part; ``THOROUGH=1`` tries all of it, in an hour."""

import os

THOROUGH = bool(os.environ.get("THOROUGH"))


def tries(whole: int, *, usual: int) -> int:
    """How many examples of something random to try."""
    return whole if THOROUGH else usual
