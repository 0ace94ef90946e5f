"""The density strip in words: its caption, and the picture for who cannot see it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timeline.dates import days_range_words
from timeline.numerals import number
from timeline.presentation.calendar import language
from timeline.presentation.columns import Layout


def caption_of(layout: Layout, *, rtl: bool) -> str:
    """What a column, a square and a line stand for. Whole sentences."""
    said = [str(layout.unit.per)]
    if rtl:
        said.append(_("Time runs from right to left."))
    if layout.as_squares:
        said.append(_("One square is one event."))
    if layout.spans:
        said.append(_("Below the line: lasting, or day not known."))
    if layout.window and _around(layout):
        said.append(_("Grey: outside your dates."))
    return " ".join(said)


def text_of(layout: Layout, count: int, *, rtl: bool) -> str:
    """The picture in sentences, for ``count`` chosen events."""
    return " ".join(_sentences(layout, count, rtl=rtl))


def _sentences(layout: Layout, count: int, *, rtl: bool) -> Iterator[str]:
    tongue = language()
    shown = days_range_words(*layout.days, tongue)
    yield str(layout.unit.per)
    yield _("Shown: %(dates)s.") % {"dates": shown}
    if rtl:
        yield _("Time runs from right to left.")
    yield from _most(layout)
    if layout.window:
        yield from _chosen(layout, count)
    yield from _spans(layout)


def _most(layout: Layout) -> Iterator[str]:
    """The fullest column."""
    if not layout.columns:
        return
    totals = {place: column.total for place, column in layout.columns.items()}
    place = max(sorted(totals), key=lambda p: totals[p])
    yield layout.unit.most % {
        "count": number(totals[place], language()),
        "when": layout.unit.say(layout.starts(place)),
    }


def _chosen(layout: Layout, count: int) -> Iterator[str]:
    assert layout.window is not None
    shown = number(count, language())
    around = _around(layout)
    yield ngettext(
        "The chosen dates hold %(count)s event.",
        "The chosen dates hold %(count)s events.",
        count,
    ) % {"count": shown}
    if around:
        yield ngettext(
            "%(count)s event around them is grey.",
            "%(count)s events around them are grey.",
            around,
        ) % {"count": number(around, language())}


def _around(layout: Layout) -> int:
    spans = sum(p.item.events for p in layout.spans if not p.chosen)
    return spans + sum(column.around for column in layout.columns.values())


def _spans(layout: Layout) -> Iterator[str]:
    """Events below the line, all of them, whether or not there was room."""
    chosen = [placed.item for placed in layout.spans if placed.chosen]
    vague = sum(item.events for item in chosen if item.is_loose)
    lasted = sum(item.events for item in chosen) - vague
    if lasted:
        yield ngettext(
            "%(count)s event lasted longer and is a line below.",
            "%(count)s events lasted longer and are lines below.",
            lasted,
        ) % {"count": number(lasted, language())}
    if vague:
        yield ngettext(
            "Of %(count)s event it is not known when exactly.",
            "Of %(count)s events it is not known when exactly.",
            vague,
        ) % {"count": number(vague, language())}
