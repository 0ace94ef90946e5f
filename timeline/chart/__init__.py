"""The visual timeline: lanes, marks, ties and bins of a selection, as a drawing.

    from timeline.chart import Lanes, chart_of, read_lanes

    lanes = read_lanes(request.GET)     # the parameters ``lanes`` and ``lane``
    chart = chart_of(selection, lanes=lanes, today=timezone.localdate())

``read_lanes(data: QueryDict, *, mixed=False, at=None) -> Lanes`` never raises: what
could not be used is in ``.problems``; ``.tail`` is the encoded view parameters, for
``to_canonical`` and ``head``. ``Lanes()`` is the default: the top four participants.

``chart_of(selection, *, lanes: Lanes | None = None, today: date, narrow: bool = False,
path: str = "", mirrored: bool | None = None) -> Chart`` draws exactly the events of
the selection. ``narrow`` is for frames of about 700 px; ``path`` is the page that links
to other windows lead to, the visual timeline when empty; ``mirrored`` puts the past on
the right, as the reader's language has it unless said. ``_chart.html`` needs ``chart``
and the style sheets marks.css and chart.css; ``_matrix.html`` needs
``matrix_of(selection, chart.columns)`` as ``matrix``, and ``icons``.
"""

from timeline.chart.asking import Lanes, read_lanes
from timeline.chart.charts import chart_of
from timeline.chart.drawing import Chart
from timeline.chart.matrix import Matrix, matrix_of

__all__ = ["Chart", "Lanes", "Matrix", "chart_of", "matrix_of", "read_lanes"]
