"""A made-up event, whole: what the examples of columns and fields are taken from."""

from datetime import UTC, datetime

from django.conf import settings

from timeline.codelists.tables import event_types
from timeline.dates import EventDate, read_date
from timeline.eventrecord import (
    AncestorRecord,
    CitationRecord,
    DateRecord,
    EventRecord,
    PartyRecord,
    PlaceRecord,
    TypeRecord,
)
from timeline.formats import View

_DATE = "14 March 2031 10:00"
_PLANNED = "7 March 2031"
_DUE = "1 June 2031"
_AUSTRIA = PartyRecord(
    slug="austria",
    name="Austria",
    names={"en": "Austria", "tr": "Avusturya"},
    kind="state",
)
_SLOVENIA = PartyRecord(
    slug="slovenia", name="Slovenia", names={"en": "Slovenia"}, kind="state"
)
_MINISTER = PartyRecord(slug="ana-kovac", name="Ana Kovač", names={}, kind="person")


def sample_record() -> EventRecord:
    """The record of the made-up event; its date and codes are read as any other."""
    return EventRecord(
        event_id=12,
        version=3,
        slug="austria-and-slovenia-agree-on-a-rail-link",
        title="Austria and Slovenia agree on a rail link",
        summary="The ministers agreed on a second track by 2035 [1].",
        type=_type("bilateral-meeting"),
        topics=[{"slug": "economic", "label": "Economy"}],
        key=False,
        status="took-place",
        standing="disputed",
        format="in-person",
        date=_date(_DATE, zone="Europe/Vienna"),
        day_order=0,
        planned_dates=[
            {
                "date": _date(_PLANNED),
                "announced": "2031-02-20",
                "reason": "The minister was ill",
                "citation": 2,
            }
        ],
        place=_place(),
        participations=[
            {
                "participant": _AUSTRIA,
                "role": "host",
                "attendance": "attended",
                "office": "",
                "on_behalf_of": None,
                "side_chain": [],
                "note": "",
            },
            {
                "participant": _MINISTER,
                "role": "head-of-delegation",
                "attendance": "attended",
                "office": "Minister of Infrastructure",
                "on_behalf_of": _SLOVENIA,
                "side_chain": [_SLOVENIA],
                "note": "Arrived late",
            },
        ],
        citations=[_citation(1), _citation(2)],
        differences=[
            {
                "about": "date",
                "says": [{"states": "10:00", "outlet": "APA", "citation": 1}],
                "says_otherwise": [{"states": "11:00", "outlet": "STA", "citation": 2}],
            }
        ],
        tracks=[
            {
                "slug": "rail-talks",
                "name": "Rail talks",
                "round": 2,
                "round_label": "round 2",
            }
        ],
        relations=[
            {
                "kind": "follows",
                "event_id": 9,
                "title": "Austria proposes a rail link",
                "slug": "austria-proposes-a-rail-link",
                "date": "3 February 2031",
            }
        ],
        commitments=[
            {
                "debtor": _SLOVENIA,
                "beneficiary": _AUSTRIA,
                "what": "Publish the route",
                "due": _DUE,
                "status": "partly",
                "due_edtf": "2031-06-01",
                "due_earliest": "2031-06-01",
                "due_latest": "2031-06-01",
                "implemented_by": [
                    {
                        "event_id": 15,
                        "title": "Slovenia publishes the first half of the route",
                        "slug": "slovenia-publishes-the-first-half-of-the-route",
                        "date": "20 May 2031",
                    }
                ],
            }
        ],
        recorded_at="2031-03-15T08:30:00+00:00",
        corrections=[
            {
                "version": 2,
                "recorded_at": "2031-03-15T08:30:00+00:00",
                "text": "The first version named the wrong station.",
            }
        ],
        date_match="certain",
    )


def sample_view() -> View:
    """A view that holds nothing but the made-up event."""
    return View(
        base_url=settings.SITE_URL,
        site_name=settings.SITE_NAME,
        sentence="One event.",
        query="",
        address=f"{settings.SITE_URL}/",
        fixed=f"{settings.SITE_URL}/",
        count=1,
        data_version=1,
        moment=datetime(2031, 3, 15, 8, 30, tzinfo=UTC),
    )


def _type(slug: str) -> TypeRecord:
    row = next(row for row in event_types() if row.slug == slug)
    return TypeRecord(
        slug=row.slug,
        label=row.label,
        family=row.reader_family,
        cameo=row.cameo_code,
        plover=f"{row.plover_event} {row.plover_mode}".strip(),
    )


def _date(text: str, *, zone: str = "") -> DateRecord:
    when: EventDate = read_date(text)
    start, end = when.start_earliest, when.end_latest
    return DateRecord(
        text=text,
        edtf=when.edtf,
        kind=when.kind.value,
        precision=when.precision,
        start_earliest=start.isoformat() if start else None,
        start_latest=when.start_latest.isoformat() if when.start_latest else None,
        end_earliest=when.end_earliest.isoformat() if when.end_earliest else None,
        end_latest=end.isoformat() if end else None,
        time_start=when.time_start.isoformat("minutes") if when.time_start else "",
        time_end="",
        part_of_day=when.part_of_day,
        time_zone=zone,
        best_guess=None,
    )


def _place() -> PlaceRecord:
    return PlaceRecord(
        slug="graz",
        name="Graz",
        names={"en": "Graz", "uk": "Грац"},
        kind="city",
        latitude=47.06667,
        longitude=15.45,
        geo_precision="place",
        time_zone="Europe/Vienna",
        ancestors=[
            AncestorRecord(
                slug="austria",
                name="Austria",
                names={"en": "Austria"},
                kind="country",
                iso2="AT",
            )
        ],
    )


def _citation(number: int) -> CitationRecord:
    outlet = ("APA", "STA")[number - 1]
    return CitationRecord(
        number=number,
        source=f"{outlet.lower()}-ministers-meet",
        outlet=outlet,
        outlet_slug=outlet.lower(),
        outlet_kind="news-agency",
        outlet_country=("Austria", "Slovenia")[number - 1],
        title="Ministers meet on rail link",
        byline="J. Huber",
        url=f"https://{outlet.lower()}.example/ministers-meet",
        published="2031-03-14",
        language=("de", "sl")[number - 1],
        quote="Wir bauen das zweite Gleis.",
        quote_language="de",
        translation="We will build the second track.",
        translated_by="the editors",
        speaker=_MINISTER,
        locator="paragraph 4",
        archive_url=f"https://archive.example/{outlet.lower()}",
        accessed="2031-03-14",
        about="date",
        states=("10:00", "11:00")[number - 1],
        stance=("supports", "disputes")[number - 1],
        source_grade="B",
        information_grade="2",
    )
