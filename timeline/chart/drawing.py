"""What the templates draw: a chart in attributes of SVG elements. No styles."""

from dataclasses import dataclass, field
from typing import NamedTuple

from timeline.chart.lanes import Lane
from timeline.chart.shapes import Part
from timeline.chart.zoom import Frame


class Text(NamedTuple):
    """Words at a place; ``note`` follows in a plainer style."""

    x: str
    y: str
    words: str
    anchor: str = "start"
    style: str = ""
    note: str = ""


class DrawnMark(NamedTuple):
    """One event in one lane: a link to the event."""

    event: int
    lane: int
    x: str  # of its middle, for the keys of the script
    address: str
    style: str  # fam-talks st-planned
    name: str  # Russia, took part. First direct talks. 16 May 2025, 13:35
    hit: str
    parts: list[Part]


class DrawnBin(NamedTuple):
    """The events of one lane in one period: a link to them."""

    address: str
    name: str
    style: str  # q1 to q5
    d: str
    text: Text | None


@dataclass
class DrawnLane:
    """A lane: its ground, its words, and marks or counts."""

    lane: Lane
    d: str
    names: list[Text]
    count: Text
    halos: str = ""
    marks: list[DrawnMark] = field(default_factory=list)
    bins: list[DrawnBin] = field(default_factory=list)
    beside: Text | None = None  # how many have no known day
    unknown: int = 0
    is_rest: bool = False


class Tie(NamedTuple):
    """The line that joins the lanes of an event."""

    event: int
    style: str
    d: str


class Leader(NamedTuple):
    """A label above the lanes and the line down to its mark."""

    d: str
    text: Text


class Link(NamedTuple):
    """A link to another window of the same chart."""

    label: str
    address: str
    chosen: bool = False
    key: str = ""


@dataclass
class Chart:
    """A drawn selection. ``shown`` counts events with a mark of their own."""

    width: int
    frame: Frame
    label: str  # two sentences
    height: str = "0"
    lanes: list[DrawnLane] = field(default_factory=list)
    candidates: list[Lane] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    labels: list[Leader] = field(default_factory=list)
    beside: list[Text] = field(default_factory=list)  # labels within lanes
    shades: str = ""
    faint: str = ""
    strong: str = ""
    ticks: list[Text] = field(default_factory=list)
    today: str = ""
    today_text: Text | None = None
    zooms: list[Link] = field(default_factory=list)
    earlier: Link | None = None
    later: Link | None = None
    mirrored: bool = False
    has_fades: bool = False
    say: str = ""  # "Event {n} of {all}.", for the script
    cells: str = ""  # what a cell of counts is, when there are some
    shown: int = 0
    rest: int = 0  # events in none of the lanes
    within: str = ""  # a link to the events in the lanes only, where there is one

    @property
    def columns(self) -> list[Lane]:
        """The lanes of the table beneath: all but the last, of what is in none."""
        return [drawn.lane for drawn in self.lanes if not drawn.is_rest]

    @property
    def is_narrow(self) -> bool:
        """Drawn for a frame within another page."""
        return self.width < 1000
