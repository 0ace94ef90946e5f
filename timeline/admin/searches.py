"""Saved searches: kept from a list, seen above it, renamed and removed on one page.

An address is never kept: only filters are, and the address of their list is ours.
"""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from timeline.admin.requested import key_of
from timeline.forms.searches import SavedSearchForm
from timeline.models.searches import SavedSearch

MAY = ("timeline.view_event", "timeline.change_event")
NOT_YOURS = "That search is not there any more, or it is somebody else’s."


def list_address(page: str) -> str:
    """The address of the list a search is of."""
    queue = page == SavedSearch.Page.QUEUE
    return reverse(
        "admin:timeline_queue" if queue else "admin:timeline_event_changelist"
    )


def search_address(search: SavedSearch) -> str:
    """Where a saved search leads: always a list of the desk."""
    return f"{list_address(search.page)}?{search.query}"


def searches(request: HttpRequest) -> HttpResponse:
    """All that this editor sees. A post keeps, renames or removes one."""
    if not any(map(request.user.has_perm, MAY)):
        raise PermissionDenied
    if request.method == "POST":
        return _receive(request)
    return _page(request)


def _receive(request: HttpRequest) -> HttpResponse:
    if "_keep" in request.POST:
        return _keep(request)
    key = request.POST.get("_rename") or request.POST.get("_remove") or ""
    mine = SavedSearch.objects.all()
    if not request.user.is_superuser:
        mine = mine.filter(owner=request.user.pk)
    search = mine.filter(pk=key_of(key) or 0).first()
    if search is None:
        messages.warning(request, NOT_YOURS)
        return _back()
    if "_remove" in request.POST:
        search.delete()
        messages.success(request, f"“{search}” is removed.")
        return _back()
    return _rename(request, search)


def _keep(request: HttpRequest) -> HttpResponse:
    """Keep the filters of a list; one goes back to that list with them."""
    queue = request.POST.get("page") == SavedSearch.Page.QUEUE
    page = SavedSearch.Page.QUEUE if queue else SavedSearch.Page.LIST
    query = request.POST.get("query", "")
    made = SavedSearch(owner_id=request.user.pk, page=page, query=query)  # type: ignore[misc]
    form = SavedSearchForm(request.POST, instance=made)
    if not _stored(request, form):
        return HttpResponseRedirect(list_address(page))
    messages.success(request, f"“{made}” is kept: it is above the list.")
    return HttpResponseRedirect(search_address(made))


def _rename(request: HttpRequest, search: SavedSearch) -> HttpResponse:
    prefix = f"s{search.pk}"
    form = SavedSearchForm(request.POST, instance=search, prefix=prefix)
    if _stored(request, form):
        messages.success(request, f"“{search}” is saved.")
    return _back()


def _stored(request: HttpRequest, form: SavedSearchForm) -> bool:
    """Store it, or say why not."""
    try:
        if form.is_valid():
            with transaction.atomic():
                form.save()
            return True
    except IntegrityError:  # the same name was given at the same moment
        messages.error(request, "You have a search with this name already.")
        return False
    for sentence in form.sentences:
        messages.error(request, sentence)
    return False


def _back() -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("admin:timeline_searches"))


def _page(request: HttpRequest) -> HttpResponse:
    seen = SavedSearch.objects.seen_by(request.user).select_related("owner")
    mine = [search for search in seen if search.owner_id == request.user.pk]
    others = [search for search in seen if search.owner_id != request.user.pk]
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": "Saved searches",
        "mine": [
            (
                search_address(search),
                search,
                SavedSearchForm(instance=search, prefix=f"s{search.pk}"),
            )
            for search in mine
        ],
        "others": [(search_address(search), search) for search in others],
    }
    return render(request, "admin/timeline/event/searches.html", context)
