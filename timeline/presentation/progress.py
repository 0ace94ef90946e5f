"""How far the processes of an index have come. A few queries for all of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Max, Min, Q
from django.utils.translation import gettext as _

from timeline.dates import words
from timeline.models.versions import EARLIEST, LATEST, EventVersion, VersionTerm
from timeline.presentation.marks import TO_COME, event_date
from timeline.presentation.naming import language
from timeline.presentation.rows import path_of

D = VersionTerm.Dimension
_PLANNED = Q(version__shown_status__in=TO_COME)
_OFF = Q(version__shown_status="off")


class Step(NamedTuple):
    """An event of a process, as the index names it."""

    date: str
    title: str
    address: str


@dataclass(frozen=True)
class Progress:
    """The years of a process, its latest event and its next planned one."""

    years: str = ""
    latest: Step | None = None
    coming: Step | None = None


def progress_of(
    slugs: Iterable[str], *, today: date, at: datetime | None = None
) -> dict[str, Progress]:
    """The progress of each process. Two queries."""
    rows: dict[str, Any] = {row["value"]: row for row in _edges([*slugs], today, at)}
    keys = {row[name] for row in rows.values() for name in ("latest", "coming")}
    steps = _steps(list(rows), keys - {None}, at)
    return {
        slug: Progress(
            _years(row["begins"], row["ends"]),
            steps.get((slug, row["latest"])),
            steps.get((slug, row["coming"])),
        )
        for slug, row in rows.items()
    }


def _edges(slugs: list[str], today: date, at: datetime | None) -> Iterable[Any]:
    held = ~_PLANNED & ~_OFF
    ahead = _PLANNED & Q(version__end_latest__gte=today)
    terms = VersionTerm.objects.at(at).filter(
        dimension=D.PROCESS, value__in=slugs, role=""
    )
    return terms.values("value").annotate(
        begins=Min("version__start_earliest", filter=_bounded("start_earliest")),
        ends=Max("version__end_latest", filter=_bounded("end_latest")),
        latest=Max("order_key", filter=held),
        coming=Min("order_key", filter=ahead),
    )


def _bounded(name: str) -> Q:
    edges = [EARLIEST, LATEST]
    return ~Q(**{f"version__{name}__in": edges})


def _steps(
    slugs: list[str], keys: set[int], at: datetime | None
) -> dict[tuple[str, int], Step]:
    """The events at those places of the chronology, by process."""
    terms = VersionTerm.objects.at(at).filter(
        dimension=D.PROCESS, value__in=slugs, role="", order_key__in=keys
    )
    whole = terms.select_related("version").defer("version__csv_line")
    whole = whole.order_by("-version__event_id")
    fixed = at is not None
    return {(t.value, t.order_key): _step(t.version, fixed) for t in whole}


def _step(version: EventVersion, fixed: bool) -> Step:
    when = words(event_date(version.record["date"]), language=language())
    return Step(when, version.title, path_of(version, fixed=fixed))


def _years(first: object, last: object) -> str:
    """``2025``, ``2022 to 2025``: no more exactly than every date allows."""
    if not (isinstance(first, date) and isinstance(last, date)):
        return _("dates not known")
    if first.year == last.year:
        return str(first.year)
    return _("%(start)s to %(end)s") % {"start": first.year, "end": last.year}
