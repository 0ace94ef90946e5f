"""The kinds of file an import knows: one module each, one entry here.

To add a profile, write a module with a :class:`Profile` that names the codebook its
columns are described in, and add it to :data:`PROFILES`; a file is taken for the first
that recognises it.
"""

from collections.abc import Sequence

from timeline.importing.profiles.acled import ACLED
from timeline.importing.profiles.gdelt import GDELT
from timeline.importing.profiles.icews import ICEWS
from timeline.importing.profiles.mapped import (
    DIVIDERS,
    MAPPABLE,
    MAPPED,
    likely,
    mapped,
)
from timeline.importing.profiles.own import OWN, PACKAGE
from timeline.importing.profiles.pax import PAX
from timeline.importing.profiles.shape import Made, Profile
from timeline.importing.profiles.timelinejs import TIMELINEJS
from timeline.importing.profiles.ucdp import UCDP

__all__ = [
    "DIVIDERS",
    "MAPPABLE",
    "PROFILES",
    "Made",
    "Profile",
    "likely",
    "mapped",
    "recognised",
]

PROFILES: dict[str, Profile] = {
    "gdelt": GDELT,
    "icews": ICEWS,
    "acled": ACLED,
    "ucdp": UCDP,
    "pax": PAX,
    "timelinejs": TIMELINEJS,
    "own": OWN,
    "package": PACKAGE,
    "mapping": MAPPED,
}


def recognised(cells: Sequence[str]) -> Profile | None:
    """The profile of a file with this header, or first row; None: of no known kind."""
    return next((p for p in PROFILES.values() if p.knows(cells)), None)
