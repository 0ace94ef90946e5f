"""A version's record -> the boxes of the event form, as an editor would type it.

Things are found by their address part, so that what was renamed since stays itself, and
what was merged is what it became.
What is not there any more is typed as it was called, and said line by line; the form
then asks about it as about any name it does not know. What readers never see (notes to
drafts, boxes that no record has) is kept as it is at the desk.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet

from timeline.eventrecord import (
    CitationRecord,
    CommitmentRecord,
    EventRecord,
    ParticipationRecord,
    PartyRecord,
)
from timeline.forms.context import event_text
from timeline.forms.dating import day_words
from timeline.forms.held import Held, Row, held_by
from timeline.forms.naming import Participants, Places
from timeline.forms.submission import EventSubmission, form_data
from timeline.headings import DIMENSIONS
from timeline.models.codes import EventType, Topic
from timeline.models.events import Event
from timeline.models.locations import Location
from timeline.models.participants import Participant
from timeline.models.sources import Outlet, Source
from timeline.models.tracks import Track
from timeline.models.versions import FormerSlug

# The boxes that a record says something about; what makes a row of the desk the same.
_BOXES = frozenset(
    {
        "title",
        "type",
        "status",
        "date",
        "time_zone",
        "best_guess",
        "format",
        "place",
        "topics",
        "key",
        "summary",
    }
)
_SAME: dict[str, tuple[str, ...]] = {
    "citations": ("number",),
    "participations": ("participant", "role"),
    "tracks": ("track",),
    "planned_dates": ("date",),
    "commitments": ("debtor", "what"),
}
_COPIED = (
    "quote",
    "translation",
    "translated_by",
    "locator",
    "archive_url",
    "about",
    "states",
    "stance",
    "source_grade",
    "information_grade",
)
_DOCUMENT = ("url", "outlet", "title", "byline", "published", "language")
_FIELDS: dict[str, frozenset[str]] = {
    "citations": frozenset(
        {*_COPIED, *_DOCUMENT, "number", "quote_language", "speaker", "accessed"}
    ),
    "participations": frozenset(
        {"participant", "role", "office", "attendance", "on_behalf_of", "note"}
    ),
    "tracks": frozenset({"track", "round"}),
    "planned_dates": frozenset({"date", "announced", "reason", "citation"}),
    "commitments": frozenset({"debtor", "beneficiary", "what", "due", "status"}),
}


class Restored(NamedTuple):
    """What to type, and what of the version is not there any more, in sentences."""

    held: Held
    notes: list[str]

    def post(self) -> Any:
        return form_data(self.held.boxes, **self.held.rows)


def restored(record: EventRecord, event: Event) -> Restored:
    """The boxes that hold what readers saw of ``event`` in this record."""
    return _Restoring(record, event).result()


def desk_boxes(event: Event) -> Held:
    """What the form of an event holds as it is stored now."""
    return held_by(EventSubmission(instance=Event.objects.whole().get(pk=event.pk)))


class _Restoring:
    def __init__(self, record: EventRecord, event: Event) -> None:
        self.record, self.event = record, event
        self.now = desk_boxes(event)
        self.notes: list[str] = []
        people = Participant.objects.select_related("acts_for")
        self.people = _by_slug(
            people.prefetch_related("tenures"), (p["slug"] for p in _parties(record))
        )
        self.names = Participants().texts_of(self.people.values())
        cited = record["citations"]
        documents = Source.objects.select_related("outlet")
        self.sources = _by_slug(documents, (c["source"] for c in cited))
        self.outlets = _by_slug(Outlet.objects.all(), (c["outlet_slug"] for c in cited))
        self.tracks = _by_slug(
            Track.objects.all(), (t["slug"] for t in record["tracks"])
        )

    def result(self) -> Restored:
        boxes = {n: v for n, v in self.now.boxes.items() if n not in _BOXES}
        boxes |= _said(self._boxes())
        rows = dict(self.now.rows)
        rows["citations"] = self._kept("citations", self._citations())
        rows["participations"] = self._kept("participations", self._parts())
        rows["tracks"] = self._kept("tracks", self._tracks())
        rows["planned_dates"] = self._kept("planned_dates", self._planned())
        rows["relations"] = list(self._relations())
        rows["commitments"] = self._kept("commitments", self._commitments())
        return Restored(Held(boxes, rows), self.notes)

    def _kept(self, section: str, rows: Iterable[Row]) -> list[Row]:
        """The rows, with what no record tells taken from the same row at the desk."""
        same = _SAME[section]
        stored = {
            tuple(row.get(n) for n in same): row
            for row in reversed(self.now.rows.get(section, []))
        }
        made = []
        for row in map(_said, rows):
            more = stored.get(tuple(row.get(n) for n in same), {})
            extra = {n: v for n, v in more.items() if n not in _FIELDS[section]}
            made.append(extra | row)
        return made

    # The event itself.
    def _boxes(self) -> Row:
        record, when = self.record, self.record["date"]
        guess = when["best_guess"]
        place, zone = self._place()
        return {
            "title": record["title"],
            "type": self._code(EventType, record["type"], "kind of event"),
            "status": record["status"],
            "date": when["text"],
            "time_zone": "" if when["time_zone"] == zone else when["time_zone"],
            "best_guess": _day(guess or ""),
            "format": record["format"],
            "place": place,
            "topics": sorted(
                filter(None, (self._code(Topic, t, "topic") for t in record["topics"]))
            ),
            "key": record["key"],
            "summary": record["summary"],
        }

    def _code(self, model: Any, said: Any, noun: str) -> str:
        if model.objects.filter(slug=said["slug"]).exists():
            return str(said["slug"])
        self.notes.append(f"There is no {noun} “{said['label']}” any more.")
        return ""

    def _place(self) -> tuple[str, str]:
        """What to type for the place, and the zone it has by itself."""
        said = self.record["place"]
        if said is None:
            return "", ""
        found = _by_slug(Location.objects.all(), [said["slug"]]).get(said["slug"])
        if found is None:
            self._gone("place", said["name"])
            return said["name"], ""
        return Places().texts_of([found])[found.pk], found.zone()

    def _gone(self, noun: str, name: str) -> None:
        sentence = (
            f"The {noun} “{name}” is not there under this name any more: the box says "
            "it as it was. Write what it is called now, or create it."
        )
        if sentence not in self.notes:
            self.notes.append(sentence)

    def _party(self, party: PartyRecord | None) -> str:
        if party is None:
            return ""
        if found := self.people.get(party["slug"]):
            return self.names[found.pk]
        self._gone("participant", party["name"])
        return party["name"]

    # Its rows.
    def _parts(self) -> Iterator[Row]:
        day = self.record["date"]["start_earliest"]
        for part in self.record["participations"]:
            yield {
                "participant": self._party(part["participant"]),
                "role": part["role"],
                "office": self._office(part, day),
                "attendance": part["attendance"],
                "on_behalf_of": self._side(part),
                "note": part["note"],
            }

    def _office(self, part: ParticipationRecord, day: str | None) -> str:
        """Empty where the dated tenures say the same."""
        someone = self.people.get(part["participant"]["slug"])
        dated = self.record["date"]
        known = day or dated["start_latest"] or dated["end_latest"]
        held = someone.office_on(date.fromisoformat(known)) if someone and known else ""
        return "" if part["office"] == held else part["office"]

    def _side(self, part: ParticipationRecord) -> str:
        """Empty where the participant acts for that side anyway."""
        someone, side = (
            self.people.get(part["participant"]["slug"]),
            part["on_behalf_of"],
        )
        usual = someone.acts_for if someone else None
        if side and usual and usual.slug == side["slug"]:
            return ""
        return self._party(side)

    def _citations(self) -> Iterator[Row]:
        for said in self.record["citations"]:
            yield {
                **self._document(said),
                "number": str(said["number"]),
                "speaker": self._party(said["speaker"]),
                "accessed": _day(said["accessed"]),
                **{name: said[name] for name in _COPIED},  # type: ignore[literal-required]
            }

    def _document(self, said: CitationRecord) -> Row:
        """The source as it is stored now: a citation cannot say otherwise."""
        if found := self.sources.get(said["source"]):
            language = found.language
            row = {
                "url": found.url,
                "outlet": found.outlet.name,
                "title": found.title,
                "byline": found.byline,
                "published": day_words(found.published) if found.published else "",
                "language": language,
            }
        else:
            language = said["language"]
            outlet = self.outlets.get(said["outlet_slug"])
            name = outlet.name if outlet else said["outlet"]
            self.notes.append(
                f"The source “{name}: {said['title'] or said['url']}” was removed "
                "since. It is entered again when you save."
            )
            if outlet is None:
                self._gone("outlet", name)
            row = {
                "url": said["url"],
                "outlet": name,
                "title": said["title"],
                "byline": said["byline"],
                "published": _day(said["published"]),
                "language": language,
            }
        same = said["quote_language"] == language
        return row | {"quote_language": "" if same else said["quote_language"]}

    def _tracks(self) -> Iterator[Row]:
        for said in self.record["tracks"]:
            found = self.tracks.get(said["slug"])
            if found is None:
                self._gone("process", said["name"])
            yield {
                "track": found.name if found else said["name"],
                "round": str(said["round"] or ""),
            }

    def _planned(self) -> Iterator[Row]:
        for said in self.record["planned_dates"]:
            yield {
                "date": said["date"]["text"],
                "announced": _day(said["announced"]),
                "reason": said["reason"],
                "citation": str(said["citation"] or ""),
            }

    def _relations(self) -> Iterator[Row]:
        """Those of the version, and those to events readers do not see."""
        numbers = [said["event_id"] for said in self.record["relations"]]
        known = {e.number: e for e in Event.objects.filter(number__in=numbers)}
        for said in self.record["relations"]:
            if target := known.get(said["event_id"]):
                yield {"kind": said["kind"], "target": event_text(target)}
            else:
                self.notes.append(
                    f"The related event {said['event_id']} “{said['title']}” is not "
                    "there any more, and is left out."
                )
        shown = Event.DeskState.PUBLISHED
        for relation in self.event.relations.exclude(target__desk_state=shown):
            if relation.target.number not in numbers:
                yield {"kind": relation.kind, "target": event_text(relation.target)}

    def _commitments(self) -> Iterator[Row]:
        for said in self.record["commitments"]:
            yield self._commitment(said)

    def _commitment(self, said: CommitmentRecord) -> Row:
        return {
            "debtor": self._party(said["debtor"]),
            "beneficiary": self._party(said["beneficiary"]),
            "what": said["what"],
            "due": said["due"],
            "status": said["status"],
        }


def _parties(record: EventRecord) -> Iterator[PartyRecord]:
    """Every participant a record names, in any part."""
    for part in record["participations"]:
        yield part["participant"]
        if part["on_behalf_of"]:
            yield part["on_behalf_of"]
    yield from (c["speaker"] for c in record["citations"] if c["speaker"])
    for owed in record["commitments"]:
        yield owed["debtor"]
        if owed["beneficiary"]:
            yield owed["beneficiary"]


def _by_slug(rows: QuerySet[Any], slugs: Iterable[str]) -> dict[str, Any]:
    """Those of ``rows`` that are called so; for what was merged, the one it is now."""
    wanted = set(slugs)
    found = {one.slug: one for one in rows.filter(slug__in=wanted)}
    if missing := wanted - set(found):
        merged = FormerSlug.objects.filter(
            dimension=DIMENSIONS[rows.model], value__in=missing
        )
        now = dict(merged.values_list("value", "now"))
        kept = {one.slug: one for one in rows.filter(slug__in=now.values())}
        found |= {was: kept[slug] for was, slug in now.items() if slug in kept}
    return found


def _day(text: str) -> str:
    return day_words(date.fromisoformat(text)) if text else ""


def _said(row: Row) -> Row:
    """The row without its empty boxes."""
    return {name: value for name, value in row.items() if value}
