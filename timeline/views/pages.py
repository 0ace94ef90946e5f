"""Every page readers open, in one place for the addresses."""

from timeline.views.about import about, display
from timeline.views.chronology import chronology
from timeline.views.event import event, event_short, event_version
from timeline.views.indexes import participants, places, processes, sources
from timeline.views.subjects import participant, place, process, source

__all__ = [
    "about",
    "chronology",
    "display",
    "event",
    "event_short",
    "event_version",
    "participant",
    "participants",
    "place",
    "places",
    "process",
    "processes",
    "source",
    "sources",
]
