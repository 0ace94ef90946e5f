"""PA-X: peace agreements since 1990, one row each, with a header.

Columns as in the PA-X Codebook (Bell, Badanjak and others; University of Edinburgh,
version 5 and later). ``Part`` names the parties in prose: its lines and semicolons are
taken as one party each, and the desk asks before any of them becomes a participant.
"""

import re

from timeline.formats.csv import join_cell
from timeline.importing.profiles import titles
from timeline.importing.profiles.shape import Cells, Made, Profile, copied
from timeline.names import clean

_ADDRESS = "https://www.peaceagreements.org/view/{number}"
_CEASEFIRE = "cea"  # of Stage: ceasefires and related agreements
_BETWEEN = re.compile(r"[;\n\r]+")
_LONGEST_NAME = 120


def _type(cells: Cells) -> str:
    stage = cells["Stage"].strip().casefold()
    return "ceasefire-announced" if stage.startswith(_CEASEFIRE) else "agreement-signed"


def _title(cells: Cells) -> str:
    name = clean(cells["Agt"])
    return titles.cut(f"Parties agree the {name}") if name else ""


def _parties(cells: Cells) -> list[str]:
    parts = (clean(part).strip(" .,:") for part in _BETWEEN.split(cells["Part"]))
    named = dict.fromkeys(part for part in parts if 0 < len(part) <= _LONGEST_NAME)
    return list(named)


def _number(cells: Cells) -> str:
    number = cells["AgtId"].strip()
    return number if number.isascii() and number.isdigit() else ""


def _source(cells: Cells) -> str:
    name = clean(cells["Agt"])
    return f"PA-X Peace Agreements Database: {name}"[:300] if name else ""


def _address(cells: Cells) -> str:
    number = _number(cells)
    return _ADDRESS.format(number=number) if number else ""


PAX = Profile(
    name="pax",
    label="PA-X peace agreements",
    about="The CSV of the PA-X Peace Agreements Database. PA-X Codebook.",
    known_by=("Con", "PPName", "AgtId", "Agt", "Dat"),
    makes=(
        Made("title", ("Agt",), _title),
        Made("type", ("Stage", "Agt"), _type),
        copied("date_text", "Dat"),
        Made("participants", ("Part",), lambda cells: join_cell(_parties(cells))),
        Made("roles", ("Part",), lambda c: join_cell(["signatory"] * len(_parties(c)))),
        Made(
            "tracks",
            ("PPName",),
            lambda c: join_cell(filter(None, [clean(c["PPName"])])),
        ),
        Made("sources", ("Agt",), _source),
        Made("source_urls", ("AgtId",), _address),
    ),
    days=("Dat",),
    keeps=("AgtId", "Con", "PP", "Status", "Stage", "StageSub", "Part", "ThrdPart"),
)
