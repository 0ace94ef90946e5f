"""Places -> the list beside the map: the same places in words, each event once."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timeline.atlas.clusters import Cluster, clusters
from timeline.atlas.drawing import group_name
from timeline.atlas.frame import Frame
from timeline.atlas.leads import Leads
from timeline.atlas.places import Gathering, Place
from timeline.atlas.shape import Item
from timeline.presentation.naming import listed as in_a_row

MOST_LINES = 120
MOST_PARTS = 12
MOST_INSIDE = 6  # places named under their city


def listed(gathering: Gathering, leads: Leads, frame: Frame | None) -> tuple[Item, ...]:
    """A line for each disc and each other place, most events first."""
    grouped = clusters(gathering.places, frame) if frame else []
    together = {p.slug for c in grouped if len(c.places) > 1 for p in c.places}
    lines = [_group(c, leads) for c in grouped if len(c.places) > 1]
    lines += [_line(p, leads) for p in gathering.places if p.slug not in together]
    return _cut(sorted(lines, key=lambda line: -line.count), MOST_LINES)


def _group(cluster: Cluster, leads: Leads) -> Item:
    parts = [_line(place, leads) for place in cluster.places]
    return Item(
        group_name(cluster.places),
        cluster.count,
        leads.closer(cluster.places),
        parts=_cut(parts, MOST_PARTS),
        is_group=True,
    )


def _line(place: Place, leads: Leads) -> Item:
    return Item(place.name, place.count, leads.place(place), " ".join(_notes(place)))


def _notes(place: Place) -> Iterator[str]:
    """What is to be known of a place: what is inside it, what is not known."""
    if len(place.members) > 1 or place.members[0].slug != place.slug:
        yield _inside(place)
    if place.is_area:
        yield _("Exact place not known")
    elif place.at is None:
        yield _("Not on the map: its coordinates are not known")


def _inside(place: Place) -> str:
    """``Dolmabahçe Palace, Atatürk Airport, the city itself``."""
    itself = _("the city itself")
    names = [m.name if m.slug != place.slug else itself for m in place.members]
    if len(names) > MOST_INSIDE:
        count = len(names) - MOST_INSIDE
        more = ngettext("%(count)s other place", "%(count)s other places", count)
        names = [*names[:MOST_INSIDE], more % {"count": count}]
    return in_a_row(names)


def _cut(lines: Sequence[Item], most: int) -> tuple[Item, ...]:
    """The first lines, and one for all the others together."""
    if len(lines) <= most:
        return tuple(lines)
    rest = lines[most - 1 :]
    count = sum(len(line.parts) or 1 for line in rest)
    words = ngettext("%(count)s other place", "%(count)s other places", count)
    others = Item(words % {"count": count}, sum(line.count for line in rest))
    return (*lines[: most - 1], others)


def placeless(gathering: Gathering, leads: Leads) -> tuple[Item, ...]:
    """The events that happened at no place, or at none that is known."""
    lines = [*_online(gathering.online, leads)]
    if gathering.remote:
        lines.append(Item(_("By phone or video"), gathering.remote))
    if gathering.unknown:
        lines.append(Item(_("Place not known"), gathering.unknown))
    if gathering.untold:
        lines.append(Item(_("By phone or video, or not known"), gathering.untold))
    return tuple(lines)


def _online(places: Iterable[Place], leads: Leads) -> Iterator[Item]:
    for place in places:
        yield Item(place.name, place.count, leads.place(place))
