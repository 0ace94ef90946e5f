"""What each parameter of an address does, with an example. See selection.vocabulary."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class FilterWords(NamedTuple):
    """The example is a whole parameter that can be used."""

    meaning: str | Promise
    example: str


FILTER_WORDS: dict[str, FilterWords] = {
    "q": FilterWords(
        _(
            "Words in titles, summaries, quotes and names. A phrase stands in "
            "quotation marks; a word after - must not be there."
        ),
        "q=prisoner+exchange",
    ),
    "from": FilterWords(
        _("The first day, month or year; events before it are left out."),
        "from=2025-05-15",
    ),
    "to": FilterWords(
        _("The last day, month or year; events after it are left out."),
        "to=2025-05-20",
    ),
    "maybe": FilterWords(
        _("With 0, events that only might fall within the dates are left out."),
        "from=2025-05-15&maybe=0",
    ),
    "who": FilterWords(
        _("A participant. A state brings its people and bodies with it."),
        "who=ukraine",
    ),
    "mode": FilterWords(
        _("With “all”, every chosen participant has to be there; else any of them."),
        "who=russia&who=ukraine&mode=all",
    ),
    "role": FilterWords(
        _("A role; with participants, the one they have in the event."), "role=host"
    ),
    "kind": FilterWords(
        _("A family, or an event type within its family."), "kind=talks.call"
    ),
    "status": FilterWords(
        _("The status a page shows, or where the event stands in its life."),
        "status=planned",
    ),
    "process": FilterWords(
        _("A process the event is part of."), "process=istanbul-talks"
    ),
    "place": FilterWords(_("A place, and all places within it."), "place=istanbul"),
    "source": FilterWords(_("An outlet, or one document."), "source=reuters"),
    "minsrc": FilterWords(_("How many sources there are at least."), "minsrc=2"),
    "lang": FilterWords(_("The language of a source or of a quote."), "lang=uk"),
    "topic": FilterWords(_("What the event is about."), "topic=military"),
    "has": FilterWords(
        _(
            "“quote”: with the words of a source. “key”: marked as key by editors. "
            "“commitment”: something was promised. “disputed-date” and the like: "
            "sources differ on that point."
        ),
        "has=disputed-date",
    ),
    "sort": FilterWords(
        _(
            "Oldest or newest first. Left out, a view with a first day or a process "
            "begins with the oldest."
        ),
        "sort=oldest",
    ),
    "cursor": FilterWords(
        _("A place in a long list; links to the next page hold it. Files ignore it."),
        "cursor=a.1514214383616.12",
    ),
    "as_of": FilterWords(
        _("A day or a moment: the record as it stood then."), "as_of=2026-01-01"
    ),
}
