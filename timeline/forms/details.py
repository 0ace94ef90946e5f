"""What a link alone tells about a document. Nothing is fetched from the network."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple
from urllib.parse import urlsplit

from timeline.codelists.languages import LANGUAGES
from timeline.forms.citations import host_of, outlet_of
from timeline.forms.dating import day_words
from timeline.forms.naming import Offer
from timeline.models.sources import Source

LONGEST = 1000
# /2025/05/16/, /2025-05-16-talks, /20250516/: the day in the path, where it has one.
_DAY = re.compile(r"(?<!\d)(\d{4})([/-]?)(\d{2})\2(\d{2})(?!\d)")


class Details(NamedTuple):
    """Boxes of a citation with what to fill in, and what to say about them."""

    boxes: dict[str, str]
    said: str
    published: tuple[Offer, ...]  # days the link names: offered, never filled in
    known: bool


NOTHING = Details({}, "", (), known=False)


def details_of(url: str, *, today: date) -> Details:
    """What the stored source of this link says, else what its host tells."""
    url = url.replace("\x00", "").strip()[:LONGEST]
    host = host_of(url)
    if not host:
        return NOTHING
    stored = Source.objects.select_related("outlet").filter(url=url).first()
    return _of_stored(stored, today) if stored else _of_host(url, host, today)


def _of_stored(source: Source, today: date) -> Details:
    boxes = {
        "outlet": source.outlet.name,
        "title": source.title,
        "byline": source.byline,
        "language": source.language,
        "published": day_words(source.published) if source.published else "",
        "accessed": day_words(today),
    }
    said = f"This source is stored already: {_told(boxes)}."
    return Details({k: v for k, v in boxes.items() if v}, said, (), known=True)


def _of_host(url: str, host: str, today: date) -> Details:
    outlet = outlet_of(url)
    boxes = {"accessed": day_words(today)}
    if outlet:
        boxes |= {"outlet": outlet.name, "language": outlet.language}
    boxes = {name: text for name, text in boxes.items() if text}
    who = _told(boxes) if outlet else f"No outlet is known at {host}. Say who published"
    return Details(boxes, f"{who}.", tuple(_days_in(url)), known=outlet is not None)


def _told(boxes: dict[str, str]) -> str:
    """``Reuters, published 16 May 2025, in English, opened on 28 November 2026``."""
    language = LANGUAGES.get(boxes.get("language", ""), boxes.get("language", ""))
    parts = [
        boxes.get("outlet", ""),
        f"published {boxes['published']}" if boxes.get("published") else "",
        f"in {language}" if language else "",
        f"opened on {boxes['accessed']}",
    ]
    return ", ".join(filter(None, parts))


def _days_in(url: str) -> Iterator[Offer]:
    """The days a link's path names, at most two."""
    seen: list[date] = []
    for year, _, month, day in _DAY.findall(urlsplit(url).path):
        try:
            found = date(int(year), int(month), int(day))
        except ValueError:
            continue
        if found not in seen and found.year >= 1990 and len(seen) < 2:
            seen.append(found)
            yield Offer(
                day_words(found), f"Published {day_words(found)}, as the link says"
            )
