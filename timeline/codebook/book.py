"""The chapters of the codebook, in the order of its contents page."""

from django.utils.translation import gettext_lazy as _

from timeline.codebook.chapters import (
    borders,
    changes,
    codes,
    coverage,
    dates,
    files,
    interface,
)
from timeline.codebook.shape import Chapter

_ALL = (
    Chapter(
        "dates",
        _("Dates and their marks"),
        _(
            "How well a date is known, how that is drawn, and what it means for "
            "filters. The same marks are used in lists, on the timeline, in print and "
            "at the desk."
        ),
        dates.sections,
    ),
    Chapter(
        "statuses",
        _("Statuses"),
        _(
            "What was planned and did not happen is told as well as what happened, "
            "and how well each is supported."
        ),
        codes.statuses,
    ),
    Chapter(
        "roles",
        _("Who took part"),
        _("Roles, attendance and kinds of participants."),
        codes.roles,
    ),
    Chapter(
        "kinds",
        _("Kinds of events"),
        _(
            "Six families, each with a colour, an icon and a word; the event types in "
            "them; and the codes of CAMEO and PLOVER."
        ),
        codes.kinds,
    ),
    Chapter("topics", _("Topics"), _("What an event can be about."), codes.subjects),
    Chapter(
        "places",
        _("Places"),
        _("Kinds of places, and what coordinates point at."),
        codes.places,
    ),
    Chapter(
        "borders",
        _("Borders"),
        _("Why the map draws none, and where disputed places are listed."),
        borders.sections,
    ),
    Chapter(
        "sources",
        _("Sources"),
        _(
            "Every event says who reported it: kinds of sources, their grades, and "
            "when two of them are independent."
        ),
        codes.sources,
    ),
    Chapter(
        "relations",
        _("Relations and promises"),
        _("How one event stands to another, and what was promised in it."),
        codes.relations,
    ),
    Chapter(
        "filters",
        _("Filters and addresses"),
        _("The parameters that choose events, in every view and every file."),
        files.filters,
    ),
    Chapter(
        "columns",
        _("Files and their columns"),
        _("The formats of a download, and what each column holds."),
        files.columns,
    ),
    Chapter(
        "record",
        _("Fields of the JSON record"),
        _("What each field of an event holds, for those who read it by program."),
        files.record,
    ),
    Chapter(
        "api",
        _("Reading by program"),
        _("Addresses that answer JSON, and files: how to ask and what comes back."),
        interface.sections,
    ),
    Chapter(
        "changes",
        _("Changes and versions"),
        _("How events are corrected, removed and merged, and how to fix a version."),
        changes.changes,
    ),
    Chapter(
        "coverage",
        _("Coverage"),
        _("What is in the record now, by year, kind, outlet and language."),
        coverage.sections,
    ),
    Chapter(
        "licence",
        _("Licence"),
        _("What may be used how, and what comes from others."),
        changes.licence,
    ),
)
CHAPTERS: dict[str, Chapter] = {chapter.slug: chapter for chapter in _ALL}
