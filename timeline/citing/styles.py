"""Citations to be read: APA (7th edition) and Chicago (17th, bibliography).

Both styles are of English: their own words are English whatever the language of the
title, and a page marks them so.
"""

from datetime import date

from timeline.citing.cited import Cited
from timeline.citing.plain import one_line, plain_address

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_FORMS = {"event": "Data record", "view": "Data set"}
_INNER = str.maketrans({"“": "‘", "”": "’", '"': "'"})


def apa(cited: Cited) -> str:
    """``Site. (2025, May 20). Title (16 May 2025; version 3) [Data record]. https://…``

    The site is author and publisher in one, so it is said once.
    """
    day = cited.published
    published = f"{day.year}, {_MONTHS[day.month - 1]} {day.day}"
    return (
        f"{_ended(one_line(cited.site))} ({published}). {_apa_title(cited)}"
        f"[{_FORMS[cited.kind]}]. {_apa_address(cited)}"
    )


def chicago(cited: Cited) -> str:
    """``Site. “Title.” 16 May 2025, record e/12, version 3. Published …. https://…``"""
    title = _ended(one_line(cited.title).translate(_INNER))
    parts = [one_line(cited.date_words), cited.record, cited.edition]
    said = [_ended(one_line(cited.site)), f"“{title}”"]
    if about := ", ".join(filter(None, parts)):
        said.append(f"{_capital(about)}.")
    said.append(f"Published {_american(cited.published)}.")
    if cited.accessed:
        said.append(f"Accessed {_american(cited.accessed)}.")
    return " ".join([*said, f"{plain_address(cited.address)}."])


def _apa_title(cited: Cited) -> str:
    parts = [one_line(cited.date_words), _capital(cited.edition)]
    about = "; ".join(filter(None, parts))
    title = one_line(cited.title).rstrip(".")
    return f"{title} ({about}) " if about else f"{title} "


def _apa_address(cited: Cited) -> str:
    address = plain_address(cited.address)
    if cited.accessed is None:
        return address
    return f"Retrieved {_american(cited.accessed)}, from {address}"


def _american(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
