"""What files are called in the reader's language, and what each is for."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timeline.formats import Format
from timeline.numerals import size_number
from timeline.presentation.naming import language


class FileWords(NamedTuple):
    """The name of a format, and a sentence on what it is for."""

    label: str | Promise
    purpose: str | Promise


FORMAT_WORDS: dict[str, FileWords] = {
    "csv": FileWords(
        "CSV",
        gettext_lazy(
            "A table for spreadsheets and statistics programs. It can be edited and "
            "imported again."
        ),
    ),
    "json": FileWords(
        "JSON",
        gettext_lazy("Everything the record holds of each event, for programs."),
    ),
    "jsonl": FileWords(
        "JSON Lines",
        gettext_lazy("The same, one event a line: for large amounts of data."),
    ),
    "geojson": FileWords(
        "GeoJSON", gettext_lazy("Points for maps and geographic information systems.")
    ),
    "ics": FileWords(
        gettext_lazy("Calendar"),
        gettext_lazy("The events with their days and hours, for any calendar (ICS)."),
    ),
    "atom": FileWords("Atom", gettext_lazy("A feed to follow this view with.")),
    "feed.json": FileWords(
        "JSON Feed", gettext_lazy("The same feed, for programs that read JSON.")
    ),
    "timelinejs.json": FileWords(
        "TimelineJS", gettext_lazy("Slides for a story made with TimelineJS.")
    ),
    "zip": FileWords(
        gettext_lazy("Data package"),
        gettext_lazy(
            "Tables of events, participants and sources with their description, "
            "checksums and how to cite them: for archives and papers."
        ),
    ),
}
UNIT_WORDS: dict[str, str | Promise] = {
    "event": gettext_lazy("One row for each event"),
    "participation": gettext_lazy("One row for each participant of an event"),
    "citation": gettext_lazy("One row for each source of an event"),
}


def words_of(fmt: Format) -> FileWords:
    """The words of a format; a format without any keeps its English label."""
    return FORMAT_WORDS.get(fmt.name, FileWords(fmt.label, ""))


def unit_words(unit: str) -> str:
    return str(UNIT_WORDS.get(unit, unit))


def size_words(size: int, *, exact: bool) -> str:
    """``45 KB``, or ``about 45 KB`` for what was worked out."""
    shown, unit = size_number(size, language())
    said = {
        "B": _("%(size)s bytes"),
        "KB": _("%(size)s KB"),
        "MB": _("%(size)s MB"),
        "GB": _("%(size)s GB"),
    }[unit] % {"size": shown}
    return said if exact else _("about %(size)s") % {"size": said}
