"""Where the marks and lines of a map lead: queries that select just their events."""

from collections.abc import Callable, Iterable, Sequence

from django.http import QueryDict
from django.urls import reverse

from timeline.atlas.places import Gathering, Place
from timeline.presentation.heads import addressed
from timeline.selection import Selection
from timeline.selection.values import Value
from timeline.selection.vocabulary import LONGEST_VALUE, MOST_VALUES


class Leads:
    """Addresses for the places of one selection."""

    def __init__(self, selection: Selection, gathering: Gathering) -> None:
        self._query = selection.query
        self._places = gathering.places
        self._slugs = {
            member.slug for place in gathering.places for member in place.members
        }
        self._list = reverse("timeline:chronology")
        self._map = reverse("timeline:map")

    def place(self, place: Place) -> str:
        """The list of the events of a line; empty when no query can say them."""
        if place.is_area:
            return self._only(place)
        return addressed(self._list, self._narrowed(self._values(place)))

    def closer(self, places: Sequence[Place]) -> str:
        """The map of some places only; empty when they are too many for a query."""
        values = [value for place in places for value in self._values(place)]
        if len(values) > MOST_VALUES or any(place.is_area for place in places):
            return ""
        return addressed(self._map, self._narrowed(tuple(values)))

    def without_place(self) -> str:
        """The list of the events that have no place; empty when no query says them."""
        tops = {place.largest for place in self._places}
        return self._excluding(self._query.encode, sorted(tops))

    def _values(self, place: Place) -> tuple[Value, ...]:
        """The filter for a city: itself, or what is selected of it."""
        if place.own or not self._query.place:
            return (Value(place.slug, place.name),)
        return tuple(Value(m.slug, m.name) for m in place.members)

    def _narrowed(self, values: tuple[Value, ...]) -> str:
        return self._query.encode(place=values)

    def _only(self, area: Place) -> str:
        """Events known no closer than an area: without the places in it."""
        inside = sorted(
            place.slug
            for place in self._places
            if area.slug in place.larger and not self._is_nested(place, area)
        )
        value = (Value(area.slug, area.name),)
        return self._excluding(
            lambda **changes: self._query.encode(place=value, **changes), inside
        )

    def _is_nested(self, place: Place, area: Place) -> bool:
        """It lies in another selected place of the area, which is left out anyway."""
        between = self._slugs.intersection(place.larger)
        return any(
            area.slug in other.larger for other in self._places if other.slug in between
        )

    def _excluding(self, encode: Callable[..., str], slugs: Iterable[str]) -> str:
        more = tuple(("place", Value(slug, slug)) for slug in slugs)
        query = encode(excluded=(*self._query.excluded, *more))
        words = QueryDict(query).get("q", "")
        return addressed(self._list, query) if len(words) <= LONGEST_VALUE else ""
