"""An event's record -> the terms and the words it is found by. Pure."""

from collections.abc import Iterator

from timeline.eventrecord import EventRecord, ParticipationRecord, PartyRecord
from timeline.models.versions import VersionTerm
from timeline.records import shown_status

Term = tuple[str, str, str]  # dimension, value, role
D = VersionTerm.Dimension


def terms_of(record: EventRecord) -> list[Term]:
    """Every (dimension, value, role) of a record, each once, in a fixed order."""
    return list(dict.fromkeys(_terms(record)))


def _terms(record: EventRecord) -> Iterator[Term]:
    for part in record["participations"]:
        yield from _who(part)
    yield D.KIND, record["type"]["family"], ""
    yield D.KIND, kind_value(record), ""
    yield from _statuses(record)
    for track in record["tracks"]:
        yield D.PROCESS, track["slug"], ""
    for topic in record["topics"]:
        yield D.TOPIC, topic["slug"], ""
    yield from _places(record)
    yield from _sources(record)
    yield from _marks(record)
    for relation in record["relations"]:
        yield D.RELATION, str(relation["event_id"]), ""
        yield D.RELATION, str(relation["event_id"]), relation["kind"]


def kind_value(record: EventRecord) -> str:
    """``talks.negotiation-round``: a type within its family."""
    return f"{record['type']['family']}.{record['type']['slug']}"


def _who(part: ParticipationRecord) -> Iterator[Term]:
    """The participant, and the states and bodies it acts for, with its role."""
    yield D.ROLE, part["role"], ""
    for someone in [part["participant"], *part["side_chain"]]:
        yield D.WHO, someone["slug"], ""
        yield D.WHO, someone["slug"], part["role"]


def _statuses(record: EventRecord) -> Iterator[Term]:
    yield D.STATUS, shown_status(record["status"], record["standing"]), ""
    yield D.STATUS, record["status"], ""
    if record["standing"] == "disputed":
        yield D.STATUS, "disputed", ""


def _places(record: EventRecord) -> Iterator[Term]:
    place = record["place"]
    if place:
        yield D.PLACE, place["slug"], ""
        for larger in place["ancestors"]:
            yield D.PLACE, larger["slug"], ""


def _sources(record: EventRecord) -> Iterator[Term]:
    for citation in record["citations"]:
        yield D.SOURCE, citation["outlet_slug"], ""
        yield D.DOCUMENT, citation["source"], ""
        for language in (citation["language"], citation["quote_language"]):
            if language:
                yield D.LANGUAGE, language, ""


def _marks(record: EventRecord) -> Iterator[Term]:
    if any(c["quote"] for c in record["citations"]):
        yield D.HAS, "quote", ""
    if record["key"]:
        yield D.HAS, "key", ""
    if record["commitments"]:
        yield D.HAS, "commitment", ""
    for difference in record["differences"]:
        yield D.HAS, f"disputed-{difference['about']}", ""


def search_text(record: EventRecord) -> str:
    """All the words a reader may search by: title, summary, quotes, names."""
    return "\n".join(filter(None, _texts(record)))


def _texts(record: EventRecord) -> Iterator[str]:
    yield record["title"]
    yield record["summary"]
    yield record["type"]["label"]
    for part in record["participations"]:
        yield from _names(part["participant"])
        yield part["office"]
        for someone in part["side_chain"]:
            yield from _names(someone)
    place = record["place"]
    if place:
        yield from [place["name"], *_values(place["names"])]
        for larger in place["ancestors"]:
            yield from [larger["name"], *_values(larger["names"])]
    for track in record["tracks"]:
        yield track["name"]
    for citation in record["citations"]:
        yield from (citation["outlet"], citation["title"], citation["byline"])
        yield from (citation["quote"], citation["translation"])


def _names(someone: PartyRecord) -> list[str]:
    return [someone["name"], *_values(someone["names"])]


def _values(names: object) -> list[str]:
    return list(names.values()) if isinstance(names, dict) else []
