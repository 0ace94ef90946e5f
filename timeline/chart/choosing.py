"""The form in which readers choose lanes and their order, without a script."""

from typing import NamedTuple

from timeline.chart.drawing import Chart
from timeline.chart.words import events


class Choice(NamedTuple):
    """A lane that is shown, with ways to move it, or one that could be."""

    value: str
    label: str
    events: str  # "13 events"
    chosen: bool
    can_rise: bool = False
    can_sink: bool = False


def choices_of(chart: Chart) -> list[Choice]:
    """The lanes of the chart in their order, then the others."""
    shown = chart.columns
    return [
        *(
            Choice(
                str(lane.key),
                lane.label,
                events(lane.count),
                True,
                n > 0,
                n < len(shown) - 1,
            )
            for n, lane in enumerate(shown)
        ),
        *(
            Choice(str(lane.key), lane.label, events(lane.count), False)
            for lane in chart.candidates
        ),
    ]
