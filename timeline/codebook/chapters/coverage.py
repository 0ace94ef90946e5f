"""What is in the record: counts, from the record itself."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.db.models import Count, F
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from timeline import numerals
from timeline.codebook.shape import Row, Section
from timeline.models.versions import EventVersion
from timeline.selection import Facet, Selection
from timeline.selection.paging import DAY_BITS

MOST_YEARS = 30  # beyond, decades are counted


def sections() -> tuple[Section, ...]:
    """Six sections. About twenty queries, of groups and not of events."""
    everything = Selection.from_query("")
    facets = {facet.name: facet for facet in everything.facets()}
    return (
        _whole(everything),
        _years(),
        _of(facets["kind"], "families", _("By family"), _("Kind")),
        _of(facets["status"], "statuses", _("By status"), _("Status")),
        _of(facets["source"], "outlets", _("By outlet"), _("Outlet")),
        _of(
            facets["lang"],
            "source-languages",
            _("By language of the sources"),
            _("Language"),
        ),
    )


def _whole(everything: Selection) -> Section:
    count = everything.count
    text = ngettext("%(count)s event.", "%(count)s events.", count)
    return Section(
        anchor="whole",
        heading=_("The whole record"),
        intro=(
            text % {"count": _number(count)},
            _(
                "A record of what was reported is not a record of all that happened. "
                "Outlets that are read here, and languages that editors read, decide "
                "what is found: compare counts with that in mind."
            ),
        ),
    )


def _years() -> Section:
    """The events by the year of the day they stand at."""
    years = Counter[int]()
    for day, count in _days():
        years[day.year] += count
    step = 10 if len(years) > MOST_YEARS else 1
    groups = Counter[int]()
    for year, count in sorted(years.items()):
        groups[year - year % step] += count
    return Section(
        anchor="years",
        heading=_("By year"),
        intro=(_("By the day at which an event stands in the chronology."),),
        heads=(_("Years") if step > 1 else _("Year"), _("Events")),
        rows=tuple(_year(first, step, count) for first, count in groups.items()),
    )


def _days() -> Iterator[tuple[date, int]]:
    """Each day with its number of events, from the index of the chronology alone."""
    days = EventVersion.objects.present().annotate(day=F("order_key") / (1 << DAY_BITS))
    counted = days.values_list("day").annotate(count=Count("event_id"))
    for day, count in counted.order_by("day"):
        yield date.fromordinal(max(day, 1)), count


def _year(first: int, step: int, count: int) -> Row:
    last = first + step - 1
    shown = f"{first:04}" if step == 1 else f"{first:04}–{last:04}"
    first = max(first, 1)
    return Row((shown, _number(count)), f"from={first:04}&to={last:04}")


def _of(facet: Facet, anchor: str, heading: str, head: str) -> Section:
    """The values of a filter, with the counts the filter has."""
    values = [value for value in facet.values if value.count]
    families = facet.name == "kind"  # its other values are types within them
    rest = 0 if families else facet.total - len(facet.values)
    more = ngettext("And %(count)s more.", "And %(count)s more.", rest)
    return Section(
        anchor=anchor,
        heading=heading,
        heads=(head, _("Events")),
        rows=tuple(Row((v.label, _number(v.count)), v.query) for v in values),
        outro=(more % {"count": _number(rest)},) if rest > 0 else (),
    )


def _number(count: int) -> str:
    return numerals.number(count, get_language() or "en")
