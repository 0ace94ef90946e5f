"""The cast of the Istanbul talks, made at the desk with plain models.

Every named thing is made once and then found again: ``russia()`` is always the same
row. ``draft()`` and ``published()`` make an event with all that publishing asks for;
say only what the test is about::

    talks = published(date="16 May 2025", who=[(russia(), "party")], where=istanbul())

A participant in ``who`` may have a dict of further columns behind its role, and a
source in ``sources`` may have one behind it::

    who=[(umerov(), "head-of-delegation", {"attendance": "attended"})]
    sources=[article(reuters()), (article(tass()), {"about": "date", "states": "..."})]
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from timeline import publishing
from timeline.dates import read_date
from timeline.models.codes import EventType, Topic
from timeline.models.events import (
    Commitment,
    Event,
    EventRelation,
    EventTrack,
    Participation,
    PlannedDate,
)
from timeline.models.locations import Location, LocationName
from timeline.models.naming import Spelling
from timeline.models.participants import Participant, ParticipantName, Tenure
from timeline.models.sources import Citation, Outlet, Source
from timeline.models.tracks import Round, Track
from timeline.models.versions import EventVersion
from timeline.names import slugify
from timeline.reviewing.groups import ADMINISTRATORS, EDITORS, REVIEWERS, group

TALKS = "Russia and Ukraine hold their first direct talks since 2022"
Fields = dict[str, Any]
Part = tuple[Participant, str] | tuple[Participant, str, Fields]
Cited = Source | tuple[Source, Fields]

# Who


def russia() -> Participant:
    return state("Russia", "RU", uk="Росія", ru="Россия", also=["Russian Federation"])


def ukraine() -> Participant:
    return state("Ukraine", "UA", uk="Україна", ru="Украина")


def united_states() -> Participant:
    also = ["United States of America", "US", "USA"]
    return state("United States", "US", ru="США", also=also)


def turkiye() -> Participant:
    return state("Türkiye", "TR", tr="Türkiye", ru="Турция", also=["Turkey", "Turkiye"])


def nato() -> Participant:
    also = ["North Atlantic Treaty Organization"]
    return participant("NATO", "organisation", also=also)


def medinsky() -> Participant:
    office = ("Aide to the President of Russia", date(2020, 1, 24), None)
    return person(
        "Vladimir Medinsky",
        russia(),
        office,
        ru="Владимир Мединский",
        also=["Medinsky", "Medinskiy"],
    )


def umerov() -> Participant:
    office = ("Minister of Defence of Ukraine", date(2023, 9, 6), date(2025, 7, 17))
    return person(
        "Rustem Umerov",
        ukraine(),
        office,
        uk="Рустем Умєров",
        also=["Umerov", "Umierov"],
    )


def rubio() -> Participant:
    office = ("Secretary of State", date(2025, 1, 21), None)
    return person("Marco Rubio", united_states(), office, also=["Rubio"])


def fidan() -> Participant:
    office = ("Minister of Foreign Affairs", date(2023, 6, 4), None)
    return person("Hakan Fidan", turkiye(), office, also=["Fidan"])


def state(name: str, iso2: str, **spelled: Any) -> Participant:
    return participant(name, "state", iso2=iso2, **spelled)


def person(
    name: str,
    side: Participant,
    *offices: tuple[str, date | None, date | None],
    **spelled: Any,
) -> Participant:
    """Someone who acts for ``side``, with the offices held: name, first, last day."""
    someone = participant(name, "person", acts_for=side, **spelled)
    for office, start, end in offices:
        Tenure.objects.get_or_create(
            person=someone, office=office, organisation=side, start=start, end=end
        )
    return someone


def participant(
    name: str, kind: str, *, also: Sequence[str] = (), **fields: Any
) -> Participant:
    """The participant of that name and kind; ``uk=``, ``ru=``, ``tr=`` spell it."""
    spelled, columns = _apart(fields)
    found = Participant.objects.filter(name=name, kind=kind).first()
    if found is None:
        found = Participant(kind=kind, **columns)
        found.name_it(name)
        found.save()
        for spelling in _spellings(ParticipantName, name, spelled, also):
            spelling.participant = found
            spelling.save()
    return found


# Where


def istanbul() -> Location:
    return place(
        "Istanbul",
        "city",
        country("Türkiye", "TR"),
        latitude="41.01384",
        longitude="28.94966",
        time_zone="Europe/Istanbul",
        tr="İstanbul",
        ru="Стамбул",
        also=["Constantinople"],
    )


def dolmabahce() -> Location:
    return place(
        "Dolmabahçe Palace",
        "site",
        istanbul(),
        latitude="41.03917",
        longitude="29.00000",
        geo_precision="exact",
        tr="Dolmabahçe Sarayı",
    )


def antalya() -> Location:
    return place(
        "Antalya",
        "city",
        country("Türkiye", "TR"),
        latitude="36.90812",
        longitude="30.69556",
        time_zone="Europe/Istanbul",
    )


def ankara() -> Location:
    return place(
        "Ankara",
        "city",
        country("Türkiye", "TR"),
        latitude="39.91987",
        longitude="32.85427",
        time_zone="Europe/Istanbul",
    )


def country(name: str, iso2: str) -> Location:
    also = ["Turkey"] if iso2 == "TR" else []
    return place(name, "country", None, iso2=iso2, also=also)


def place(
    name: str,
    kind: str,
    parent: Location | None,
    *,
    also: Sequence[str] = (),
    **fields: Any,
) -> Location:
    """The place of that name within ``parent``."""
    spelled, columns = _apart(fields)
    found = Location.objects.filter(name=name, kind=kind, parent=parent).first()
    if found is None:
        found = Location(kind=kind, parent=parent, **columns)
        found.name_it(name)
        found.save()
        for spelling in _spellings(LocationName, name, spelled, also):
            spelling.location = found
            spelling.save()
    return found


# Says who


def reuters() -> Outlet:
    return outlet("Reuters", "news-agency", language="en")


def tass() -> Outlet:
    return outlet("TASS", "news-agency", language="ru")


def outlet(name: str, kind: str = "other", **columns: Any) -> Outlet:
    found = Outlet.objects.filter(name=name).first()
    if found is None:
        found = Outlet(kind=kind, **columns)
        found.name_it(name)
        found.save()
    return found


def article(
    of: Outlet, title: str = "Delegations meet in Istanbul", **columns: Any
) -> Source:
    """The article of that outlet and title."""
    slug = slugify(f"{of.name} {title}")
    columns = {
        "url": f"https://news.example/{slug}",
        "published": date(2025, 5, 16),
        "language": of.language or "en",
    } | columns
    return Source.objects.get_or_create(
        outlet=of, title=title, defaults={"slug": slug} | columns
    )[0]


# As part of what


def istanbul_track() -> Track:
    """The direct talks of 2025, with three rounds."""
    found = Track.objects.filter(name="Istanbul talks").first()
    if found is None:
        found = Track(summary="Direct talks between Russia and Ukraine in 2025.")
        found.name_it("Istanbul talks")
        found.save()
        Round.objects.bulk_create(Round(track=found, number=n) for n in (1, 2, 3))
    return found


# What happened


def event(
    title: str = TALKS,
    date: str = "16 May 2025",
    *,
    kind: str = "negotiation-round",
    who: Iterable[Part] | None = None,
    where: Location | None = None,
    sources: Iterable[Cited] | None = None,
    topics: Iterable[str] = (),
    tracks: Iterable[Track | tuple[Track, int]] = (),
    relations: Iterable[tuple[str, Event]] = (),
    planned: Iterable[str] = (),
    **columns: Any,
) -> Event:
    """A draft, saved, that could be published: by default the talks of 16 May.

    ``kind`` is the slug of its type, ``topics`` are slugs, ``relations`` pairs of kind
    and target, ``planned`` dates it was to have. Empty ``who`` or ``sources`` leave
    them out.
    """
    made = Event(
        title=title, type=EventType.objects.get(slug=kind), location=where, **columns
    )
    made.set_date(read_date(date))
    made.save()
    made.topics.set(Topic.objects.filter(slug__in=topics))
    _take_part(
        made, [(russia(), "party"), (ukraine(), "party")] if who is None else who
    )
    _cite(made, [article(reuters())] if sources is None else sources)
    for entry in tracks:
        _enter(made, *(entry if isinstance(entry, tuple) else (entry,)))
    for relation, target in relations:
        EventRelation.objects.create(event=made, kind=relation, target=target)
    for text in planned:
        plan = PlannedDate(event=made)
        plan.set_date(read_date(text))
        plan.save()
    return made


def draft(*args: Any, **kwargs: Any) -> Event:
    """:func:`event`, under the name that says readers must not see it."""
    return event(*args, **kwargs)


def published(*args: Any, **kwargs: Any) -> Event:
    """An event as :func:`event` makes it, published."""
    return publish(event(*args, **kwargs))


def publish(made: Event, *, reason: str = "", correction: str = "") -> Event:
    """Publish it (again) and return it as the database has it."""
    publishing.publish(made, editor="editor", reason=reason, correction=correction)
    return Event.objects.get(pk=made.pk)


def published_together(drafts: Iterable[Event]) -> list[Event]:
    """Drafts, published at once: many take a fifth of the time of one after another."""
    keys = [draft.pk for draft in drafts]
    publishing.publish_many((Event(pk=key) for key in keys), editor="editor")
    known = Event.objects.in_bulk(keys)
    return [known[key] for key in keys]


def version_of(made: Event) -> EventVersion:
    """What readers have of a published event now."""
    assert made.number is not None
    return EventVersion.objects.get(event_id=made.number, superseded_at__isnull=True)


def commitment(
    agreed_in: Event, what: str, *, debtor: Participant, by: str, **columns: Any
) -> Commitment:
    """Who owes what by when; ``by`` is typed as a source says it."""
    made = Commitment(agreed_in=agreed_in, what=what, debtor=debtor, **columns)
    made.set_date(read_date(by))
    made.save()
    return made


# Who is at the desk


def editor(username: str = "nora") -> User:
    """Who enters and publishes alone, with the password ``password``."""
    return member(username, EDITORS, REVIEWERS)


def writer(username: str = "wanda") -> User:
    """A member of the Editors and of nothing else."""
    return member(username, EDITORS)


def reviewer(username: str = "rosa") -> User:
    return member(username, REVIEWERS)


def administrator(username: str = "ada") -> User:
    return member(username, ADMINISTRATORS)


def member(username: str, *groups: str) -> User:
    """Somebody of the desk, in these groups; always the same for one name."""
    found = User.objects.filter(username=username).first()
    if found is None:
        found = User.objects.create_user(username, password="password", is_staff=True)
        found.groups.add(*map(group, groups))
    return found


def editor_client(username: str = "nora") -> Client:
    """A browser in which that editor is signed in."""
    return client_of(editor(username))


def client_of(user: User) -> Client:
    """A browser in which that user is signed in."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def reader_client() -> Client:
    """A browser in which nobody is signed in; a crash is answered, not raised."""
    return Client(raise_request_exception=False)


