"""How the pages of a selection begin: read the query, keep one address for a view."""

from typing import Any
from urllib.parse import parse_qsl

from django.http import HttpRequest, HttpResponseRedirect
from django.utils import timezone

from timeline.dates import day_words
from timeline.models.versions import PublicRecord
from timeline.presentation.calendar import language
from timeline.presentation.heads import head_of
from timeline.selection import Selection
from timeline.selection.changes import Changes


def to_canonical(
    request: HttpRequest, selection: Selection | Changes, tail: str = ""
) -> HttpResponseRedirect | None:
    """A redirect when the address is not the canonical one of a valid query.

    ``tail``: the view's own parameters in their canonical order, encoded.
    """
    wanted = "&".join(filter(None, [selection.canonical, tail]))
    given = parse_qsl(request.META["QUERY_STRING"], keep_blank_values=True)
    if not selection.is_valid or given == parse_qsl(wanted, keep_blank_values=True):
        return None
    return HttpResponseRedirect(f"{request.path}?{wanted}" if wanted else request.path)


def head(
    request: HttpRequest,
    selection: Selection,
    view: str,
    *,
    tail: str = "",
    public: PublicRecord | None = None,
) -> dict[str, Any]:
    """The context of ``_view_head.html`` and ``_printed.html``; see :func:`head_of`.

    Without ``public``, the state of the record, it is asked for: one query.
    """
    state = public or PublicRecord.now()
    changed = state.changed_at
    return {
        "head": head_of(selection, view, request.path, tail=tail, public=state),
        "public": state,
        "printed": day_words(timezone.localdate(), language()),
        "recorded": day_words(changed.date(), language()) if changed else "",
    }
