"""A chronology of many events for property tests, and random query strings on it.

Made from a seeded generator, so that a failure repeats; published through the gate
like every other event, once in a run: later tests get the rows that were kept, and
a larger chronicle grows from the largest of them.
"""

from collections.abc import Iterator
from random import Random
from typing import Any, NamedTuple
from urllib.parse import urlencode

from tests import cast, kept
from timeline.codelists.tables import ROLES, event_types
from timeline.models.events import Event
from timeline.models.locations import Location
from timeline.models.participants import Participant
from timeline.models.sources import Outlet
from timeline.models.tracks import Track
from timeline.publishing import publish_many
from timeline.search import take_stock

WORDS = ("ceasefire", "prisoners", "grain", "envoys", "Çırağan", "договір", "it's")
DATES = (
    "{d} May 2025",
    "{d} May 2025",
    "{d} May 2025, morning",
    "{d} May 2025 13:35",
    "{d} June 2025",
    "{d}–{e} May 2025",
    "between {d} and {e} May 2025",
    "about {d} May 2025",
    "by {d} May 2025",
    "after {d} May 2025",
    "since {d} May 2025",
    "{d} May 2025?",
    "May 2025",
    "spring 2025",
    "2025",
    "mid-May 2025",
)
STATUSES = [*Event.Status.values, *["took-place"] * 8]


class Kept(NamedTuple):
    """The rows of a chronicle of ``size`` events, and the dice as they then lay."""

    size: int
    dice: tuple[Any, ...]
    rows: kept.Rows


class World(NamedTuple):
    """Whom, where and by whom events are told: looked up once for all of them."""

    people: list[Participant]
    places: list[Location | None]
    outlets: list[Outlet]
    track: Track


_KEPT: dict[int, list[Kept]] = {}  # by seed


def make_chronicle(size: int, *, seed: int = 1) -> list[Event]:
    """``size`` published events of every shape of date, role, kind and status.

    Where something was entered before, they are added to it.
    """
    if kept.is_untouched():
        _make_or_recall(size, seed)
        made = list(Event.objects.order_by("number"))
    else:
        random, world = Random(seed), the_world()
        made = [_event(random, number, world) for number in range(size)]
        publish_many(made, editor="editor")
        made = list(Event.objects.filter(pk__in=[e.pk for e in made]).order_by("pk"))
    take_stock()
    return made


def _make_or_recall(size: int, seed: int) -> None:
    """That many events in an untouched record; only those not kept are made."""
    known = _KEPT.setdefault(seed, [])
    random, begun = Random(seed), 0
    fitting = [k for k in known if k.size <= size]
    if fitting:
        begun, dice, rows = max(fitting, key=lambda k: k.size)
        kept.write_rows(rows)
        random.setstate(dice)
    world = the_world()
    more = [_event(random, number, world) for number in range(begun, size)]
    publish_many(more, editor="editor")
    if size > begun:
        known.append(Kept(size, random.getstate(), kept.read_rows()))


def the_world() -> World:
    return World(
        people=[
            cast.russia(),
            cast.ukraine(),
            cast.turkiye(),
            cast.medinsky(),
            cast.umerov(),
            cast.rubio(),
            cast.nato(),
        ],
        places=[
            cast.istanbul(),
            cast.dolmabahce(),
            cast.ankara(),
            cast.antalya(),
            None,
        ],
        outlets=[cast.reuters(), cast.tass()],
        track=cast.istanbul_track(),
    )


def _event(random: Random, number: int, world: World) -> Event:
    """A draft; they are published together."""
    word = random.choice(WORDS)
    sources = [
        (cast.article(outlet, f"Report {number}"), {"quote": _quote(random)})
        for outlet in random.sample(world.outlets, random.randint(1, 2))
    ]
    return cast.event(
        title=f"Delegates speak of {word} for the {number}th time",
        date=_date(random),
        kind=random.choice(event_types()).slug,
        who=_who(random, world.people),
        where=random.choice(world.places),
        sources=sources,
        tracks=[world.track] if random.random() < 0.4 else [],
        status=random.choice(STATUSES),
        key=random.random() < 0.2,
    )


def _date(random: Random) -> str:
    first = random.randint(1, 26)
    last = random.randint(first + 1, 28)
    return random.choice(DATES).format(d=first, e=last)


def _quote(random: Random) -> str:
    return random.choice(["", "", "“We are ready,” he said."])


def _who(random: Random, people: list[Participant]) -> list[tuple[Participant, str]]:
    roles = [role.slug for role in ROLES]
    chosen = random.sample(people, random.randint(1, 4))
    return [(someone, random.choice(roles)) for someone in chosen]


CHOICES: dict[str, tuple[str, ...]] = {
    "q": ("ceasefire", '"speak of grain"', "-prisoners", "Ciragan", "договір", "it's"),
    "from": ("2025-05-10", "15 May 2025", "May 2025", "2025", "2025-06-01"),
    "to": ("2025-05-20", "20 May 2025", "May 2025", "2025-06-10"),
    "maybe": ("0", "1"),
    "who": ("russia", "ukraine", "Turkey", "marco-rubio", "Medinskiy", "nato"),
    "mode": ("any", "all"),
    "role": ("party", "host", "head-of-delegation", "speaker"),
    "kind": ("talks", "travel", "statement", "action", "talks.call", "visit"),
    "status": ("confirmed", "reported", "planned", "off", "cancelled", "took-place"),
    "process": ("istanbul-talks",),
    "place": ("istanbul", "turkiye", "Dolmabahçe Palace", "ankara"),
    "source": ("reuters", "TASS"),
    "minsrc": ("1", "2", "3"),
    "lang": ("en", "ru"),
    "has": ("quote", "key"),
    "sort": ("oldest", "newest"),
}
SEVERAL = ("who", "kind", "status", "place", "source")


def random_queries(random: Random, number: int) -> Iterator[str]:
    """That many valid query strings, no two the same."""
    drawn: set[str] = set()
    while len(drawn) < number:
        query = random_query(random)
        if query not in drawn:
            drawn.add(query)
            yield query


def random_query(random: Random) -> str:
    """A valid query string of a few random filters."""
    names = random.sample(list(CHOICES), random.choice([0, 1, 1, 2, 2, 3, 4]))
    pairs = []
    for name in names:
        most = 2 if name in SEVERAL else 1
        values = random.sample(CHOICES[name], min(most, len(CHOICES[name])))
        pairs += [(name, value) for value in values[: random.randint(1, most)]]
    return urlencode(_sorted_window(pairs))


def _sorted_window(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """June must not begin a window that May ends."""
    given = dict(pairs)
    if given.get("from") == "2025-06-01" and "to" in given:
        return [(n, v) for n, v in pairs if n != "to"]
    return pairs
