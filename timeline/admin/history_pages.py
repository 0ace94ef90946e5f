"""The pages of an event's history: what happened, what differs, going back."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from timeline.admin import history
from timeline.admin.desk import DeskAdmin
from timeline.forms.submission import EventSubmission
from timeline.models.events import Event


class HistoryPages(DeskAdmin):
    """For the events' own door, which draws the form."""

    def get_urls(self) -> list[URLPattern]:
        inside = self.admin_site.admin_view
        ours = [
            path(
                "<int:number>/difference/",
                inside(self.difference_view),
                name="timeline_event_difference",
            ),
            path(
                "<int:number>/restore/<int:version>/",
                inside(self.restore_view),
                name="timeline_event_restore",
            ),
        ]
        return [*ours, *super().get_urls()]

    def history_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Versions beside saves; two of them can be chosen to be compared."""
        event = self._looked_at(request, object_id)
        if event is None:
            return self.nowhere(request)
        versions = history.versions_of(event)
        return self.desk_page(
            request,
            "event/history",
            event=event,
            title="History",
            lines=history.lines(event, versions),
            versions=versions,
            may_write=self.has_change_permission(request, event),
        )

    def difference_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Two versions, or a version and the desk, field by field."""
        event = self._looked_at(request, str(number))
        if event is None:
            return self.nowhere(request)
        versions = history.versions_of(event)
        newest = str(versions[0].number) if versions else history.DESK
        old = request.GET.get("old", newest)
        new = request.GET.get("new", history.DESK)
        return self.desk_page(
            request,
            "event/difference",
            event=event,
            title="What differs",
            compared=history.compare(event, old, new),
            versions=versions,
            old=old,
            new=new,
        )

    def restore_view(
        self, request: HttpRequest, number: int, version: int
    ) -> HttpResponse:
        """The event's form with an earlier version typed into it; nothing is stored."""
        event = self._looked_at(request, str(number))
        found = history.version_of(event, str(version)) if event else None
        if event is None or found is None or found.change not in found.SHOWN:
            return self.nowhere(request)
        if not self.has_change_permission(request, event):
            raise PermissionDenied
        submission, notes = history.restoring(event, found, request.user)
        return self._page(
            request,
            event,
            submission,
            notes=notes,
            restored=found,
            post_to=reverse("admin:timeline_event_change", args=[event.pk]),
        )

    def _looked_at(self, request: HttpRequest, key: str) -> Event | None:
        event: Event | None = self.get_object(request, key)
        if not self.has_view_or_change_permission(request, event):
            raise PermissionDenied
        return event

    def _page(
        self,
        request: HttpRequest,
        event: Event | None,
        submission: EventSubmission,
        **more: Any,
    ) -> TemplateResponse:
        raise NotImplementedError
