"""The words of the chart, in the reader's language."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

from timeline import numerals
from timeline.chart.items import Item, Played
from timeline.chart.lanes import Lane
from timeline.chart.zoom import Frame
from timeline.dates import (
    Window,
    month_name,
    month_words,
    short_day_words,
    weekday_name,
    words,
)
from timeline.presentation.marks import TO_COME
from timeline.presentation.naming import label_of, language, listed


def number(count: int) -> str:
    return numerals.number(count, language())


def events(count: int) -> str:
    return ngettext("%(count)s event", "%(count)s events", count) % {
        "count": number(count)
    }


def part_words(part: Played | None, dimension: str, status: str) -> str:
    """``took part``, ``Host``, ``addressed``: what a cell says aloud.

    ``status`` is the event's as readers see it: nobody took part in what is planned.
    """
    if dimension != "who":
        return _other_words(part, dimension, status)
    if part is None:
        return _("not involved")
    if part.away:
        return _("will not attend") if status in TO_COME else _("did not attend")
    if part.weight == "full":
        return _tense(_("took part"), _("to take part"), _("was to take part"), status)
    if part.weight == "arrow":
        return _("addressed")
    return label_of("role", part.role)


def _tense(past: str, to_come: str, off: str, status: str) -> str:
    if status in TO_COME:
        return to_come
    return off if status == "off" else past


def _other_words(part: Played | None, dimension: str, status: str) -> str:
    here = _tense(
        _("took place here"), _("to take place here"), _("was to be here"), status
    )
    said = {
        "process": (_("part of it"), _("not part of it")),
        "place": (here, _("elsewhere")),
        "kind": (_("of this kind"), _("of another kind")),
    }[dimension]
    return said[0] if part else said[1]


def date_of(item: Item) -> str:
    return words(item.when, language=language())


def mark_name(item: Item, lane: Lane | None, part: Played | None) -> str:
    """``Russia, took part. First direct talks since 2022. 16 May 2025, 13:35.``

    What is out of the usual stands behind the date: ``16 May 2025 (planned).``
    """
    note = status_note(item)
    when = f"{date_of(item)} ({note})" if note else date_of(item)
    said = {"title": item.title, "when": when, "lane": "", "part": ""}
    if lane is None:
        return _("%(title)s. %(when)s.") % said
    said |= {
        "lane": lane.label,
        "part": part_words(part, lane.key.dimension, item.status),
    }
    return _("%(lane)s, %(part)s. %(title)s. %(when)s.") % said


def status_note(item: Item) -> str:
    """What stands behind the label of an event that is not as usual."""
    return {
        "planned": _("planned"),
        "off": _("did not take place"),
        "disputed": _("disputed"),
        "postponed": _("postponed"),
        "unconfirmed": _("unconfirmed"),
    }.get(item.status, "")


def frame_words(frame: Frame) -> str:
    return Window(frame.first, frame.last).words(language=language())


def lanes_sentence(by: str) -> str:
    return {
        "who": _("One lane for each participant."),
        "process": _("One lane for each process."),
        "place": _("One lane for each place."),
        "kind": _("One lane for each kind of event."),
    }[by]


def rest_label() -> str:
    return _("Not in these lanes")


def today() -> str:
    return _("today")


def short(count: int) -> str:
    return numerals.short_number(count, language())


def not_known(count: int, unit: str) -> str:
    """``12, day not known``: the events beside a strip of counts."""
    said = {
        "day": _("%(count)s, day not known"),
        "week": _("%(count)s, week not known"),
        "month": _("%(count)s, month not known"),
        "year": _("%(count)s, year not known"),
    }.get(unit, _("%(count)s, time not known"))
    return said % {"count": number(count)}


def summary(lanes: Sequence[Lane], frame: Frame, *, ties: int) -> str:
    """The chart in two sentences."""
    named = listed(f"{lane.label} {number(lane.count)}" for lane in lanes)
    first = ngettext(
        "%(count)s lane, %(days)s, with the number of its events: %(lanes)s.",
        "%(count)s lanes, %(days)s, with the number of events in each: %(lanes)s.",
        len(lanes),
    ) % {"count": len(lanes), "days": frame_words(frame), "lanes": named}
    if not ties:
        return first
    second = ngettext(
        "A vertical line joins the lanes of one event.",
        "Vertical lines join the lanes of the same event, for %(count)s events.",
        ties,
    ) % {"count": number(ties)}
    return f"{first} {second}"


def isolated(text: str, *, data: bool = False) -> str:
    """Words that keep their own direction in a drawing that is written from the left.

    On pages from right to left, the page's words are marked as such, and titles and
    names by their first letter.
    """
    if not get_language_bidi():
        return text
    first = "\u2068" if data else "\u2067"
    return f"{first}{text}\u2069"


# Days, as axes write them


def weekday_day(day: date) -> str:
    """``Thursday, 15 May``."""
    return _with_weekday(day, short=False)


def short_weekday_day(day: date) -> str:
    """``Thu, 15 May``."""
    return _with_weekday(day, short=True)


def _with_weekday(day: date, *, short: bool) -> str:
    name = weekday_name(day.weekday(), language(), short=short)
    return _("%(weekday)s %(day)s") % {"weekday": name, "day": day_month(day)}


def day_month(day: date) -> str:
    """``15 May``."""
    return short_day_words(day, language())


def month(day: date) -> str:
    return month_name(day.month, language())


def short_month(day: date) -> str:
    """``May 2025``, as short as the language has it."""
    return month_words(day.year, day.month, language(), short=True)


def month_year(day: date) -> str:
    return month_words(day.year, day.month, language())


def period(first: date, after: int) -> str:
    """The days from ``first`` to the one before the ordinal ``after``, as one text."""
    last = date.fromordinal(after - 1)
    return Window(first, last).words(language=language())
