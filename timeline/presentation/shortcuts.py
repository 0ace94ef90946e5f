"""The keys of the reader's script: one list for its help page and for the script."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Shortcut(NamedTuple):
    """A key, what the script calls it, and what it does in words."""

    key: str
    name: str
    words: str | Promise


SHORTCUTS = (
    Shortcut("/", "search", _("Search")),
    Shortcut("f", "filters", _("Filters")),
    Shortcut("j", "next", _("Next event")),
    Shortcut("k", "previous", _("Previous event")),
    Shortcut("Enter", "", _("Open the event")),
    Shortcut("s", "sources", _("Show or hide the sources of the event")),
    Shortcut("[", "earlier", _("Previous month or page")),
    Shortcut("]", "later", _("Next month or page")),
    Shortcut("t", "today", _("Events from today on")),
    Shortcut("c", "copy", _("Copy the link of the event or of the page")),
    Shortcut("d", "download", _("Download these events")),
    Shortcut("?", "help", _("This list")),
)
IN_CHART = (
    (("←", "→"), _("Previous or next event in the lane")),
    (("↑", "↓"), _("The same event in another lane, or the nearest in time")),
    (("Home", "End"), _("First or last event in the lane")),
    (("Page Up", "Page Down"), _("Earlier or later dates")),
    (("+", "-"), _("Closer or wider")),
    (("Enter",), _("Open the event")),
)
IN_STRIP = (
    (("←", "→", "↑", "↓"), _("Move a limit by one day")),
    (("Shift + ←", "Shift + →"), _("Move a limit by one week")),
    (("Home", "End"), _("To the first or the last day of the picture")),
)
IN_LISTS = (
    (("↓", "↑"), _("Next or previous suggestion")),
    (("Enter",), _("Take the suggestion")),
    (("Esc",), _("Close the list")),
)
# What the page tells the script: "/=search f=filters".
KEYS = " ".join(f"{s.key}={s.name}" for s in SHORTCUTS if s.name)
