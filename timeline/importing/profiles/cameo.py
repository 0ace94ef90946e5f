"""CAMEO codes as our event types: the longest code that begins a given one.

The nearest types are the code list's own (``timeline.codelists``). What is added here
follows its notes and the CAMEO manual, 1.1b3 (Schrodt, 2012). Codes that stand for
nothing we record, an asylum or a riot, have no type: such rows are refused, never
put under a type that says something else. Codes are text: 036 keeps its zero.
"""

from functools import cache

from timeline.codelists.tables import event_types
from timeline.importing.errors import CellError

_SHARED = {"040": "bilateral-meeting", "057": "agreement-signed"}  # of several types
_MORE = {
    "01": "statement",  # 010 to 018: statements of several kinds
    "027": "call-for-talks",  # appeal to settle a dispute
    "028": "call-for-talks",  # appeal to accept mediation
    "0256": "call-for-talks",  # appeal to de-escalate
    "03": "commitment",  # 030 to 038, where nothing nearer is listed
    "043": "visit",  # the host's side of a visit
    "044": "bilateral-meeting",  # at a third location
    "051": "statement",  # praise or endorse
    "052": "statement",  # defend verbally
    "055": "statement",  # apologise
    "071": "aid",
    "072": "aid",
    "073": "aid",
    "0872": "",  # ease a blockade
    "0873": "",  # demobilise
    "10": "demand",
    "110": "criticism",
    "116": "court-action",  # find guilty
    "120": "rejection",
    "126": "rejection",  # of mediation
    "127": "rejection",  # of a plan
    "13": "threat-ultimatum",
    "160": "relations-cut",
    "165": "talks-broken-off",  # halt mediation
    "1661": "",  # expel peacekeepers
    "1662": "",  # expel inspectors
    "1663": "",  # expel aid agencies
}


@cache
def nearest() -> dict[str, str]:
    """Code to type; an empty type says that longer codes have none."""
    listed: dict[str, str] = {}
    for row in event_types():
        if row.cameo_code:
            listed.setdefault(row.cameo_code, row.slug)
    return {**listed, **_SHARED, **_MORE}


def event_type(code: str) -> str:
    """The slug of the nearest type. Raises CellError for a code that has none."""
    code = code.strip()
    if not code:
        return ""
    _check(code)
    known = nearest()
    for length in range(len(code), 1, -1):
        if (slug := known.get(code[:length])) is not None:
            if slug:
                return slug
            break
    raise CellError(
        f"CAMEO {code} is none of the kinds of event recorded here. Leave the row "
        "out, or map a column with the kind of event."
    )


def _check(code: str) -> None:
    if not code.isascii() or not code.isdigit() or not 2 <= len(code) <= 4:
        raise CellError(f"“{code[:80]}” is not a CAMEO code. Write two to four digits.")
    if not 1 <= int(code[:2]) <= 20:
        raise CellError(
            f"“{code}” is not a CAMEO code: they begin with 01 to 20. A spreadsheet "
            f"may have taken its zero away; write 0{code}, and keep the column as text."
        )
