"""The pages of one participant, place, source and process."""

from timeline.views.subjects.participants import participant
from timeline.views.subjects.places import place
from timeline.views.subjects.processes import process
from timeline.views.subjects.sources import source

__all__ = ["participant", "place", "process", "source"]
