"""The events that the golden files hold, and what writes them.

``python -m tests.told`` writes the golden files anew; read the difference.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from timeline.dates import EventDate, read_date
from timeline.eventrecord import CitationRecord, EventRecord, ParticipationRecord
from timeline.formats import FORMATS, View, csv

GOLDEN = Path(__file__).parent / "golden"
BASE_URL = "https://timeline.example"


def party(name: str, kind: str = "state") -> Any:
    return {"slug": "s", "name": name, "names": {"en": name}, "kind": kind}


def took_part(name: str, role: str, **more: str) -> ParticipationRecord:
    return {
        "participant": party(name),
        "role": role,
        "attendance": more.get("attendance", ""),
        "office": more.get("office", ""),
        "on_behalf_of": None,
        "side_chain": [],
        "note": "",
    }


def cited(number: int, outlet: str, **more: str) -> CitationRecord:
    cited: Any = dict.fromkeys(CitationRecord.__annotations__, "")
    cited |= {"number": number, "outlet": outlet, "speaker": None, **more}
    return cast("CitationRecord", cited)


def place(name: str, kind: str, at: Any = (None, None), within: Any = ()) -> Any:
    larger = [{**party(n, k), "iso2": ""} for n, k in within]
    return {
        **party(name, kind),
        "latitude": at[0],
        "longitude": at[1],
        "geo_precision": "place",
        "time_zone": "",
        "ancestors": larger,
    }


def dated(text: str, edtf: str, *bounds: str | None, **more: str) -> Any:
    names = ("start_earliest", "start_latest", "end_earliest", "end_latest")
    return {
        "text": text,
        "edtf": edtf,
        "kind": more.get("kind", "exact"),
        "precision": more.get("precision", "day"),
        **dict(zip(names, bounds, strict=True)),
        "time_start": more.get("time_start", ""),
        "time_end": more.get("time_end", ""),
        "part_of_day": more.get("part_of_day", ""),
        "time_zone": more.get("time_zone", ""),
        "best_guess": None,
    }


def when(text: str, zone: str = "") -> Any:
    """A date as the desk reads and stores it."""
    read: EventDate = read_date(text)
    bounds = (
        bound.isoformat() if bound else None
        for bound in (
            read.start_earliest,
            read.start_latest,
            read.end_earliest,
            read.end_latest,
        )
    )
    return dated(
        text,
        read.edtf,
        *bounds,
        kind=read.kind.value,
        precision=read.precision,
        time_start=f"{read.time_start:%H:%M}" if read.time_start else "",
        time_end=f"{read.time_end:%H:%M}" if read.time_end else "",
        part_of_day=read.part_of_day,
        time_zone=read.zone or zone,
    )


def record(event_id: int, title: str, **more: Any) -> EventRecord:
    """A plain record: one participant, one source, an exact day."""
    plain: dict[str, Any] = {
        "event_id": event_id,
        "version": 1,
        "slug": "an-event",
        "title": title,
        "summary": "",
        "type": {
            "slug": "statement",
            "label": "Statement",
            "family": "words",
            "cameo": "010",
            "plover": "",
        },
        "topics": [],
        "key": False,
        "status": "took-place",
        "standing": "reported",
        "format": "",
        "date": dated("15 May 2025", "2025-05-15", *["2025-05-15"] * 4),
        "day_order": 0,
        "planned_dates": [],
        "place": None,
        "participations": [took_part("France", "speaker")],
        "citations": [cited(1, "Agency")],
        "differences": [],
        "tracks": [],
        "relations": [],
        "commitments": [],
        "recorded_at": "2025-05-16T09:00:00+00:00",
    }
    return {**plain, **more}  # type: ignore[typeddict-item]


def talks() -> EventRecord:
    """Every column filled, with several values where there can be."""
    previous = dated("15 May 2025", "2025-05-15", *["2025-05-15"] * 4)
    return record(
        12,
        "Russia and Ukraine hold direct talks in Istanbul",
        version=3,
        slug="russia-and-ukraine-hold-direct-talks",
        summary='They met for "two hours", then left [1].\n\nNo truce, no date [2].',
        type={
            "slug": "negotiation-round",
            "label": "Negotiation round / peace talks",
            "family": "talks",
            "cameo": "036",
            "plover": "CONSULT third-party",
        },
        topics=[
            {"slug": "military", "label": "Military"},
            {"slug": "executive", "label": "Executive"},
        ],
        standing="confirmed",
        date=dated(
            "16 May 2025 13:35",
            "2025-05-16",
            *["2025-05-16"] * 4,
            time_start="13:35",
            time_zone="Europe/Istanbul",
        ),
        place=place(
            "Dolmabahçe Palace",
            "site",
            (41.0392, 29.00049),
            [("Istanbul", "city"), ("Türkiye", "country"), ("Europe", "region")],
        ),
        participations=[
            took_part("Vladimir Medinsky", "head-of-delegation", office="Aide"),
            took_part("Rustem Umerov", "head-of-delegation", attendance="attended"),
            took_part("Türkiye", "host", attendance="attended"),
        ],
        citations=[
            cited(1, "Agency", title="Talks end", url="https://agency.example/1"),
            cited(2, "Suspilne", quote="Без перемир’я", url="https://s.example/a,b"),
            cited(3, "Daily", title="A | B"),
        ],
        tracks=[
            {"slug": "t", "name": "Direct talks", "round": 1, "round_label": "round 1"}
        ],
        planned_dates=[
            {"date": previous, "announced": "", "reason": "", "citation": None}
        ],
        relations=[
            {"kind": "follows", "event_id": 9, "title": "", "slug": "", "date": ""},
            {"kind": "part-of", "event_id": 4, "title": "", "slug": "", "date": ""},
        ],
    )


def told() -> list[tuple[EventRecord, str]]:
    """The events of the golden files, each with its ``date_match``."""
    return [
        (talks(), "certain"),
        (
            record(
                13,
                '=HYPERLINK("https://evil.example")',
                summary="+1 | -1 \\ @home 🕊️",
                date=when("by 31 May 2025"),
            ),
            "might",
        ),
        (
            record(
                14,
                "تصريح وزير الخارجية",
                date=when("May 2025"),
                place=place("South Africa", "country"),
                participations=[
                    took_part("Either | Or", "party"),
                    took_part("-Minus", "observer", office="'Envoy'"),
                ],
            ),
            "certain",
        ),
        (
            record(15, "A ship is at sea", place=place("Cape", "sea", (-33.9, 18.0))),
            "certain",
        ),
        (
            record(
                16,
                "The ministers meet again",
                status="cancelled",
                date=when("2-3 June 2025"),
                participations=[],
            ),
            "certain",
        ),
        (
            record(17, "The embargo is in force", date=when("since 12 May 2025")),
            "certain",
        ),
        (
            record(
                18,
                "The envoys meet",
                status="scheduled",
                date=when("between 16 and 22 May 2025"),
            ),
            "might",
        ),
    ]


def a_view(**changes: Any) -> View:
    """The view all golden files are of."""
    said = {
        "base_url": BASE_URL,
        "site_name": "Diplomatic Timeline",
        "sentence": f"{len(told())} events. Newest first.",
        "query": "",
        "address": f"{BASE_URL}/",
        "fixed": f"{BASE_URL}/?as_of=2025-06-02T10%3A00%3A00Z",
        "count": len(told()),
        "data_version": 57,
        "moment": datetime(2025, 6, 2, 10, tzinfo=UTC),
    }
    return View(**{**said, **changes})


Events = Iterable[tuple[EventRecord, str]]


def written(
    name: str, unit: str = "", *, events: Events | None = None, view: View | None = None
) -> bytes:
    """The file of the events, or of those of the golden files."""
    units = FORMATS[name].units
    chosen = units[unit or next(iter(units))]
    stored: Any = csv.line if chosen.reads == "csv_line" else lambda event: event
    rows = ((stored(event), match) for event, match in events or told())
    pieces = chosen.write(rows, view=view or a_view())
    return b"".join(p if isinstance(p, bytes) else p.encode() for p in pieces)


def written_of(name: str, *events: EventRecord) -> bytes:
    """The file of these events alone."""
    return written(name, events=[(event, "certain") for event in events])


def golden() -> Iterator[tuple[str, bytes]]:
    """The name and the content of every golden file. A zip is a folder of its files:
    how small it gets depends on the machine."""
    for name, fmt in FORMATS.items():
        for number, unit in enumerate(fmt.units):
            said = f"{unit}." if number else ""
            file = f"events.{said}{fmt.extension}"
            data = written(name, unit)
            if fmt.extension == "zip":
                yield from ((f"{file}/{n}", d) for n, d in unpacked(data).items())
            else:
                yield file, data


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def main() -> None:
    for name, data in golden():
        file = GOLDEN / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(data)


if __name__ == "__main__":
    main()