# How it is done


def _apart(fields: Fields) -> tuple[dict[str, str], Fields]:
    """Spellings by language, and the columns."""
    spelled = {key: text for key, text in fields.items() if len(key) == 2}
    columns = {key: value for key, value in fields.items() if len(key) != 2}
    return spelled, columns


def _spellings(
    model: type[Any], name: str, spelled: dict[str, str], also: Sequence[str]
) -> Iterable[Any]:
    """The shown name in English, the preferred ones, and the other spellings."""
    preferred = Spelling.Kind.PREFERRED
    rows = [(name, "en", preferred)]
    rows += [(text, language, preferred) for language, text in spelled.items()]
    rows += [(text, "en", Spelling.Kind.SPELLING) for text in also]
    for text, language, kind in rows:
        spelling = model(language=language, kind=kind)
        spelling.spell(text)
        yield spelling


def _take_part(made: Event, who: Iterable[Part]) -> None:
    for position, (someone, role, *more) in enumerate(who):
        columns = more[0] if more else {}
        Participation.objects.create(
            event=made, participant=someone, role=role, position=position, **columns
        )


def _cite(made: Event, sources: Iterable[Cited]) -> None:
    for number, cited in enumerate(sources, start=1):
        source, columns = cited if isinstance(cited, tuple) else (cited, {})
        Citation.objects.create(event=made, source=source, number=number, **columns)


def _enter(made: Event, track: Track, number: int | None = None) -> None:
    entered = track.rounds.get(number=number) if number else None
    EventTrack.objects.create(event=made, track=track, round=entered)
