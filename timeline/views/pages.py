"""Every page readers open, in one place for the addresses."""

from timeline.views.about import about, about_chapter
from timeline.views.changes import changes
from timeline.views.chronology import chronology
from timeline.views.display import display
from timeline.views.event import event, event_short, event_version
from timeline.views.help import accessibility, keyboard
from timeline.views.history import difference, history
from timeline.views.indexes import participants, places, processes, sources
from timeline.views.map import map_
from timeline.views.subjects import participant, place, process, source
from timeline.views.table import table, years
from timeline.views.visual import compare, visual

__all__ = [
    "about",
    "about_chapter",
    "accessibility",
    "changes",
    "chronology",
    "compare",
    "difference",
    "display",
    "event",
    "event_short",
    "event_version",
    "history",
    "keyboard",
    "map_",
    "participant",
    "participants",
    "place",
    "places",
    "process",
    "processes",
    "source",
    "sources",
    "table",
    "visual",
    "years",
]
