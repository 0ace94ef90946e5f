"""What an editor typed, as EDTF, as four bounds, and as words. No Django.

``read_date`` and ``from_edtf`` make an ``EventDate``; ``words`` and its kin say it;
``read_window``, ``certain`` and ``might`` answer which dates fall in the days a reader
asks for. Every error is a ``DateError`` with a sentence for the person who typed.
"""

from timeline.dates.blocks import Block, block, heading_words
from timeline.dates.context import is_relative, meanings
from timeline.dates.echo import other_readings, read_echo, suggestions_in
from timeline.dates.edtf import from_edtf
from timeline.dates.errors import DateError
from timeline.dates.event_date import Bounds, EventDate, Kind, PartOfDay
from timeline.dates.measures import (
    acled_time_precision,
    days_of_doubt,
    sort_rank,
    ucdp_date_prec,
)
from timeline.dates.reading import read_date
from timeline.dates.saying import (
    day_words,
    moment_words,
    month_name,
    month_words,
    short_day_words,
    short_range_words,
    weekday_name,
)
from timeline.dates.window import (
    Window,
    certain,
    days_range_words,
    meets,
    might,
    read_window,
)
from timeline.dates.words import row_words, words

__all__ = (
    "Block",
    "Bounds",
    "DateError",
    "EventDate",
    "Kind",
    "PartOfDay",
    "Window",
    "acled_time_precision",
    "block",
    "certain",
    "day_words",
    "days_of_doubt",
    "days_range_words",
    "from_edtf",
    "heading_words",
    "is_relative",
    "meanings",
    "meets",
    "might",
    "moment_words",
    "month_name",
    "month_words",
    "other_readings",
    "read_date",
    "read_echo",
    "read_window",
    "row_words",
    "short_day_words",
    "short_range_words",
    "sort_rank",
    "suggestions_in",
    "ucdp_date_prec",
    "weekday_name",
    "words",
)
