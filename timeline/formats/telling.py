"""What calendars and feeds tell of an event beside its title, in English.

Labels are those of the code lists; a code that is no longer there stands for itself.
"""

from collections.abc import Iterator
from html import escape

from timeline.codelists.labels import labels
from timeline.eventrecord import (
    CitationRecord,
    EventRecord,
    ParticipationRecord,
    PlaceRecord,
)
from timeline.formats.dating import date_words
from timeline.markdown import clean_html, is_web_address

MIGHT = "Might fall outside the dates asked for."
_LARGEST = "country"  # the last of the larger places that is named


def plain(record: EventRecord, *, date_match: str) -> str:
    """Lines of plain text: what is known, the summary, who took part, the sources."""
    parts = [
        summary_line(record, date_match=date_match),
        record["summary"],
        "\n".join(map(_participation, record["participations"])),
        "\n".join(map(_source, record["citations"])),
    ]
    return "\n\n".join(filter(None, parts))


def html(record: EventRecord, *, date_match: str) -> str:
    """The same as clean HTML: a few tags, and links to http(s) addresses only."""
    said = summary_line(record, date_match=date_match)
    who = [escape(_participation(part)) for part in record["participations"]]
    sources = map(_source_html, record["citations"])
    return (
        f"<p>{escape(said)}</p>\n"
        f"{clean_html(record['summary'])}{_list(who)}{_list(sources)}"
    )


def summary_line(record: EventRecord, *, date_match: str) -> str:
    """``16 May 2025, 13:35 (Europe/Istanbul). Istanbul, Türkiye. Took place. ...``."""
    said = [
        date_words(record["date"]),
        place_words(record["place"]),
        label("lifecycle", record["status"]),
        label("standing", record["standing"]),
    ]
    line = " ".join(f"{text.removesuffix('.')}." for text in said if text)
    line = line[0].upper() + line[1:]
    return f"{line} {MIGHT}" if date_match == "might" else line


def place_words(place: PlaceRecord | None) -> str:
    """``Dolmabahçe Palace, Istanbul, Türkiye``: up to the country; "" when unknown."""
    return ", ".join(_places(place)) if place else ""


def label(list_name: str, code: str) -> str:
    return labels(list_name).get(code, code)


def _places(place: PlaceRecord) -> Iterator[str]:
    yield place["name"]
    if place["kind"] == _LARGEST:
        return
    for larger in place["ancestors"]:
        yield larger["name"]
        if larger["kind"] == _LARGEST:
            return


def _participation(part: ParticipationRecord) -> str:
    """``Rustem Umerov: Head of delegation, Minister of Defence, Attended``."""
    known = filter(
        None,
        (
            label("role", part["role"]),
            part["office"],
            label("attendance", part["attendance"]),
        ),
    )
    return f"{part['participant']['name']}: {', '.join(known)}"


def _source(citation: CitationRecord) -> str:
    """``[1] Agency: Talks end. https://agency.example/1``."""
    said = f"[{citation['number']}] {source_words(citation)}"
    return f"{said}. {citation['url']}" if citation["url"] else said


def source_words(citation: CitationRecord) -> str:
    return ": ".join(filter(None, (citation["outlet"], citation["title"])))


def _source_html(citation: CitationRecord) -> str:
    said = escape(source_words(citation))
    if is_web_address(citation["url"]):
        said = f'<a href="{escape(citation["url"])}">{said}</a>'
    return f"[{citation['number']}] {said}"


def _list(entries: Iterator[str] | list[str]) -> str:
    shown = "".join(f"<li>{entry}</li>\n" for entry in entries)
    return f"<ul>\n{shown}</ul>\n" if shown else ""
