"""Citations as files: BibTeX and RIS."""

from django.http import Http404, HttpRequest, HttpResponse

from timeline.citing import CITATION_FILES, Cited
from timeline.models.versions import EventVersion, PublicRecord
from timeline.presentation.cites import cited_selection, cited_version
from timeline.selection import Selection
from timeline.views.answer import published

_PLAIN = "text/plain; charset=utf-8"


@published
def event_citation(
    request: HttpRequest,
    number: int,
    version: int,
    format: str,  # noqa: A002
    *,
    public: PublicRecord,
) -> HttpResponse:
    """A fixed version as a citation. 404 and 410 as its page answers."""
    _check(format)
    present = EventVersion.objects.filter(event_id=number, superseded_at__isnull=True)
    if present.filter(change=EventVersion.Change.WITHDRAWN).exists():
        text = f"Event {number} was removed. See /e/{number} for when and why.\n"
        return HttpResponse(text, status=410, content_type=_PLAIN)
    fixed = EventVersion.objects.filter(
        event_id=number, number=version, change__in=EventVersion.SHOWN
    ).first()
    if fixed is None:
        raise Http404(f"Event {number} has no version {version} to cite.")
    return _file(cited_version(fixed), format)


@published
def view_citation(
    request: HttpRequest,
    format: str,  # noqa: A002
    *,
    public: PublicRecord,
) -> HttpResponse:
    """The events of a query as a citation. 400 names what cannot be used."""
    _check(format)
    selection = Selection.from_query(request.GET)
    if selection.problems:
        text = "".join(f"{problem.sentence}\n" for problem in selection.problems)
        return HttpResponse(text, status=400, content_type=_PLAIN)
    return _file(cited_selection(selection, public), format)


def _check(format: str) -> None:  # noqa: A002
    """Raises Http404 for a format that no citation has."""
    if format not in CITATION_FILES:
        known = ", ".join(CITATION_FILES)
        raise Http404(f"There is no {format} citation. There is: {known}.")


def _file(cited: Cited, format: str) -> HttpResponse:  # noqa: A002
    kind = CITATION_FILES[format]
    name = f'attachment; filename="{cited.key}.{format}"'
    headers = {"Content-Disposition": name, "Content-Type": kind.media_type}
    return HttpResponse(kind.write(cited), headers=headers)
