"""Places -> one picture: discs, outlines, names."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from math import hypot
from typing import NamedTuple

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from timeline.atlas.clusters import Cluster, clusters, radius
from timeline.atlas.frame import Frame
from timeline.atlas.geometry import Box, Point, number
from timeline.atlas.ground import ground
from timeline.atlas.leads import Leads
from timeline.atlas.lettering import RISE, Lettering, around
from timeline.atlas.names import GroundName, ground_names, shown_at
from timeline.atlas.places import Place
from timeline.atlas.shape import Drawing, Label, Mark
from timeline.numerals import number as in_figures
from timeline.numerals import short_number

PLACE, NAMED, GROUND = 14, 13, 13  # pixels: sizes of words, as in map.css
HIT = 12  # the least radius of a target
DIGIT = 4.6  # pixels of half the room for a digit in a disc
AREA = (30.0, 12.0)  # half width and half height of the outline of an area
NUDGES = sorted(product(range(-40, 41, 10), range(-20, 21, 5)), key=lambda n: hypot(*n))
MOST_MARKS = 150
MOST_LABELS = 60
MOST_NAMES = 40


class Picture:
    """One picture being drawn: what comes first gets the room."""

    def __init__(self, frame: Frame, leads: Leads | None = None) -> None:
        self.frame = frame
        self.leads = leads
        self.room = Lettering(frame.width, frame.height)
        self.written: set[str] = set()  # codes of countries and seas

    def drawn(self, places: Sequence[Place]) -> Drawing:
        found = clusters(places, self.frame)[:MOST_MARKS]
        areas = [p for p in places if p.is_area][:MOST_MARKS]
        most = found[0].count if found else 1
        discs = [Disc(c, radius(c.count, most)) for c in found]
        for disc in discs:
            self.room.take(disc.box)
        outlines = list(self._areas(areas))
        marks = [*outlines, *self._labelled(discs)]
        names = shown_at(self.frame.scale)
        return Drawing(
            self.frame.width,
            self.frame.height,
            ground(self.frame),
            tuple(marks),
            self.names(names, "country"),
            self.names(names, "sea"),
        )

    def _labelled(self, discs: Iterable["Disc"]) -> Iterator[Mark]:
        for order, disc in enumerate(discs):
            yield self._disc(disc, is_labelled=order < MOST_LABELS)

    def _disc(self, disc: "Disc", *, is_labelled: bool) -> Mark:
        (x, y), cluster = disc.cluster.at, disc.cluster
        text = "" if disc.has_room else disc.figures
        words = _shown_name(cluster, text)
        label = self.room.beside(words, PLACE, x, y, disc.r) if is_labelled else None
        return Mark(
            "pt",
            number(x),
            number(y),
            spoken(cluster.places),
            href=self._lead(cluster),
            r=number(disc.r),
            hit=number(max(disc.r, HIT)),
            number=disc.figures if disc.has_room and cluster.count > 1 else "",
            number_y=number(y + RISE * NAMED),
            label=label,
        )

    def _lead(self, cluster: Cluster) -> str:
        """One place: its list. Several: closer, or their line in the list beside."""
        if self.leads is None:
            return ""
        if len(cluster.places) == 1:
            return self.leads.place(cluster.first)
        return self.leads.closer(cluster.places) or "#places"

    def _areas(self, areas: Iterable[Place]) -> Iterator[Mark]:
        for place in areas:
            mark = self._outline(place) if place.at else self._named(place)
            if mark:
                yield mark

    def _outline(self, place: Place) -> Mark | None:
        """A dashed outline about where an area is known to be."""
        assert place.at is not None
        x, y = self.frame.at(*place.at)
        if not self.frame.box.holds((x, y)):
            return None
        wide, tall = AREA
        self.room.take(Box(x - wide, y - tall, x + wide, y + tall))
        return Mark(
            "area",
            number(x),
            number(y),
            spoken([place]),
            href=self.leads.place(place) if self.leads else "",
            label=self.room.beside(counted_name(place), NAMED, x, y, wide),
            outline=(number(x), number(y), number(wide), number(tall)),
        )

    def _named(self, place: Place) -> Mark | None:
        """The name of a country or a sea in a dashed outline: no point is claimed."""
        known = ground_names().get(place.iso2 or place.slug)
        if known is None or not self.leads:
            return None
        text = counted_name(place)
        for x, y in self._tries(known):
            box = around(text, NAMED, x, y, pad=7)
            if self.room.fits(box):
                self.room.take(box)
                self.written.add(known.code)
                return _pill(place, text, box, self.leads.place(place))
        return None

    def _tries(self, name: GroundName) -> Iterator[Point]:
        """Where a name may stand, then a little to each side, never far off."""
        spots = [self.frame.at(*spot) for spot in name.spots]
        for dx, dy in NUDGES:
            yield from ((x + dx, y + dy) for x, y in spots)

    def names(self, names: Sequence[GroundName], kind: str) -> tuple[Label, ...]:
        """The names of countries or of seas for which there is room left."""
        labels: list[Label] = []
        most = MOST_NAMES * self.frame.width // 820
        for name in names:
            if name.kind == kind and name.code not in self.written:
                spots = [self.frame.at(*spot) for spot in name.spots]
                label = self.room.centred(name.text, GROUND, spots)
                labels += [label] if label else []
            if len(labels) == most:
                break
        return tuple(labels)


class Disc(NamedTuple):
    """A cluster and the radius of its disc."""

    cluster: Cluster
    r: float

    @property
    def figures(self) -> str:
        return short_number(self.cluster.count, get_language() or "en")

    @property
    def has_room(self) -> bool:
        """True when the disc has room for its count, or needs none."""
        return self.cluster.count == 1 or self.r >= 5 + DIGIT * len(self.figures)

    @property
    def box(self) -> Box:
        (x, y), r = self.cluster.at, self.r + 1
        return Box(x - r, y - r, x + r, y + r)


def _pill(place: Place, text: str, box: Box, href: str) -> Mark:
    x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
    return Mark(
        "named",
        number(x),
        number(y),
        spoken([place]),
        href=href,
        label=Label(number(x), number(y + RISE * NAMED), "middle", text),
        outline=(
            number(box.left),
            number(box.bottom),
            number(box.right - box.left),
            number(box.top - box.bottom),
        ),
    )


def _shown_name(cluster: Cluster, figures: str) -> str:
    """``London``, ``London +2``; the count behind it where the disc has no room."""
    name = cluster.first.name
    others = len(cluster.places) - 1
    name = f"{name} +{others}" if others else name
    return (
        _("%(place)s, %(count)s") % {"place": name, "count": figures}
        if figures
        else name
    )


def counted_name(place: Place) -> str:
    """``Türkiye, 2``."""
    figures = short_number(place.count, get_language() or "en")
    return _("%(place)s, %(count)s") % {"place": place.name, "count": figures}


def group_name(places: Sequence[Place]) -> str:
    """``London``, or ``London and 2 places near it``."""
    others = len(places) - 1
    if not others:
        return places[0].name
    words = ngettext(
        "%(place)s and %(count)s place near it",
        "%(place)s and %(count)s places near it",
        others,
    )
    return words % {"place": places[0].name, "count": others}


def spoken(places: Sequence[Place]) -> str:
    """A mark as it is read aloud: ``Istanbul, 8 events``."""
    count = sum(place.count for place in places)
    words = ngettext("%(place)s, %(count)s event", "%(place)s, %(count)s events", count)
    figures = in_figures(count, get_language() or "en")
    return words % {"place": group_name(places), "count": figures}
