"""Events that may be one event entered twice: shown to an editor, never refused.

Two are compared when their dates touch and they share a process, two participants,
or one participant and the place or the kind. They are likely the same when their
titles are alike, too; how alike they must be depends on what else agrees.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from timeline.dates import Kind
from timeline.models.differences import DifferentEvent
from timeline.models.events import Event, EventTrack, Participation
from timeline.models.locations import Location
from timeline.models.participants import Participant
from timeline.models.tracks import Track
from timeline.names import fold

LONGEST = 31  # days of an event that are looked at; a vague date has more
MOST = 5  # shown of one event
MANY = 5000  # keys in one query
TOGETHER = 500  # outlines compared with the stored ones in one go
_STEM = 5  # letters of a word that count: visit, visits, visited
_DULL = frozenset(
    ["a", "an", "and", "at", "for", "from", "in", "of", "on", "the", "to"]
)
# How alike the titles must be, from 0 to 1.
SAME_DATES, OVERLAPPING, NEXT_DAY, ELSEWHERE = 0.6, 0.75, 0.9, 0.9
OTHERS = 0.2  # more, when each names somebody whom the other does not
Bucket = tuple[int, str, int]  # day, what is shared, its key


class Outline(NamedTuple):
    """What is compared of an event. ``key`` is its own, or any value for a draft.

    Participants and processes that are not stored yet have negative keys.

    ``lasts`` is true of an extent: it went on from the first day to the last.
    """

    key: Hashable
    title: str
    first: date
    last: date
    who: frozenset[int] = frozenset()
    tracks: frozenset[int] = frozenset()
    place: int | None = None
    kind: int | None = None
    lasts: bool = False

    @property
    def days(self) -> range:
        """The days it may have been on, as ordinals, at most :data:`LONGEST`."""
        first = self.first.toordinal()
        return range(first, min(self.last.toordinal(), first + LONGEST) + 1)


class Likely(NamedTuple):
    """Another event that may be the same, and why, in words."""

    key: Hashable
    score: float
    reasons: tuple[str, ...]


def bounds(first: date | None, last: date | None) -> tuple[date, date] | None:
    """The days between which something was; an open end is the end that is known."""
    known = [day for day in (first, last) if day]
    return (known[0], known[-1]) if known else None


def outlines_of(events: Iterable[Event]) -> list[Outline]:
    """Of saved events that have a date. Two queries for every :data:`MANY`."""
    dated = {
        event.pk: (event, days)
        for event in events
        if (days := bounds(event.start_earliest, event.end_latest))
    }
    who = _gathered(Participation, "participant", list(dated))
    tracks = _gathered(EventTrack, "track", list(dated))
    return [
        Outline(
            key,
            event.title,
            first,
            last,
            who=frozenset(who[key]),
            tracks=frozenset(tracks[key]),
            place=event.location_id,
            kind=event.type_id,
            lasts=event.date_kind == Kind.EXTENT,
        )
        for key, (event, (first, last)) in dated.items()
    ]


def _gathered(
    model: type[Participation] | type[EventTrack], name: str, keys: Sequence[int]
) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for start in range(0, len(keys), MANY):
        rows = model._default_manager.filter(event__in=keys[start : start + MANY])
        for event, one in rows.order_by().values_list("event", name):
            found[event].add(one)
    return found


def likely_duplicates(outline: Outline) -> list[Likely]:
    """The likeliest first, at most :data:`MOST`; a bounded number of queries."""
    return likely_duplicates_of_many([outline]).get(outline.key, [])


def likely_duplicates_of_many(
    outlines: Sequence[Outline],
) -> dict[Hashable, list[Likely]]:
    """By key, those among the stored events and among each other. None: not in it.

    A key that is an ``int`` is that of a stored event. A few queries for every
    :data:`TOGETHER` outlines.
    """
    ordered = sorted(outlines, key=lambda outline: outline.first)
    given = {outline.key for outline in ordered}
    here = _Near(ordered)
    found: dict[Hashable, list[Likely]] = {}
    for start in range(0, len(ordered), TOGETHER):
        some = ordered[start : start + TOGETHER]
        stored = [o for o in outlines_of(_stored_near(some)) if o.key not in given]
        alike = _alike(some, (here, _Near(stored)))
        found |= _in_words(alike)
    return found


def _stored_near(outlines: Sequence[Outline]) -> Iterable[Event]:
    """Stored events of about those days that share somebody or a process."""
    first = _shifted(outlines[0].first, -LONGEST - 1)
    last = _shifted(max(o.first for o in outlines), LONGEST + 1)
    who = frozenset[int]().union(*(o.who for o in outlines))
    tracks = frozenset[int]().union(*(o.tracks for o in outlines))
    mine = {"event": OuterRef("pk")}
    shared = Q(Exists(Participation.objects.filter(**mine, participant__in=who)))
    shared |= Q(Exists(EventTrack.objects.filter(**mine, track__in=tracks)))
    days = Q(start_earliest__range=(first, last))
    days |= Q(start_earliest=None, end_latest__range=(first, last))
    return Event.objects.filter(days & shared).order_by()


def _shifted(day: date, days: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


class _Near:
    """Outlines, found by a day and what was shared on it."""

    def __init__(self, outlines: Iterable[Outline]) -> None:
        self.buckets: dict[Bucket, list[Outline]] = defaultdict(list)
        for outline in outlines:
            for day in outline.days:
                for bucket in _buckets(outline, day):
                    self.buckets[bucket].append(outline)

    def touching(self, outline: Outline) -> Iterator[Outline]:
        """Those that share something and are at most a day apart, each once."""
        days = range(outline.days.start - 1, outline.days.stop + 1)
        seen = {outline.key}
        for bucket in (b for day in days for b in _buckets(outline, day)):
            for other in self.buckets.get(bucket, ()):
                if other.key not in seen:
                    seen.add(other.key)
                    yield other


def _buckets(outline: Outline, day: int) -> Iterator[Bucket]:
    yield from ((day, "who", one) for one in outline.who)
    yield from ((day, "track", one) for one in outline.tracks)


class _Pair(NamedTuple):
    """Two that are alike, and how alike their titles are."""

    one: Outline
    other: Outline
    alike: float

    @property
    def score(self) -> float:
        """For the order only: titles first, then all else that agrees."""
        one, other = self.one, self.other
        agrees = (
            bool(one.tracks & other.tracks),
            len(one.who & other.who) > 1,
            one.place is not None and one.place == other.place,
            one.kind == other.kind,
            _same_dates(one, other),
        )
        return self.alike + sum(agrees) / 10


def _alike(outlines: Sequence[Outline], near: Iterable[_Near]) -> list[_Pair]:
    pairs = [
        (outline, other)
        for outline in outlines
        for found in near
        for other in found.touching(outline)
        if _touch(outline, other) and _share_enough(outline, other)
    ]
    apart = _said_different({o.key for o in outlines if isinstance(o.key, int)})
    within = _larger_places(place for pair in pairs for place in _two_places(*pair))
    return [
        _Pair(one, other, alike)
        for one, other in pairs
        if frozenset((one.key, other.key)) not in apart
        and (alike := likeness(one.title, other.title)) >= _needed(one, other, within)
    ]


def _touch(one: Outline, other: Outline) -> bool:
    """At most a day apart; what lasted shares most of its days with the other.

    The legs of a journey that follow each other are not one event.
    """
    if not (one.lasts or other.lasts):
        return True
    first, last = max(one.first, other.first), min(one.last, other.last)
    shorter = min((o.last - o.first).days + 1 for o in (one, other))
    return 2 * ((last - first).days + 1) > shorter


def _share_enough(one: Outline, other: Outline) -> bool:
    """A process, two participants, or one and the place or the kind."""
    shared = len(one.who & other.who)
    same_place = one.place is not None and one.place == other.place
    beside = same_place or (one.kind is not None and one.kind == other.kind)
    return bool(one.tracks & other.tracks) or shared > 1 or (shared == 1 and beside)


def _needed(one: Outline, other: Outline, within: dict[int, set[int]]) -> float:
    """How alike the titles of these two must be."""
    places = _two_places(one, other)
    if places and not (
        places[0] in within[places[1]] or places[1] in within[places[0]]
    ):
        return ELSEWHERE
    others = OTHERS if one.who - other.who and other.who - one.who else 0
    if _same_dates(one, other):
        return SAME_DATES + others
    return min(NEXT_DAY if _apart(one, other) else OVERLAPPING + others, 1)


def _apart(one: Outline, other: Outline) -> bool:
    return one.first > other.last or other.first > one.last


def _same_dates(one: Outline, other: Outline) -> bool:
    return (one.first, one.last) == (other.first, other.last)


def _two_places(one: Outline, other: Outline) -> tuple[int, ...]:
    """Where each was, when both are known and differ."""
    if one.place is None or other.place is None or one.place == other.place:
        return ()
    return one.place, other.place


def _larger_places(places: Iterable[int]) -> dict[int, set[int]]:
    """By place, all it lies in. One query a step."""
    wanted = set(places)
    parents: dict[int, int | None] = {}
    while missing := wanted - set(parents):
        rows = Location.objects.filter(pk__in=missing).order_by()
        parents |= dict(rows.values_list("pk", "parent"))
        wanted = {parents[place] for place in missing} - {None}  # type: ignore[assignment]
    return {place: set(_climbed(place, parents)) for place in parents}


def _climbed(place: int, parents: dict[int, int | None]) -> Iterator[int]:
    step = parents[place]
    for _ in range(8):
        if step is None:
            return
        yield step
        step = parents[step]


def _said_different(keys: Collection[int]) -> set[frozenset[Hashable]]:
    rows = DifferentEvent.objects.filter(Q(first__in=keys) | Q(second__in=keys))
    return {frozenset(pair) for pair in rows.values_list("first", "second")}


def likeness(one: str, other: str) -> float:
    """How alike two titles are, from 0 to 1: the share of their words in both.

    Case, accents, small words and endings do not matter (Dice's coefficient).
    """
    words, others = _stems(one), _stems(other)
    return 2 * len(words & others) / (len(words) + len(others) or 1)


@lru_cache(maxsize=4096)
def _stems(title: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in fold(title).split() if word not in _DULL)


def _in_words(pairs: Iterable[_Pair]) -> dict[Hashable, list[Likely]]:
    """The likeliest of each, with what speaks for it. Two queries."""
    by_key: dict[Hashable, list[_Pair]] = defaultdict(list)
    for pair in pairs:
        by_key[pair.one.key].append(pair)
    best = {
        key: sorted(found, key=lambda pair: -pair.score)[:MOST]
        for key, found in by_key.items()
    }
    shown = [pair for found in best.values() for pair in found]
    who = {key for pair in shown for key in pair.one.who & pair.other.who}
    tracks = {key for pair in shown for key in pair.one.tracks & pair.other.tracks}
    names = Participant.objects.in_bulk(who), Track.objects.in_bulk(tracks)
    return {
        key: [
            Likely(pair.other.key, pair.score, tuple(_reasons(pair, *names)))
            for pair in found
        ]
        for key, found in best.items()
    }


def _reasons(
    pair: _Pair, participants: dict[int, Participant], tracks: dict[int, Track]
) -> Iterator[str]:
    """``same day``, ``both involve Russia and Ukraine``, ``similar title``."""
    one, other, alike = pair
    yield _dates_in_words(one, other)
    for key in sorted(one.tracks & other.tracks & tracks.keys()):
        yield f"both in {tracks[key]}"
    both = one.who & other.who & participants.keys()  # others are not stored yet
    if shared := sorted(participants[key].name for key in both):
        yield f"both involve {_listed(shared)}"
    if one.place is not None and one.place == other.place:
        yield "same place"
    yield "same title" if alike == 1 else "similar title"


def _dates_in_words(one: Outline, other: Outline) -> str:
    if _same_dates(one, other):
        return "same day" if one.first == one.last else "same dates"
    return "a day apart" if _apart(one, other) else "the dates overlap"


def _listed(names: Sequence[str]) -> str:
    """``Russia, Türkiye and Ukraine``; of many the first three."""
    if len(names) > 4:
        return f"{', '.join(names[:3])} and {len(names) - 3} more"
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
