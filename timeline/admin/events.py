"""Events: the list, the form in the order of an article, publishing and withdrawing."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, transaction
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from timeline.admin import entry
from timeline.admin.bulk import BulkActions
from timeline.admin.conflicts import as_new, both_texts, choosing_context
from timeline.admin.desk import ReasonForm, ask_reason
from timeline.admin.event_page import page_context, state_words
from timeline.admin.history_pages import HistoryPages
from timeline.admin.lookups import claim_reading, date_reading, lookup
from timeline.admin.presence import list_presence, opened, presence_urls
from timeline.admin.requested import key_of, somebody
from timeline.admin.reviews import ReviewDoors
from timeline.admin.searches import searches
from timeline.admin.shortcuts import move_the_date, settle_attendance
from timeline.admin.undo_page import UndoPage
from timeline.codelists.tables import FAMILIES
from timeline.forms.conflict import choose
from timeline.forms.stale import EventChangedError, EventGoneError, StaleEventError
from timeline.forms.submission import SECTIONS, EventSubmission
from timeline.models.differences import DifferentEvent
from timeline.models.events import Event
from timeline.models.locations import Location
from timeline.models.participants import Participant
from timeline.publishing import PublishError
from timeline.reviewing import withdraw_as

BUSY = (
    "The database is busy: a large import is being stored, or it was just restarted. "
    "Nothing of yours is stored yet and nothing is lost. Save again in a moment."
)
SENT = "Saved and sent for review. A reviewer finds it in the queue."
NEVER_PUBLISHED = Q(number__isnull=True)


class FamilyFilter(admin.SimpleListFilter):
    title = "kind"
    parameter_name = "family"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(family.slug, family.label) for family in FAMILIES]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(type__family=self.value()) if self.value() else queryset


class ChangesFilter(admin.SimpleListFilter):
    title = "changes"
    parameter_name = "changes"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("unpublished", "Unpublished changes")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() != "unpublished":
            return queryset
        return queryset.published().filter(changed__gt=F("published_at"))  # type: ignore[attr-defined]


@admin.register(Event)
class EventAdmin(ReviewDoors, HistoryPages, UndoPage, BulkActions):
    list_display = (
        "title",
        "date_text",
        "type",
        "location",
        "state",
        "saved",
        "open_now",
    )
    list_filter = ("desk_state", ChangesFilter, FamilyFilter, "status", "key")
    list_select_related = ("type", "location")
    date_hierarchy = "start_earliest"
    search_fields = ("title",)
    search_help_text = "Title, number, or any spelling of a participant or place."
    actions = (
        "publish_selected",
        "send_selected",
        "tag_selected",
        "enter_selected",
        "mark_selected",
        "delete_selected",
    )

    @admin.display(description="state", ordering="desk_state")
    def state(self, event: Event) -> str:
        words = state_words(event)
        if fields := getattr(event, "changed_labels", []):
            words = f"{words}: {', '.join(fields)}"
        return (
            f"{words}. In review"
            if event.number and getattr(event, "waits", False)
            else words
        )

    @admin.display(description="saved (UTC)", ordering="changed")
    def saved(self, event: Event) -> str:
        return f"{event.changed.day} {event.changed:%b %Y, %H:%M}"

    @admin.display(description="open now", empty_value="")
    def open_now(self, event: Event) -> str:
        return getattr(event, "open_by", "")

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changelist = super().get_changelist_instance(request)
        list_presence(changelist, request)
        return changelist

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        term = search_term.replace("\x00", "")[:200].strip()
        if not term:
            return queryset, False
        titled, _ = super().get_search_results(request, queryset, term)
        someone = Participant.objects.spelled_like(term).values("pk")
        somewhere = Location.objects.spelled_like(term).values("pk")
        wanted = Q(pk__in=titled.order_by().values("pk"))
        wanted |= Q(pk__in=_with_participants(someone)) | Q(location__in=somewhere)
        if term.isascii() and term.isdigit():
            wanted |= Q(number=int(term[:15]))
        return queryset.filter(wanted), False

    # Pages of their own.
    def get_urls(self) -> list[URLPattern]:
        inside = self.admin_site.admin_view
        ours = [
            path("lookup/<slug:what>/", inside(lookup), name="timeline_lookup"),
            path("searches/", inside(searches), name="timeline_searches"),
            path("date-reading/", inside(date_reading), name="timeline_date_reading"),
            path(
                "claim-reading/", inside(claim_reading), name="timeline_claim_reading"
            ),
            path(
                "<int:number>/withdraw/",
                inside(self.withdraw_view),
                name="timeline_event_withdraw",
            ),
        ]
        presence = presence_urls(self.admin_site)
        return [*ours, *presence, *entry.urls(inside), *super().get_urls()]

    # The form.
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        event = self.get_object(request, object_id) if object_id else None
        if object_id and event is None:
            if request.method == "POST" and self.has_add_permission(request):
                return self._page(request, None, as_new(request, object_id))
            return self.nowhere(request)
        self._refuse_strangers(request, event)
        if request.method == "POST":
            return self._receive(request, event)
        return self._page(request, event, entry.opened(request, event))

    def _refuse_strangers(self, request: HttpRequest, event: Event | None) -> None:
        """Adding and changing need their permission; looking needs any of them."""
        if event is None:
            allowed = self.has_add_permission(request)
        elif request.method == "POST":
            allowed = self.has_change_permission(request, event)
        else:
            allowed = self.has_view_or_change_permission(request, event)
        if not allowed:
            raise PermissionDenied

    def _receive(self, request: HttpRequest, event: Event | None) -> HttpResponse:
        data = request.POST.copy()
        more = rows_asked_for(data)
        chosen = take_offer(data) or choose(data) or "_again" in data
        pressed = entry.press(data)
        moved, settled = move_the_date(data), settle_attendance(data)
        submission = EventSubmission(data, instance=event, user=request.user, more=more)
        submission.asks = True
        submission.moved = moved
        other = self._different(request, event)
        if more or chosen or other or pressed or settled or "_move" in data:
            submission.hush()
            if pressed:
                entry.show(request, submission, pressed)
            return self._page(request, event, submission)
        try:
            if submission.is_valid() and self._stored(request, submission, event):
                place = entry.next_place(request, submission.event)
                return HttpResponseRedirect(place)
        except EventChangedError as error:
            submission = both_texts(submission, error.event)
            return self._page(request, error.event, submission)
        except EventGoneError:
            submission = as_new(request, str(event.pk if event else ""))
            return self._page(request, None, submission)
        except OperationalError:
            return self._busy(request, event, submission)
        return self._page(request, event, submission)

    def _different(self, request: HttpRequest, event: Event | None) -> bool:
        """Remember that another event is not this one, when that button was pressed.

        What is typed stays in its boxes.
        """
        key = request.POST.get("_different", "")
        if event is None or not key:
            return False
        other = Event.objects.filter(pk=key_of(key) or 0).first()
        if other is None or other == event:
            messages.warning(request, "That event is not there any more.")
            return True
        DifferentEvent.say(event, other, by=request.user.pk)
        self.log_change(request, event, f"Not the same event as “{other}”.")
        messages.success(request, f"Remembered: “{other}” is a different event.")
        return True

    def _busy(
        self, request: HttpRequest, event: Event | None, submission: EventSubmission
    ) -> TemplateResponse:
        """The database could not write: all that was typed, to be sent again."""
        submission.problems = [BUSY]
        response = self._page(request, event, submission)
        response.status_code = 503
        response.headers["Retry-After"] = "10"
        return response

    def _stored(
        self, request: HttpRequest, submission: EventSubmission, before: Event | None
    ) -> bool:
        """Save, and publish or send when that was pressed; False when refused."""
        publishing, sending = "_publish" in request.POST, "_send" in request.POST
        try:
            with transaction.atomic():
                event = submission.save(publish=publishing)
                self._log(request, event, new=before is None, published=publishing)
                if sending:
                    self.send_saved(request, submission)
                    self.log_change(request, event, "Sent for review.")
        except (EventChangedError, EventGoneError):
            raise
        except PublishError as error:
            submission.refuse(error)
            return False
        except StaleEventError:
            return False
        said = said_after(event, published=publishing)
        messages.success(request, SENT if sending else said)
        return True

    def _log(
        self, request: HttpRequest, event: Event, *, new: bool, published: bool
    ) -> None:
        did = "Added" if new else "Saved"
        words = f"{did} and published." if published else f"{did} as a draft."
        log = self.log_addition if new else self.log_change
        log(request, event, words)

    def _page(
        self,
        request: HttpRequest,
        event: Event | None,
        submission: EventSubmission,
        **more: Any,
    ) -> TemplateResponse:
        may_write = (
            self.has_change_permission(request, event)
            if event
            else self.has_add_permission(request)
        )
        title = "Add an event" if event is None else "Change the event"
        said = {
            **page_context(submission),
            **entry.entry_context(request, submission, event),
            **choosing_context(submission),
            "present": opened(request, event.pk) if event else "",
            "title": title,
            "original": event,
            "may_write": may_write,
            "state": state_words(event),
            "published": bool(event and event.desk_state == "published"),
            **self.standing_of(request, event),
            **more,
        }
        return self.desk_page(request, "event/change_form", **said)

    # What may be deleted: only what readers never saw.
    def has_delete_permission(
        self, request: HttpRequest, obj: Event | None = None
    ) -> bool:
        never_seen = obj is None or obj.number is None
        return never_seen and super().has_delete_permission(request, obj)

    @admin.action(description="Delete the selected drafts", permissions=["delete"])
    def delete_selected(
        self, request: HttpRequest, queryset: QuerySet[Any]
    ) -> HttpResponse | None:
        seen = queryset.exclude(NEVER_PUBLISHED).count()
        if seen:
            messages.error(
                request,
                f"{seen} of these were published. Readers may have cited them: "
                "withdraw them with a reason instead. Nothing was deleted.",
            )
            return None
        return delete_selected(self, request, queryset)

    # Withdrawing. What is done to many events is in bulk.
    def withdraw_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Take a published event from readers, with the reason they will see."""
        event = self.get_object(request, str(number))
        if event is None:
            return self.nowhere(request)
        if not self.has_publish_permission(request, event):
            raise PermissionDenied
        form = ReasonForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            return self._withdraw(request, event, form.cleaned_data["reason"])
        return ask_reason(
            self,
            request,
            None,
            form,
            title="Withdraw this event",
            button="Withdraw",
            lead="Its address stays and says that it was removed, and why.",
            listed=[event],
        )

    def _withdraw(
        self, request: HttpRequest, event: Event, reason: str
    ) -> HttpResponse:
        try:
            withdraw_as(event, by=somebody(request), reason=reason)
        except PublishError as error:
            messages.error(request, str(error))
        else:
            self.log_change(request, event, f"Withdrawn: {reason}")
            messages.success(request, "Withdrawn. Readers see the reason.")
        place = reverse("admin:timeline_event_change", args=[event.pk])
        return HttpResponseRedirect(place)


def _with_participants(participants: QuerySet[Any]) -> QuerySet[Any]:
    rows = Event.objects.filter(participations__participant__in=participants)
    return rows.order_by().values("pk")


def rows_asked_for(data: QueryDict) -> dict[str, int]:
    """One more row in the section whose button was pressed."""
    return {section.name: 1 for section in SECTIONS if section.name == data.get("_add")}


def take_offer(data: QueryDict) -> bool:
    """Put an offered text into its box: the button says ``box=text``."""
    box, found, text = data.get("_use", "").partition("=")
    if not found or box not in data:
        return False
    data[box] = text
    return True


def said_after(event: Event, *, published: bool) -> str:
    """What happened, after saving."""
    if published:
        return f"Published. Readers find it at /e/{event.number}."
    if event.has_unpublished_changes:
        return "Saved. Readers still see the last published version."
    return "Draft saved. Readers do not see it yet."
