"""The download page: which events, in which file, how large, and how far it is."""

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from timeline.exporting import BusyError, Progress, Question, SpooledFile
from timeline.exporting.asking import OF_PAGE, Wish, read_wish
from timeline.exporting.background import Failure, attend
from timeline.exporting.sizes import Scales
from timeline.formats import FORMATS, Format
from timeline.models.versions import PublicRecord
from timeline.presentation.filewords import size_words, unit_words, words_of
from timeline.presentation.sharing import joined
from timeline.selection import Selection
from timeline.views.answer import answer, momentary
from timeline.views.exports import file_name

LARGE = 20_000  # events; a larger file is made while its reader looks at a page
LOOK_AGAIN = 5  # seconds


class Scope(NamedTuple):
    """Which events: those of the view, or all."""

    label: str
    address: str
    events: int
    chosen: bool


class File(NamedTuple):
    """A file that can be had."""

    label: str  # what a row stands for; empty when there is no choice
    size: str
    address: str  # of the file, or of the page that makes it


class Kind(NamedTuple):
    """A format with its files."""

    name: str
    label: str
    purpose: str
    files: list[File]


@dataclass(frozen=True)
class Chosen:
    """The file that was chosen, and how it stands."""

    label: str
    unit: str
    file_name: str
    address: str  # of the file, when it can be had
    size: str = ""
    progress: Progress | None = None
    failure: str = ""  # in words
    again: str = ""  # address of this page


@momentary
def download(request: HttpRequest, *, public: PublicRecord) -> HttpResponse:
    """Every file of the events of the query, or of all with ``of=all``.

    Sizes are told before: those of finished files exactly, others from a sample.
    With ``format`` a large file is begun, and the page says how far it is.
    """
    wish = read_wish(request.GET)
    asked = Selection.from_query(request.GET, beside=OF_PAGE)
    selection = _everything(asked) if wish.everything else asked
    scales = Scales(selection, public, base_url=settings.SITE_URL)
    chosen = _chosen(asked, scales, wish, public)
    context = {
        "selection": selection,
        "problems": [*asked.problems, *wish.problems],
        "count": selection.count,
        "scopes": _scopes(asked, wish),
        "kinds": [_kind(fmt, asked, wish, scales) for fmt in FORMATS.values()],
        "chosen": chosen,
        "look_again": LOOK_AGAIN if chosen and chosen.progress is not None else 0,
        "back": joined(reverse("timeline:chronology"), asked.whole),
        "public": public,
    }
    return answer(request, "timeline/download.html", context)


def _everything(asked: Selection) -> Selection:
    """Every event, of the moment that was asked for."""
    empty = Selection.from_query("").query
    return Selection(
        replace(empty, as_of=asked.query.as_of), [], {"from": "", "to": ""}
    )


def _scopes(asked: Selection, wish: Wish) -> list[Scope]:
    """The choice between the view and everything, when these are not the same."""
    everything = _everything(asked)
    if not asked.query.is_narrowed or asked.whole == everything.whole:
        return []
    return [
        Scope(
            _("The events of this view"),
            _page(asked, ""),
            asked.count,
            not wish.everything,
        ),
        Scope(_("Everything"), _page(asked, "all"), everything.count, wish.everything),
    ]


def _page(asked: Selection, of: str, **chosen: str) -> str:
    """The address of this page with the file that is chosen."""
    own = urlencode([(n, v) for n, v in {"of": of, **chosen}.items() if v])
    return joined(reverse("timeline:download"), asked.whole, own)


def _kind(fmt: Format, asked: Selection, wish: Wish, scales: Scales) -> Kind:
    words = words_of(fmt)
    files = [_file(fmt, unit, asked, wish, scales) for unit in fmt.units]
    return Kind(fmt.name, str(words.label), str(words.purpose), files)


def _file(fmt: Format, unit: str, asked: Selection, wish: Wish, scales: Scales) -> File:
    size = scales.size(fmt, unit)
    label = unit_words(unit) if len(fmt.units) > 1 else ""
    if scales.selection.count > LARGE:
        of = "all" if wish.everything else ""
        address = _page(asked, of, format=fmt.name, rows=_own(fmt, unit))
    else:
        address = _address(fmt, unit, scales.selection)
    return File(label, size_words(size.bytes, exact=size.exact), address)


def _own(fmt: Format, unit: str) -> str:
    """The unit as an address says it: empty for the usual one."""
    return "" if unit == next(iter(fmt.units)) else unit


def _address(fmt: Format, unit: str, selection: Selection) -> str:
    """The address of the file."""
    own = _own(fmt, unit)
    rows = urlencode({"rows": own}) if own else ""
    return joined(reverse("files:export", args=[fmt.name]), selection.whole, rows)


def _chosen(
    asked: Selection, scales: Scales, wish: Wish, public: PublicRecord
) -> Chosen | None:
    """The file asked for, begun when it is large and not there."""
    if wish.fmt is None:
        return None
    fmt, unit, selection = wish.fmt, wish.unit, scales.selection
    of = "all" if wish.everything else ""
    chosen = Chosen(
        label=str(words_of(fmt).label),
        unit=unit_words(unit) if len(fmt.units) > 1 else "",
        file_name=file_name(selection, fmt, unit),
        address=_address(fmt, unit, selection),
        again=_page(asked, of, format=fmt.name, rows=_own(fmt, unit)),
    )
    if selection.count <= LARGE:
        size = scales.size(fmt, unit)
        return replace(chosen, size=size_words(size.bytes, exact=size.exact))
    question = Question(selection, fmt, settings.SITE_URL, unit)
    return replace(chosen, **_standing(question, public.data_version))


def _standing(question: Question, data_version: int) -> dict[str, Any]:
    """How a large file stands, as fields of :class:`Chosen`."""
    try:
        found = attend(question, data_version)
    except BusyError:
        found = Failure("busy")
    if isinstance(found, SpooledFile):
        return {"size": size_words(found.size, exact=True)}
    if isinstance(found, Failure):
        return {"address": "", "failure": _failure_words(found)}
    return {"address": "", "progress": found}


def _failure_words(failure: Failure) -> str:
    return {
        "busy": _("Too many files are being made at the moment."),
        "slow": _("It took too long. Ask for fewer events: give dates or a process."),
        "down": _("The database does not answer at the moment."),
        "disk": _("It could not be written to the disk of the server."),
    }[failure.why]
